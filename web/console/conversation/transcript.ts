import type { DeskMessage } from '../../../bot/desk/contract.ts'

/** What the transcript shows, from top to bottom. `starts`: the first of some messages of one author in a row, which says whose they are. */
export type Item =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: string }
  | { kind: 'system'; key: string; message: DeskMessage & { event: NonNullable<DeskMessage['event']> } }
  | { kind: 'message'; key: string; message: DeskMessage; starts: boolean }

/** Messages of one author within this long stand together. */
const together = 5 * 60_000

/** `seen`: the last message that this digimaatje saw, when they came back to it; null shows no divider. */
export function itemsOf(messages: readonly DeskMessage[], seen: number | null): Item[] {
  let shown: DeskMessage | null = null
  let divided = seen === null
  return messages.filter(isShown).flatMap((message) => {
    const items: Item[] = []
    const before = shown
    shown = message
    const newDay = before === null || !sameDay(before.at, message.at)
    if (newDay) items.push({ kind: 'day', key: `day-${message.seq}`, at: message.at })
    const isNew = !divided && message.seq > (seen ?? 0)
    if (isNew && message.author !== 'human') items.push({ kind: 'new', key: 'new' })
    divided ||= isNew
    const { event } = message
    if (event) items.push({ kind: 'system', key: `${message.seq}`, message: { ...message, event } })
    else items.push({ kind: 'message', key: `${message.seq}`, message, starts: newDay || isNew || !follows(before, message) })
    return items
  })
}

/** An event of another sort without words says nothing to a digimaatje. */
function isShown({ event, text, attachments, buttons }: DeskMessage): boolean {
  return event ? event.name !== 'other' || text !== '' : text !== '' || attachments > 0 || buttons.length > 0
}

function follows(before: DeskMessage | null, message: DeskMessage): boolean {
  return before !== null && !before.event && before.author === message.author && before.by === message.by
    && Date.parse(message.at) - Date.parse(before.at) < together
}

function sameDay(a: string, b: string): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString()
}

/** What became of a message: of a human's always something, of the bot's only what a digimaatje should know. */
export type Mark = 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'parked' | 'cancelled'

export function markOf({ author, delivery, seq, event }: Pick<DeskMessage, 'author' | 'delivery' | 'seq' | 'event'>, readSeq: number): Mark | null {
  if (author === 'person' || event) return null
  if (delivery === 'failed' || delivery === 'parked' || delivery === 'cancelled') return delivery
  if (author === 'bot') return null
  if (delivery === 'read' || readSeq >= seq) return 'read'
  if (delivery === 'waiting') return 'sending'
  return delivery ?? 'sent'
}

/** The newest message that came in from the person, for who listens instead of looking. */
export function heardLast(messages: readonly DeskMessage[]): DeskMessage | null {
  return messages.findLast(({ author, event }) => author === 'person' && !event) ?? null
}
