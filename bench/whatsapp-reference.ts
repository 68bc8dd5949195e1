// One conversation on WhatsApp, recorded: what everybody then sends, what the Bot Framework bot answers, and what every answer is checked against.
import { createTexts } from '../locales/index.ts'
import type { Button, FakeMessage, FakeTwilio, InboundFields } from '../tests/support/fake-twilio.ts'
import { WhatsAppPerson } from '../tests/support/whatsapp-person.ts'
import type { Reference, Reply } from './reference.ts'
import { mustHear } from './script.ts'
import { hello, whatsAppMoves } from './whatsapp-script.ts'

export type Said = { body: string; buttons: Button[] }
/** The first turn is the hello. `isCode`: everybody types the code of their own letter here. */
export type WhatsAppReference = { turns: { fields: InboundFields; isCode: boolean; replies: Said[] }[] }

/** Goes through the script once. @throws Error when it does not lead through the whole route */
export async function recordWhatsApp(fake: FakeTwilio): Promise<WhatsAppReference> {
  const person = new WhatsAppPerson(fake, { phone: '+31699999999' })
  const turns: WhatsAppReference['turns'] = []
  const take = async (fields: InboundFields, isCode: boolean) => {
    const replies = await person.send(fields)
    if (replies.length === 0) throw new Error(`the bot does not answer to ${JSON.stringify(fields)} (${person.answer?.status})`)
    turns.push({ fields, isCode, replies: replies.map(toSaid) })
  }
  await take({ body: hello }, false)
  for (const move of whatsAppMoves) {
    const { repliedTo: _repliedTo, ...fields } = 'press' in move ? person.tap(move.press) : { body: move.type }
    await take(fields, 'isCode' in move)
  }
  mustBeWhole(turns.flatMap(({ replies }) => replies))
  return { turns }
}

/** As the Bot Framework bot is told: the hello's answer is its welcome. */
export function toReference({ turns: [first, ...rest] }: WhatsAppReference): Reference {
  return {
    welcome: first?.replies.map(toReply) ?? [],
    turns: rest.map(({ fields, isCode, replies }) => ({ post: { type: 'message', text: fields.body ?? fields.buttonText ?? fields.listTitle ?? '' }, isCode, replies: replies.map(toReply) })),
  }
}

const toSaid = ({ body, buttons }: FakeMessage): Said => ({ body, buttons })

function toReply({ body, buttons }: Said): Reply {
  const actions = buttons.map(({ id, title }) => ({ type: 'imBack', title, value: { choice: id } }))
  return { type: 'message', text: body, ...(actions.length > 0 && { suggestedActions: { actions } }) }
}

function mustBeWhole(said: readonly Said[]): void {
  const texts = createTexts()
  const all = said.map(({ body }) => body).join('\n')
  // WhatsApp has some texts of its own: each of these is heard by the line that asks or tells most.
  const missing = mustHear.filter((key) => !texts('nl', key, { context: 'client' }).split('\n').some((line) => all.includes(line)))
  if (missing.length > 0) throw new Error(`the script no longer leads through route A: never heard ${missing.join(', ')}`)
}
