import { describe, expect, test } from '@jest/globals'
import { createKeep, KEY, type Kept } from '../../web/widget/keep.ts'
import { readFrame } from '../../web/widget/wire.ts'

/** As much of the browser's Storage as is used. */
function createStorage(): Storage {
  const map = new Map<string, string>()
  return {
    get length() { return map.size },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => { map.set(key, value) },
    removeItem: (key) => { map.delete(key) },
    clear: () => map.clear(),
  }
}

describe('createKeep', () => {
  test('When parts are written then the others stay, all under one key', () => {
    const storage = createStorage()
    const keep = createKeep<Kept>(() => storage)
    keep.write({ secret: 's', conversation: 'c' })
    keep.write({ size: 2 })
    expect(keep.read()).toEqual({ secret: 's', conversation: 'c', size: 2 })
    expect([storage.length, storage.key(0)]).toEqual([1, KEY])
  })

  test('When a part is written as undefined then it is forgotten', () => {
    const keep = createKeep<Kept>(createStorageOnce())
    keep.write({ secret: 's', conversation: 'c', size: 1 })
    keep.write({ secret: undefined, conversation: undefined })
    expect(keep.read()).toEqual({ size: 1 })
  })

  test('When something else wrote nonsense under our key then it counts as nothing', () => {
    const storage = createStorage()
    const keep = createKeep<Kept>(() => storage)
    for (const nonsense of ['{', 'null', '3', '"x"']) {
      storage.setItem(KEY, nonsense)
      expect(keep.read()).toEqual({})
    }
  })

  test('When the browser forbids storage then it is kept in memory', () => {
    const keep = createKeep<Kept>(() => { throw new Error('SecurityError') })
    keep.write({ secret: 's' })
    expect(keep.read()).toEqual({ secret: 's' })
    keep.clear()
    expect(keep.read()).toEqual({})
  })
})

describe('readFrame', () => {
  test('When a frame is a ping, is no JSON or no object then it is ignored', () => {
    expect(['', 'x', '3', 'null', new ArrayBuffer(1)].map(readFrame)).toEqual([null, null, null, null, null])
    expect(readFrame('{"activities":[],"watermark":"4"}')).toEqual({ activities: [], watermark: '4' })
  })
})

function createStorageOnce(): () => Storage {
  const storage = createStorage()
  return () => storage
}
