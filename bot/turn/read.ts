// The one statement a turn reads with. Several turns of one instant share it.
import type { SqlPool } from '../../prisma/client.ts'
import type { Manager, Role } from '../../domain/journey.ts'
import type { Stuck } from '../../domain/stuck.ts'
import type { ChannelName } from './types.ts'
import { type ConversationState, type HandoffRow, newConversation, readJourney, type Snapshot } from './unit-of-work.ts'

export type ReadRequest = { conversationId: string; channel: ChannelName; externalId: string }
/** `seen`: this inbound activity was committed before, as message number `seq`. `absent`: no such conversation. */
export type ReadResult = { kind: 'loaded'; snapshot: Snapshot } | { kind: 'seen'; seq: number } | { kind: 'absent' }

// Over plain `pg`, named and prepared, because it runs once per turn: Prisma would make four queries of it.
const statement = {
  name: 'turn-read',
  text: `
    select c.id, c."personId", p."auditSubject", c.version, c.seq, c.owner, c.state, c."lastMessageAt",
           j.id as "journeyId", j.role, j.manager, j.step, j.stuck, j."stuckBy", j."finishedAt",
           b.seq as "seenSeq", d.parked, d.unsent, encode(c."replyTo", 'hex') as "replyTo",
           case when i.channel = 'desk' then r."lastInboundAt" end as "lastInboundAt", case when i.channel = 'desk' then r."optedOutAt" end as "optedOutAt",
           to_jsonb(h) - 'name' as handoff, h.name as "claimedByName"
    from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality as i(id, channel, "externalId", n)
    left join "Conversation" c on c.id = i.id
    left join "Person" p on p.id = c."personId"
    left join "Journey" j on j.id = c."journeyId"
    left join lateral (
      select seq from "Inbound" b where b."conversationId" = i.id and b.channel = i.channel::"Channel" and b."externalId" = i."externalId"
      union all
      select seq from "Inbound" b where i.channel = 'whatsapp' and b.channel = 'whatsapp' and b."externalId" = i."externalId"
      limit 1
    ) as b on true
    left join lateral (
      select bool_or(d.status = 'parked') as parked, bool_or(d.status <> 'parked' and d.author = 'bot') as unsent
      from "Delivery" d where i.channel <> 'web' and d."conversationId" = i.id and d.status in ('parked', 'due', 'sending', 'unknown')
    ) as d on true
    left join lateral (
      select n."lastInboundAt", n."optedOutAt" from "ChannelIdentity" n
      where i.channel = 'desk' and c."replyTo" is not null and n.channel = 'whatsapp' and n."addressHash" = c."replyTo" limit 1
    ) as r on true
    left join lateral (
      select h.id, h.state, h.reason, h.step, h.urgent, h."createdAt", h."claimedById", h."claimedAt", h."personAt", h."firstAnswerAt", h."nobodyAt",
             h."closedAt", h."closeReason", h.back, (select m.name from "Digimaatje" m where m.id = h."claimedById") as name
      from "Handoff" h where h."conversationId" = c.id order by h."createdAt" desc limit 1
    ) as h on true
    order by i.n`,
}

type Row = {
  id: string | null; personId: string; auditSubject: string; version: number; seq: number; owner: 'bot' | 'human'; state: ConversationState; lastMessageAt: Date
  journeyId: string | null; role: Role | null; manager: Manager | null; step: string; stuck: number; stuckBy: Stuck['by']; finishedAt: Date | null
  seenSeq: number | null; parked: boolean | null; unsent: boolean | null
  replyTo: string | null; lastInboundAt: Date | null; optedOutAt: Date | null; handoff: HandoffRow | null; claimedByName: string | null
}

/** Reads what turns need, in the order asked. */
export async function readAll(sql: SqlPool, requests: ReadRequest[]): Promise<ReadResult[]> {
  const values = [requests.map((one) => one.conversationId), requests.map((one) => one.channel), requests.map((one) => one.externalId)]
  const { rows } = await sql.query<Row>({ ...statement, values })
  return rows.map(toResult)
}

function toResult(row: Row): ReadResult {
  if (row.seenSeq !== null) return { kind: 'seen', seq: row.seenSeq }
  if (row.id === null) return { kind: 'absent' }
  const { personId, version, seq, owner, state, lastMessageAt } = row
  const journey = row.journeyId === null
    ? newConversation(row.id, personId).journey
    : readJourney({ ...row, id: row.journeyId, finishedAt: row.finishedAt?.toISOString() ?? null })
  return {
    kind: 'loaded',
    snapshot: {
      conversationId: row.id, personId, subject: row.auditSubject, version, seq, owner, state, journey, lastMessageAt, parked: row.parked ?? false, unsent: row.unsent ?? false,
      ...deskOf(row),
    },
  }
}

function deskOf({ handoff, claimedByName, replyTo, lastInboundAt, optedOutAt }: Row): Pick<Snapshot, 'handoff' | 'claimedByName' | 'replyTo'> {
  return { handoff, claimedByName, replyTo: replyTo === null ? null : { hash: replyTo, lastInboundAt, optedOutAt } }
}
