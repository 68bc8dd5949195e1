// What the tests of deliveries look at in the database.
import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../../../prisma/client.ts'
import type { WhatsAppPerson } from '../../support/whatsapp-person.ts'
import type { TestApp } from '../../support/app.ts'
import { keyedHash } from '../../../bot/keys.ts'

export type Row = { id: bigint; status: string; error: string | null; author: string; template: string | null; attempts: number; providerId: string | null; payload: Uint8Array | null }

/** Everything ever to be sent to this person, in order. */
export async function deliveriesOf(app: TestApp, person: WhatsAppPerson): Promise<Row[]> {
  const { id } = await conversationOf(app, person)
  return app.db.prisma.delivery.findMany({ where: { conversationId: id }, orderBy: { id: 'asc' } })
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
