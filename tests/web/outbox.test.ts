import { describe, expect, test } from '@jest/globals'
import type { Reply } from '../../web/widget/api.ts'
import { Outbox, type Outgoing } from '../../web/widget/outbox.ts'
import { createPatience, delay } from '../../web/widget/patience.ts'

const item = (id: string): Outgoing => ({ id, at: 0, activity: { type: 'message', text: id } })
const ok: Reply<unknown> = { kind: 'ok', body: null }
const lost: Reply<unknown> = { kind: 'later', busy: false, after: 0 }

/** An outbox whose line gives the replies in turn, and says ok when they run out. It waits at least a minute unless hurried. */
function setUp({ items = [], replies }: { items?: Outgoing[]; replies: Reply<unknown>[] }) {
  const posted: string[] = []
  const seen: string[] = []
  const left: string[][] = []
  let line = Promise.resolve()
  const patience = createPatience(() => 0.5)
  const outbox = new Outbox({
    items, patience,
    post: async ({ id }) => {
      posted.push(id)
      await line
      return replies.shift() ?? ok
    },
    onReply: ({ id }, { kind }) => seen.push(`${id} ${kind}`),
    onChange: (next) => left.push(next.map(({ id }) => id)),
  })
  return { outbox, posted, seen, left, hold: (until: Promise<void>) => { line = until } }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('Outbox', () => {
  test('When three messages are said at once then they go one by one, in order', async () => {
    const { outbox, posted, seen, left, hold } = setUp({ replies: [] })
    const { promise, resolve: release } = Promise.withResolvers<void>()
    hold(promise)
    for (const id of ['a', 'b', 'c']) outbox.add(item(id))
    await settled()
    expect(posted).toEqual(['a'])
    release()
    await settled()
    expect(seen).toEqual(['a ok', 'b ok', 'c ok'])
    expect(left[left.length - 1]).toEqual([])
  })

  test('When the line is lost then the message waits, the next one behind it, and both go under their own ids when it is back', async () => {
    const { outbox, posted, seen } = setUp({ replies: [lost] })
    outbox.add(item('a'))
    await settled()
    expect(outbox.items).toHaveLength(1)
    outbox.add(item('b'))
    await settled()
    expect(posted).toEqual(['a', 'a', 'b'])
    expect(seen).toEqual(['a later', 'a ok', 'b ok'])
  })

  test('When the server refuses a message for good then it does not hold up the next', async () => {
    const { outbox, seen } = setUp({ replies: [{ kind: 'refused', status: 413 }] })
    outbox.add(item('a'))
    outbox.add(item('b'))
    await settled()
    expect(seen).toEqual(['a refused', 'b ok'])
  })

  test('When the echo of a failed message comes after all then it is not sent again', async () => {
    const { outbox, posted } = setUp({ replies: [lost] })
    outbox.add(item('a'))
    await settled()
    outbox.settle('a')
    outbox.flush()
    await settled()
    expect(posted).toEqual(['a'])
  })

  test('When it is filled from before a reload then nothing goes until it is told to', async () => {
    const { outbox, posted } = setUp({ items: [item('a'), item('b')], replies: [] })
    await settled()
    expect(posted).toEqual([])
    outbox.flush()
    await settled()
    expect(posted).toEqual(['a', 'b'])
  })

  test('When it is stopped then what it kept is neither sent nor forgotten', async () => {
    const { outbox, posted, left } = setUp({ replies: [lost] })
    outbox.add(item('a'))
    await settled()
    outbox.stop()
    await settled()
    expect(posted).toEqual(['a'])
    expect(left).toEqual([['a']])
  })
})

describe('delay', () => {
  test('When tries are in vain then the wait doubles from half a second to eight, a quarter more or less', () => {
    expect([0, 1, 2, 3, 4, 9].map((tries) => delay(tries, 0.5))).toEqual([500, 1000, 2000, 4000, 8000, 8000])
    expect([delay(4, 0), delay(4, 1)]).toEqual([6000, 10_000])
  })
})
