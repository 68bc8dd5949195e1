// "Wis dit gesprek": what a person said and did here is gone from the database, in one transaction.
import type { Database } from '../prisma/client.ts'
import { wakeChannel } from './turn/commit-statement.ts'

export type Erased = { kind: 'erased' } | { kind: 'gone' }
/** `by`: the person themselves, or a digimaatje they asked, from that network address. */
type Parts = { db: Pick<Database, 'prisma'>; now: () => Date; by?: { actor: string; origin: string } }

/**
 * Erases a conversation with its messages, inbound ids, hand-overs and journeys; the person and how channels knew them too when no other
 * conversation of theirs is left. Attempts at the check stay until their window ends: erasing must not give new tries.
 */
export function eraseConversation({ db, now, by }: Parts, conversationId: string): Promise<Erased> {
  return db.prisma.$transaction(async (tx): Promise<Erased> => {
    // The row lock makes a turn that is being committed come first, or find nothing.
    await tx.$queryRaw`SELECT 1 FROM "Conversation" WHERE "id" = ${conversationId}::uuid FOR UPDATE`
    const found = await tx.conversation.findUnique({ where: { id: conversationId }, include: { person: true } })
    if (!found) return { kind: 'gone' }
    const { personId, person } = found
    await tx.journey.deleteMany({ where: { conversationId } })
    await tx.conversation.delete({ where: { id: conversationId } })
    const others = await tx.conversation.count({ where: { personId } })
    if (others === 0) {
      await tx.channelIdentity.deleteMany({ where: { personId } })
      await tx.person.delete({ where: { id: personId } })
    }
    await tx.auditEvent.create({ data: { at: now(), actor: 'person', ...by, action: 'erase', outcome: 'done', subject: person.auditSubject } })
    // No process is called 'erase', so all of them look, find nothing and close the sockets of this conversation.
    await tx.$executeRaw`SELECT pg_notify(${wakeChannel}, ${`erase ${conversationId}`})`
    return { kind: 'erased' }
  })
}
