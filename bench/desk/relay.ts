// What somebody on the website writes to the digimaatje who has them: how long until it is on the digimaatje's line.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { createAgent, type Dialogue, openDialogue } from '../dialogue.ts'
import type { Helper } from './helper.ts'

/** `peopleUrl`: the process that people write to; `deskUrl`: the one that the digimaatjes use. */
export type RelayLoad = { peopleUrl: string; deskUrl: string; helpers: readonly Helper[]; messages: number; perSecond: number }
/** Times in ms: since the person pressed, and since they had their answer (0: it was there before). */
export type RelayTimes = { sincePress: number[]; sinceAnswer: number[]; missed: number }
type Pair = { dialogue: Dialogue; helper: Helper; /** text → when it was heard */ heard: Map<string, number>; close: () => void }
type Sent = { text: string; pressed: number; answered: number; pair: Pair }

const patience = 10_000
let people = 0

/** Opens a conversation for each of the helpers, who claims and watches it; then everybody writes in turn. */
export async function measureRelay({ peopleUrl, deskUrl, helpers, messages, perSecond }: RelayLoad): Promise<RelayTimes> {
  const pairs = await Promise.all(helpers.map((helper) => openPair({ peopleUrl, deskUrl, helper })))
  const begun = performance.now()
  const sent = await Promise.all(Array.from({ length: messages }, async (_, index) => {
    await pause(Math.max(0, begun + (1_000 * index) / perSecond - performance.now()))
    return write(pairs[index % pairs.length] as Pair, index)
  }))
  const end = performance.now() + patience
  while (performance.now() < end && sent.some(({ text, pair }) => !pair.heard.has(text))) await pause(20)
  for (const { close } of pairs) close()
  const times = sent.flatMap(({ text, pair, pressed, answered }) => {
    const at = pair.heard.get(text)
    return at === undefined ? [] : [{ press: at - pressed, answer: Math.max(0, at - answered) }]
  })
  return { sincePress: times.map(({ press }) => press), sinceAnswer: times.map(({ answer }) => answer), missed: sent.length - times.length }
}

async function openPair({ peopleUrl, deskUrl, helper }: Pick<RelayLoad, 'peopleUrl' | 'deskUrl'> & { helper: Helper }): Promise<Pair> {
  people += 1
  const agent = createAgent()
  const dialogue = await openDialogue({ url: peopleUrl, agent, address: `10.9.${Math.floor(people / 250)}.${(people % 250) + 1}` })
  await dialogue.untilHeard(1, patience)
  const before = dialogue.heard.length
  await dialogue.post({ type: 'message', text: 'mens', channelData: { clientActivityID: randomUUID() } })
  await dialogue.untilHeard(before + 1, patience)
  const conversation = conversationOf(dialogue)
  await helper.move(deskUrl, conversation, { kind: 'claim' })
  const heard = new Map<string, number>()
  const isFirst = Promise.withResolvers<void>()
  helper.hears = (frame, at) => {
    if (frame.kind !== 'messages' || frame.conversation !== conversation) return
    isFirst.resolve()
    for (const { text } of frame.messages) if (!heard.has(text)) heard.set(text, at)
  }
  await helper.watch(deskUrl, conversation)
  await isFirst.promise
  const close = () => {
    helper.hears = () => {}
    dialogue.close()
    agent.destroy()
  }
  return { dialogue, helper, heard, close }
}

function conversationOf({ heard: [welcome] }: Dialogue): string {
  const { id } = (welcome?.['conversation'] ?? {}) as { id?: string }
  if (!id) throw new Error('the bot does not say in which conversation it is')
  return id
}

/** Letters, no digits: nothing that is masked. */
const textOf = (index: number) => `Mijn vraag is ${[...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join(' ')}`

async function write(pair: Pair, index: number): Promise<Sent> {
  const text = textOf(index)
  const pressed = performance.now()
  await pair.dialogue.post({ type: 'message', text, channelData: { clientActivityID: randomUUID() } })
  return { text, pressed, answered: performance.now(), pair }
}
