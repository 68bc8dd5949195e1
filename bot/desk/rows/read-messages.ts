// A transcript as the desk shows it: the masked activities as they are stored, never a sealed read-back, with what became of each on its way.
import { attachmentKind } from '../../../dialogs/attachments.ts'
import { limits } from '../../../domain/limits.ts'
import type { SqlPool } from '../../../prisma/client.ts'
import type { DeliveryStatus } from '../../../prisma/generated/enums.ts'
import type { StoredActivity } from '../../turn/types.ts'
import type { DeliveryState, DeskMessage, MessagesAnswer } from '../contract.ts'
import { eventOf } from './events.ts'

type MessageRow = { seq: number | null; author: DeskMessage['author']; activity: StoredActivity; createdAt: Date; readSeq: number }
type DeliveryRow = { seq: number; createdAt: Date; statuses: DeliveryStatus[] }

const messages = `
  select m.seq, m.author, m.activity, m."createdAt", c."readSeq"
  from "Conversation" c
  left join lateral (select * from "Message" m where m."conversationId" = c.id and m.seq > $2 order by m.seq limit $3) as m on true
  where c.id = $1 order by m.seq`
/** Of one turn the parts go out in order; a part may show more than one message, and knows the last of them. */
const deliveries = `
  select d.seq, d."createdAt", array_agg(d.status::text) as statuses from "Delivery" d where d."conversationId" = $1 and d.seq > $2 group by d.seq, d."createdAt" order by d.seq`

/** The messages above a number, ascending; null: there is no such conversation. `more`: ask again after the last one. */
export async function readMessages(sql: SqlPool, conversation: string, after: number): Promise<MessagesAnswer | null> {
  const most = limits.desk.messagesPage
  const [{ rows }, sent] = await Promise.all([
    sql.query<MessageRow>({ name: 'desk-messages', text: messages, values: [conversation, after, most + 1] }),
    sql.query<DeliveryRow>({ name: 'desk-deliveries', text: deliveries, values: [conversation, after] }),
  ])
  const [first] = rows
  if (!first) return null
  const found = rows.flatMap((row) => (row.seq === null ? [] : [toMessage({ ...row, seq: row.seq }, sent.rows)]))
  return { messages: found.slice(0, most), more: found.length > most, readSeq: first.readSeq }
}

function toMessage(row: MessageRow & { seq: number }, sent: DeliveryRow[]): DeskMessage {
  const { seq, author, activity, createdAt } = row
  return {
    seq, at: createdAt.toISOString(), author, by: byOf(activity), text: activity.text ?? '', buttons: activity.suggestedActions?.actions.map(({ title }) => title) ?? [],
    attachments: activity.attachments?.length ?? 0, attachmentKinds: (activity.attachments ?? []).map(({ contentType }) => attachmentKind(contentType, 'web')), event: eventOf(activity), delivery: author === 'person' ? null : deliveryOf({ seq, createdAt }, sent),
  }
}

/** Who of the desk it is from, or about. */
export function byOf(activity: StoredActivity): string | null {
  const { by } = (activity.channelData ?? {}) as { by?: unknown }
  return typeof by === 'string' ? by : null
}

function deliveryOf({ seq, createdAt }: { seq: number; createdAt: Date }, sent: DeliveryRow[]): DeliveryState | null {
  const own = sent.find((row) => row.seq >= seq && row.createdAt.getTime() === createdAt.getTime())
  const states = own?.statuses.map((status) => stateOf[status]) ?? []
  return worstFirst.find((state) => states.includes(state)) ?? null
}

const worstFirst: readonly DeliveryState[] = ['failed', 'parked', 'waiting', 'cancelled', 'sent', 'delivered', 'read']
const stateOf: Readonly<Record<DeliveryStatus, DeliveryState>> = {
  due: 'waiting', sending: 'waiting', unknown: 'waiting', unresolved: 'failed', accepted: 'sent', sent: 'sent', delivered: 'delivered', read: 'read',
  failed: 'failed', undelivered: 'failed', cancelled: 'cancelled', parked: 'parked',
}
