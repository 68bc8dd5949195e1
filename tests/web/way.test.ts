import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { signal } from '@preact/signals'
import type { Reply } from '../../web/widget/api.ts'
import { createWay, type Way } from '../../web/widget/way.ts'
import type { Word } from '../../web/widget/wire.ts'

const word: Word = { word: 'CDFHJKMN', number: '+31612345678', link: 'https://wa.me/31612345678', qr: { size: 1, path: '' }, expires_in: 900 }
const later: Reply<Word> = { kind: 'later', busy: true, after: 0 }

beforeEach(() => { jest.useFakeTimers() })
afterEach(() => { jest.useRealTimers() })

describe('the way to WhatsApp', () => {
  test('When it is asked, then it waits, shows the word, and says when that works no more; then a new one can be asked', async () => {
    const { way, out } = start([{ kind: 'ok', body: word }, { kind: 'ok', body: { ...word, word: 'NMKJHFDC' } }])
    const asked = out.open()
    expect(way.value).toEqual({ kind: 'asking' })
    await asked
    expect(way.value).toEqual({ kind: 'open', word })
    jest.advanceTimersByTime(899_000)
    expect(way.value).toEqual({ kind: 'open', word })
    jest.advanceTimersByTime(1_000)
    expect(way.value).toEqual({ kind: 'over' })
    await out.open()
    expect(way.value).toMatchObject({ kind: 'open', word: { word: 'NMKJHFDC' } })
  })

  test('When there is no answer, or no conversation, then it says so, and one can try again', async () => {
    const { way, out } = start([later, undefined, { kind: 'ok', body: word }])
    for (const kind of ['failed', 'failed', 'open']) {
      await out.open()
      expect(way.value?.kind).toBe(kind)
    }
  })

  test('When the person went back meanwhile, then a late answer or the end of the word shows nothing', async () => {
    const { way, out } = start([{ kind: 'ok', body: word }, { kind: 'ok', body: word }])
    const asked = out.open()
    out.close()
    await asked
    expect(way.value).toBeNull()
    await out.open()
    out.close()
    jest.advanceTimersByTime(900_000)
    expect(way.value).toBeNull()
  })
})

function start(replies: (Reply<Word> | undefined)[]) {
  const way = signal<Way | null>(null)
  return { way, out: createWay(way, () => { const reply = replies.shift(); return reply && Promise.resolve(reply) }) }
}
