import { describe, expect, test } from '@jest/globals'
import { createBatch } from '../../../bot/turn/batch.ts'

describe('group commit', () => {
  test('When many items come in one tick, then they share one call, in order', async () => {
    const calls: number[][] = []
    const run = createBatch(async (items: number[]) => {
      calls.push(items)
      return items.map((item) => item * 2)
    }, { size: 10, lanes: 1 })
    expect(await Promise.all([1, 2, 3].map((item) => run(item)))).toEqual([2, 4, 6])
    expect(calls).toEqual([[1, 2, 3]])
  })
  test('When more come than fit, then no call is larger than allowed and none is forgotten', async () => {
    const sizes: number[] = []
    const run = createBatch(async (items: number[]) => {
      sizes.push(items.length)
      return items
    }, { size: 4, lanes: 2 })
    const items = Array.from({ length: 11 }, (_, index) => index)
    expect(await Promise.all(items.map((item) => run(item)))).toEqual(items)
    expect(Math.max(...sizes)).toBe(4)
  })
  test('When a shared call fails, then only the guilty item fails', async () => {
    const run = createBatch(async (items: number[]) => {
      if (items.includes(2)) throw new Error('two')
      return items
    }, { size: 10, lanes: 1 })
    const results = await Promise.allSettled([1, 2, 3].map((item) => run(item)))
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
})
