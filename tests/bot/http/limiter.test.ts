import { describe, expect, test } from '@jest/globals'
import { createLimiter } from '../../../bot/http/limiter.ts'

function limiterWithClock(most: number, window: number, keys = 100) {
  const clock = { at: 1_000_000 }
  return { clock, limiter: createLimiter({ most, window, keys, now: () => new Date(clock.at) }) }
}

describe('the limiter', () => {
  test('When a burst fits, then all of it goes ahead and the next one waits', () => {
    const { limiter } = limiterWithClock(3, 3_000)
    expect([1, 2, 3].map(() => limiter.take('a'))).toEqual([0, 0, 0])
    expect(limiter.take('a')).toBe(1_000)
  })
  test('When the waiting time has passed, then exactly one more goes ahead', () => {
    const { limiter, clock } = limiterWithClock(2, 2_000)
    limiter.take('a')
    limiter.take('a')
    clock.at += limiter.take('a')
    expect(limiter.take('a')).toBe(0)
    expect(limiter.take('a')).toBeGreaterThan(0)
  })
  test('When one key is over its limit, then another is not', () => {
    const { limiter } = limiterWithClock(1, 1_000)
    limiter.take('a')
    expect(limiter.take('a')).toBeGreaterThan(0)
    expect(limiter.take('b')).toBe(0)
  })
  test('When nobody came for a long time, then no more than one burst was saved up', () => {
    const { limiter, clock } = limiterWithClock(2, 1_000)
    limiter.take('a')
    clock.at += 1_000_000
    expect([1, 2, 3].map(() => limiter.take('a') === 0)).toEqual([true, true, false])
  })
  test('When there are more keys than fit, then the longest unused is forgotten first', () => {
    const { limiter } = limiterWithClock(1, 1_000, 2)
    for (const key of ['a', 'b', 'a', 'c']) limiter.take(key)
    expect(limiter.take('a')).toBeGreaterThan(0)
    expect(limiter.take('b')).toBe(0)
  })
  test('When the clock goes back, then nobody gains or loses by it', () => {
    const { limiter, clock } = limiterWithClock(1, 1_000)
    limiter.take('a')
    clock.at -= 500
    expect(limiter.take('a')).toBe(1_000)
  })
})
