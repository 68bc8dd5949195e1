import { describe, expect, test } from '@jest/globals'
import type { DeskMove, TurnAnswer } from '../../bot/desk/contract.ts'
import { ApiError } from '../../web/console/api/client.ts'
import { createMoves } from '../../web/console/state/moves.ts'
import type { PendingMove } from '../../web/console/state/state.ts'

const lost = new ApiError({ status: 0, code: 'Network' })
const refused: TurnAnswer = { kind: 'refused', code: 'taken', by: { id: 'mo', name: 'Mo Yilmaz' }, row: null }
const reply = (text: string): DeskMove => ({ kind: 'reply', text })
type Sent = { path: string; id: string; text: string }

/** Answers in turn; an error is no answer. */
function setUp(...answers: (TurnAnswer | ApiError | Promise<TurnAnswer>)[]) {
  const sent: Sent[] = []
  const seen: string[][] = []
  let made = 0
  const post = async (path: string, body: unknown) => {
    const { id, move } = body as { id: string; move: { text?: string; kind: string } }
    sent.push({ path, id, text: move.text ?? move.kind })
    const answer = answers.shift() ?? refused
    if (answer instanceof ApiError) throw answer
    return answer
  }
  let waits = 0
  const move = createMoves({
    api: { post: post as never }, uuid: () => `id-${(made += 1)}`, now: () => new Date(0),
    patience: () => ({ wait: async () => void (waits += 1), tries: () => waits, hurry: () => undefined, reset: () => undefined }),
    onPending: (pending: readonly PendingMove[]) => seen.push(pending.map(({ id }) => id)), onAnswer: () => undefined,
  })
  return { move, sent, seen }
}

describe('createMoves', () => {
  test('When no answer comes, then the same id is sent again until one does', async () => {
    const { move, sent, seen } = setUp(lost, new ApiError({ status: 503, code: 'Unavailable' }), refused)
    expect(await move('c', { kind: 'claim' })).toEqual(refused)
    expect(sent.map(({ id }) => id)).toEqual(['id-1', 'id-1', 'id-1'])
    expect(seen).toEqual([['id-1'], []])
  })

  test('When a button is pressed twice, then it is one move', async () => {
    const { move, sent } = setUp()
    const [first, second] = await Promise.all([move('c', { kind: 'claim' }), move('c', { kind: 'claim' })])
    expect([sent.length, first === second]).toEqual([1, true])
  })

  test('When the same is done again after the answer, then it is another move', async () => {
    const { move, sent } = setUp()
    await move('c', reply('ja'))
    await move('c', reply('ja'))
    expect(sent.map(({ id }) => id)).toEqual(['id-1', 'id-2'])
  })

  test('When the first of two replies is lost on the way, then the second waits for it', async () => {
    const { move, sent } = setUp(lost)
    await Promise.all([move('c', reply('one')), move('c', reply('two'))])
    expect(sent.map(({ text }) => text)).toEqual(['one', 'one', 'two'])
  })

  test('When another conversation hangs, then this one goes on', async () => {
    const { promise, resolve } = Promise.withResolvers<TurnAnswer>()
    const { move, sent } = setUp(promise)
    const hanging = move('slow', { kind: 'claim' })
    await move('c', { kind: 'claim' })
    expect(sent.map(({ path }) => path)).toEqual(['/conversations/slow/turns', '/conversations/c/turns'])
    resolve(refused)
    await hanging
  })

  test('When it is refused for good, then that is said at once, and the next move is not held up', async () => {
    const { move, sent, seen } = setUp(new ApiError({ status: 403, code: 'Forbidden' }))
    await expect(move('c', reply('one'))).rejects.toMatchObject({ code: 'Forbidden' })
    await move('c', reply('two'))
    expect(sent.map(({ text }) => text)).toEqual(['one', 'two'])
    expect(seen.at(-1)).toEqual([])
  })

  test('When nothing ever answers, then it is given up after 8 tries', async () => {
    const { move, sent } = setUp(...Array.from({ length: 20 }, () => lost))
    await expect(move('c', reply('one'))).rejects.toMatchObject({ code: 'Network' })
    expect(sent).toHaveLength(9)
  })
})
