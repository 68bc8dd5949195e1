// Digimaatjes without a console: their moves as turns, and what the database says afterwards.
import { randomUUID } from 'node:crypto'
import type { DeskTurn, TurnOutcome } from '../../bot/turn/types.ts'
import { limits } from '../../domain/limits.ts'
import type { TestApp } from './app.ts'
import type { Person } from './person.ts'

export type Helper = { id: string; name: string; coordinator: boolean }
export const karin: Helper = { id: 'tenant:karin', name: 'Karin de Boer', coordinator: false }
export const mo: Helper = { id: 'tenant:mo', name: 'Mo Yilmaz', coordinator: false }
export const fleur: Helper = { id: 'tenant:fleur', name: 'Fleur Smit', coordinator: true }

export type Move = DeskTurn['move']

/** They sit at the desk now, or left it long enough ago. */
export async function seat({ db, clock }: TestApp, { id, name }: Helper, where: 'here' | 'gone' = 'here'): Promise<void> {
  const lastSeenAt = new Date(clock.now.getTime() - (where === 'here' ? 0 : limits.desk.awayAfter))
  await db.prisma.digimaatje.upsert({ where: { id }, create: { id, name, roles: ['digimaatje'], lastSeenAt }, update: { lastSeenAt } })
}

/** One move at the desk; `who` null: the timer. `id` twice is the same move. */
export function take({ app }: TestApp, conversationId: string, { who, move, id = randomUUID() }: { who: Helper | null; move: Move | Move['kind']; id?: string }): Promise<TurnOutcome> {
  const actor: DeskTurn['actor'] = who ? { kind: 'digimaatje', ...who } : { kind: 'timer' }
  return app.turns.run({
    channel: 'desk', conversationId, externalId: id, identityHash: nobody, addressHash: nobody, activity: { type: 'event', name: 'desk', ...(typeof move === 'object' && move.kind === 'reply' && { text: move.text }) },
    desk: { actor, move: typeof move === 'string' ? { kind: move } as Move : move, origin: who ? '192.0.2.7' : null },
  })
}

/** A digimaatje writes to the person. */
export function write(app: TestApp, conversationId: string, { who, text, id }: { who: Helper; text: string; id?: string }): Promise<TurnOutcome> {
  return take(app, conversationId, { who, move: { kind: 'reply', text }, ...(id && { id }) })
}

/** The conversation, its hand-overs (newest first), messages and audit lines. */
export async function deskView({ db }: TestApp, conversationId: string) {
  const conversation = await db.prisma.conversation.findUniqueOrThrow({
    where: { id: conversationId }, include: { handoffs: { orderBy: { createdAt: 'desc' } }, messages: { orderBy: { seq: 'asc' } }, journeys: { include: { steps: true } }, person: true },
  })
  const audit = await db.prisma.auditEvent.findMany({ where: { subject: conversation.person.auditSubject }, orderBy: { at: 'asc' } })
  const said = conversation.messages.map(({ author, activity }) => ({ author, ...(activity as { type?: string; name?: string; text?: string; value?: Record<string, unknown>; channelData?: { by?: string; only?: string } }) }))
  return { ...conversation, handoff: conversation.handoffs[0] ?? null, said, events: said.filter(({ type }) => type === 'event'), audit }
}

export const idOf = (person: Person) => person.conversation().conversationId

const nobody = Buffer.alloc(32)
