// Many conversations at once, straight into the tables: what the lists have to find among them.
import { randomUUID } from 'node:crypto'
import type { Database } from '../../prisma/client.ts'

export type MadeHandoff = {
  state: 'waiting' | 'human' | 'back' | 'cancelled' | 'closed'
  askedAt: Date
  urgent?: boolean
  reason?: string
  /** Of the digimaatje who has it, or had it. */
  claimedById?: string
  closedAt?: Date
  personAt?: Date
  phone?: Buffer
}
export type Made = {
  /** On WhatsApp: when they wrote last. Else on the website. */
  wroteAt?: Date
  flag?: string
  handoffs?: MadeHandoff[]
  lastMessageAt?: Date
  text?: string
}

/** Makes conversations; returns their ids in the order asked. */
export async function makeConversations({ prisma }: Database, made: readonly Made[]): Promise<string[]> {
  const all = made.map((one) => ({ ...one, id: randomUUID(), personId: randomUUID(), journeyId: randomUUID(), hash: Buffer.from(randomUUID().replaceAll('-', '').repeat(2), 'hex') }))
  const at = ({ lastMessageAt = new Date() }: Made) => lastMessageAt
  await prisma.person.createMany({ data: all.map(({ personId: id }) => ({ id })) })
  await prisma.conversation.createMany({ data: all.map((one) => ({
    id: one.id, personId: one.personId, version: 1, seq: 1, state: {}, journeyId: one.journeyId, lastMessageAt: at(one), replyTo: one.wroteAt ? one.hash : null,
    flagReason: one.flag ?? null, flaggedAt: one.flag ? at(one) : null,
  })) })
  await prisma.journey.createMany({ data: all.map(({ id, journeyId }) => ({ id: journeyId, conversationId: id, step: 'managerEmail' })) })
  await prisma.message.createMany({ data: all.map((one) => ({ conversationId: one.id, seq: 1, author: 'person' as const, activity: { type: 'message', text: one.text ?? 'Hallo' }, createdAt: at(one) })) })
  await prisma.channelIdentity.createMany({ data: all.flatMap(({ id, personId, hash, wroteAt }) => (wroteAt ? [{ id: randomUUID(), channel: 'whatsapp' as const, addressHash: hash, personId, conversationId: id, lastInboundAt: wroteAt }] : [])) })
  await prisma.handoff.createMany({ data: all.flatMap(({ id, handoffs = [] }) => handoffs.map(({ askedAt, reason = 'asked', phone, ...handoff }) => ({
    conversationId: id, createdAt: askedAt, reason, step: 'managerEmail', ...handoff, ...(phone && { phone: new Uint8Array(phone) }),
  }))) })
  return all.map(({ id }) => id)
}

/** A busy year, in one statement: so many conversations, of which some wait and some are with `owner`, and half of the others are closed. */
export async function makeManyConversations({ prisma }: Database, { all, waiting, human, owner }: { all: number; waiting: number; human: number; owner: string }): Promise<void> {
  await prisma.$executeRaw`
    with made as materialized (select n, gen_random_uuid() as id, gen_random_uuid() as person, gen_random_uuid() as journey, now() - n * interval '1 minute' as at from generate_series(1, ${all}::int) as n),
    persons as (insert into "Person" (id) select person from made),
    conversations as (insert into "Conversation" (id, "personId", version, seq, state, "journeyId", "lastMessageAt") select id, person, 1, 1, '{}', journey, at from made),
    journeys as (insert into "Journey" (id, "conversationId", step) select journey, id, 'managerEmail' from made),
    messages as (insert into "Message" ("conversationId", seq, author, activity, "createdAt") select id, 1, 'person', '{"type": "message", "text": "Hallo"}', at from made)
    insert into "Handoff" ("conversationId", state, reason, "createdAt", "claimedById", "closedAt")
    select id, (case when n <= ${waiting} then 'waiting' when n <= ${waiting + human} then 'human' else 'closed' end)::"HandoffState", 'asked', at,
           case when n between ${waiting + 1} and ${waiting + human} then ${owner} end, case when n > ${waiting + human} then at + interval '30 seconds' end
    from made where n <= ${waiting + human} or n % 2 = 0`
}
