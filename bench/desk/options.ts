import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export const parts = ['rows', 'claims', 'live', 'processes', 'screen', 'cost'] as const
export type Part = (typeof parts)[number]
export type DeskOptions = { conversations: number; waiting: number; human: number; consoles: number; claims: number; messages: number; rounds: number; only: readonly Part[]; json: string | null; profile: string | null }

export const usage = `node bench/desk.ts [--rounds 3] [--consoles 50] [--conversations 5000] [--claims 100] [--messages 100] [--short] [--only ${parts.join(',')}] [--json FILE] [--profile FILE]
  --rounds         rounds of everything; the table shows medians
  --consoles       digimaatjes online, each looking at a conversation of their own
  --conversations  in the database, of which 150 wait and as many as there are consoles have somebody
  --claims         in each round, each of another conversation, 20 a second (at most 150)
  --messages       of people to whoever has them, in each round
  --short          1 round of little: does it run?
  --only           some of the parts
  --json           also writes everything that was measured to FILE
  --profile        writes a profile of the app during the first claims of each round to FILE.0.cpuprofile, FILE.1.cpuprofile, …`

const waiting = 150
/** There are letters for no more. */
const mostRounds = 10

/** The command line. null: not understood. */
export function readOptions(args: string[]): DeskOptions | null {
  try {
    const text = { type: 'string' } as const
    const { values } = parseArgs({
      args, options: { rounds: text, consoles: text, conversations: text, claims: text, messages: text, only: text, json: text, profile: text, short: { type: 'boolean', default: false } },
    })
    const standard = values.short ? { rounds: 1, conversations: 500, claims: 20, messages: 20 } : { rounds: 3, conversations: 5_000, claims: 100, messages: 100 }
    const read = (name: keyof typeof standard | 'consoles', or: number) => Number(values[name] ?? or)
    const numbers = {
      consoles: read('consoles', 50), rounds: read('rounds', standard.rounds), conversations: read('conversations', standard.conversations),
      claims: read('claims', standard.claims), messages: read('messages', standard.messages),
    }
    const only = values.only ? parts.filter((part) => values.only?.split(',').includes(part)) : parts
    const good = Object.values(numbers).every((number) => Number.isSafeInteger(number) && number > 0) && numbers.claims <= waiting && numbers.rounds <= mostRounds && only.length > 0 && numbers.consoles >= 10
    return good && numbers.conversations > waiting + numbers.consoles ? { ...numbers, waiting, human: numbers.consoles, only, json: values.json ?? null, profile: values.profile ? resolve(values.profile) : null } : null
  } catch {
    return null
  }
}
