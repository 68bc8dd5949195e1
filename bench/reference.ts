// One conversation with the app, recorded: what everybody then says, what the Bot Framework bot answers, and what every answer is checked against.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { createTexts } from '../locales/index.ts'
import { type Activity, createAgent, type Dialogue, openDialogue, type Post } from './dialogue.ts'
import { type Move, moves, mustHear } from './script.ts'

/** An activity of the bot without what differs per conversation. */
export type Reply = { type: string; text: string; suggestedActions?: Activity['suggestedActions'] } & Record<string, unknown>
/** `isCode`: everybody types the code of their own letter here. */
export type Reference = { welcome: Reply[]; turns: { post: Post; isCode: boolean; replies: Reply[] }[] }

/** Without an answer for this long, the bot has said everything. */
const quiet = 60
const patience = 10_000

/** Goes through the script once. @throws Error when it does not lead through the whole route */
export async function recordReference(url: string): Promise<Reference> {
  const agent = createAgent()
  const dialogue = await openDialogue({ url, agent, address: '10.255.0.1' })
  const welcome = await hear(dialogue, 0)
  const turns: Reference['turns'] = []
  for (const move of moves) {
    const post = toPost(move, turns.at(-1)?.replies ?? welcome)
    const before = dialogue.heard.length
    await dialogue.post({ ...post, channelData: { clientActivityID: randomUUID() } })
    turns.push({ post, isCode: 'isCode' in move, replies: await hear(dialogue, before) })
  }
  dialogue.close()
  agent.destroy()
  const reference = { welcome, turns }
  mustBeWhole(reference)
  return reference
}

/** What the bot says after the first `before` activities. */
async function hear(dialogue: Dialogue, before: number): Promise<Reply[]> {
  if (!await dialogue.untilHeard(before + 1, patience)) throw new Error('the bot does not answer')
  for (let known = -1; known < dialogue.heard.length;) {
    known = dialogue.heard.length
    await pause(quiet)
  }
  return dialogue.heard.slice(before).filter(({ from }) => from.role === 'bot').map(toReply)
}

function toReply({ id: _id, from: _from, timestamp: _timestamp, conversation: _conversation, channelId: _channelId, ...said }: Activity): Reply {
  return { ...said, text: said.text ?? '' }
}

function toPost(move: Move, replies: readonly Reply[]): Post {
  if ('type' in move) return { type: 'message', text: move.type }
  const button = replies.at(-1)?.suggestedActions?.actions.find(({ value }) => value.choice === move.press)
  if (!button) throw new Error(`the script presses "${move.press}" but the bot offers no such button after: ${replies.at(-1)?.text}`)
  return { type: 'message', text: button.title, value: button.value }
}

function mustBeWhole({ welcome, turns }: Reference): void {
  const texts = createTexts()
  const said = [...welcome, ...turns.flatMap(({ replies }) => replies)].map(({ text }) => text).join('\n')
  const missing = mustHear.filter((key) => !said.includes(texts('nl', key, { context: 'client' })))
  if (missing.length > 0) throw new Error(`the script no longer leads through route A: never heard ${missing.join(', ')}`)
}
