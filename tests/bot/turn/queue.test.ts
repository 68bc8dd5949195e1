import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { createQueue } from '../../../bot/turn/queue.ts'

describe('the keyed queue', () => {
  test('When tasks share a key, then they run one after another; other keys go side by side', async () => {
    const queue = createQueue(10)
    const events: string[] = []
    const task = (name: string, milliseconds: number) => async () => {
      events.push(`${name} begins`)
      await pause(milliseconds)
      events.push(`${name} ends`)
    }
    await Promise.all([queue.run('a', task('a1', 20)), queue.run('a', task('a2', 1)), queue.run('b', task('b1', 1))])
    expect(events.filter((event) => event.startsWith('a'))).toEqual(['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends'])
    expect(events.indexOf('b1 ends')).toBeLessThan(events.indexOf('a1 ends'))
  })
  test('When a task fails, then the next one still runs', async () => {
    const queue = createQueue(10)
    const failed = queue.run('a', () => Promise.reject(new Error('no')))
    const next = queue.run('a', async () => 'yes')
    await expect(failed).rejects.toThrow('no')
    expect(await next).toBe('yes')
  })
  test('When too many wait, then the next is refused; when they are done, there is room again', async () => {
    const queue = createQueue(2)
    const tasks = [queue.run('a', () => pause(5)), queue.run('a', () => pause(5))]
    expect(queue.run('a', () => pause(1))).toBeNull()
    await Promise.all(tasks)
    await queue.idle()
    expect(queue.run('a', async () => 'room')).not.toBeNull()
  })
})
