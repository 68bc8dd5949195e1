import { parseArgs } from 'node:util'

export type Options = { people: number; conversations: number; rounds: number; whatsapp: boolean; callbacks: boolean; profile: boolean; json: string | null }

export const usage = `npm run bench -- [--people 50] [--conversations 400] [--rounds 5] [--short] [--whatsapp [--callbacks]] [--json FILE] [--profile]
  --people         simulated people at once
  --conversations  whole conversations in each round
  --rounds         paired rounds: the app and the Bot Framework bot, one after the other
  --short          10 people, 40 conversations, 2 rounds: does it run?
  --whatsapp       the path of WhatsApp: a signed webhook in, a call to Twilio out
  --callbacks      with it: Twilio also reports on every message (queued, sent, delivered)
  --json           also writes everything that was measured to FILE
  --profile        instead of the table: where the processor time of a turn goes`

/** The command line. null: not understood. */
export function readOptions(args: string[]): Options | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        people: { type: 'string' }, conversations: { type: 'string' }, rounds: { type: 'string' }, json: { type: 'string' },
        short: { type: 'boolean', default: false }, profile: { type: 'boolean', default: false },
        whatsapp: { type: 'boolean', default: false }, callbacks: { type: 'boolean', default: false },
      },
    })
    const standard = values.short ? { people: 10, conversations: 40, rounds: 2 } : { people: 50, conversations: 400, rounds: 5 }
    const numbers = {
      people: Number(values.people ?? standard.people),
      conversations: Number(values.conversations ?? standard.conversations),
      rounds: Number(values.rounds ?? standard.rounds),
    }
    const good = Object.values(numbers).every((number) => Number.isSafeInteger(number) && number > 0)
    return good ? { ...numbers, whatsapp: values.whatsapp, callbacks: values.callbacks, profile: values.profile, json: values.json ?? null } : null
  } catch {
    return null
  }
}
