// What the tests of deliveries look at in the database.
import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../../../prisma/client.ts'
import type { WhatsAppPerson } from '../../support/whatsapp-person.ts'
import type { TestApp } from '../../support/app.ts'
import { createSealer, keyedHash } from '../../../bot/keys.ts'
import type { Part } from '../../../bot/delivery/types.ts'
import { createPoster } from '../../support/fake-twilio/post.ts'
import type { FakeTwilio } from '../../support/fake-twilio.ts'

export type Row = { id: bigint; status: string; error: string | null; author: string; template: string | null; attempts: number; providerId: string | null; payload: Uint8Array | null }

/** Everything ever to be sent to this person, in order. */
export async function deliveriesOf(app: TestApp, person: WhatsAppPerson): Promise<Row[]> {
  const { id } = await conversationOf(app, person)
  return app.db.prisma.delivery.findMany({ where: { conversationId: id }, orderBy: { id: 'asc' } })
}

/** One of them, by its place in that order. */
export async function deliveryAt(app: TestApp, person: WhatsAppPerson, place: number): Promise<Row> {
  const row = (await deliveriesOf(app, person))[place]
  if (!row) throw new Error(`no delivery ${place}`)
  return row
}

export async function statusesOf(app: TestApp, person: WhatsAppPerson): Promise<string[]> {
  return (await deliveriesOf(app, person)).map(({ status }) => status)
}

export async function conversationOf(app: TestApp, person: WhatsAppPerson) {
  const identity = await app.db.prisma.channelIdentity.findFirstOrThrow({ where: { channel: 'whatsapp', addressHash: hashOf(app, person) } })
  return app.db.prisma.conversation.findUniqueOrThrow({ where: { id: identity.conversationId ?? '' }, include: { messages: { orderBy: { seq: 'asc' } }, handoffs: true, journeys: true } })
}

export function hashOf(app: TestApp, person: WhatsAppPerson): Uint8Array<ArrayBuffer> {
  return new Uint8Array(keyedHash(app.app.store.keys.pepper, `whatsapp:whatsapp:${person.phone ?? person.bsuid}`))
}

/** A row as a digimaatje's commit will write it. */
export async function fromHuman(app: TestApp, person: WhatsAppPerson, what: string | Part): Promise<void> {
  const { db, clock } = app
  const { id, seq } = await conversationOf(app, person)
  const part: Part = typeof what === 'string' ? { kind: 'text', body: what } : what
  const payload = new Uint8Array(createSealer(app.app.store.keys.encryption).seal(JSON.stringify(part)))
  await db.prisma.delivery.create({ data: { conversationId: id, seq, author: 'human', channel: 'whatsapp', addressHash: hashOf(app, person), payload, dueAt: clock.now, createdAt: clock.now } })
}

/** What Twilio says of a message, signed. Returns the status of the answer. */
export async function tell({ app, fake }: { app: TestApp; fake: FakeTwilio }, row: Pick<Row, 'id' | 'providerId'>, said: { status: string; code?: number }): Promise<number> {
  const poster = createPoster()
  const fields = { AccountSid: fake.accountSid, MessageSid: row.providerId ?? '', MessageStatus: said.status, ...(said.code && { ErrorCode: String(said.code) }) }
  const { status } = await poster.post({ url: `${app.url}/api/whatsapp/status/${row.id}`, authToken: fake.authToken, fields })
  poster.close()
  return status
}

/** Waits until it holds; at most 15 s. */
export async function until(holds: () => Promise<boolean> | boolean, what = 'it'): Promise<void> {
  const end = performance.now() + 15_000
  while (!await holds()) {
    if (performance.now() > end) throw new Error(`never: ${what}`)
    await pause(25)
  }
}

/** Nothing is being sent, and nothing waits to be. */
export async function settled(db: Database): Promise<void> {
  await until(async () => (await db.prisma.delivery.count({ where: { status: { in: ['due', 'sending', 'unknown'] } } })) === 0, 'everything sent')
}
