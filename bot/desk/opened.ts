// That somebody looked into a conversation, for the audit log: by whatever way, before it is shown, and once in a while only.
import { limits } from '../../domain/limits.ts'
import type { SqlPool } from '../../prisma/client.ts'
import { writeAuditOnce } from './audit-line.ts'

export type Opening = { actor: string; conversation: string; origin: string | null }
/** Resolves when the line is there. Rejects when the database cannot be used: then nothing may be shown. */
export type Opened = (opening: Opening) => Promise<void>

const { openedAgain, openedKept } = limits.desk

/** The lines of other processes count too; what this one wrote itself it need not look up. */
export function createOpened({ sql, now }: { sql: Pick<SqlPool, 'query'>; now: () => Date }): Opened {
  const written = new Map<string, { at: number; done: Promise<void> }>()
  return async ({ actor, conversation, origin }) => {
    const at = now()
    const key = `${actor} ${conversation}`
    const known = written.get(key)
    if (known && at.getTime() - known.at < openedAgain) return known.done
    if (written.size >= openedKept) written.clear()
    const done = writeAuditOnce(sql, { at, actor, action: 'conversation.opened', outcome: 'done', conversation, origin }, new Date(at.getTime() - openedAgain))
    written.set(key, { at: at.getTime(), done })
    // What failed is written by the next one who looks.
    done.catch(() => written.delete(key))
    return done
  }
}
