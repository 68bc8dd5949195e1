// What a move of the desk asks of the database beside the conversation itself.
import { limits } from '../../domain/limits.ts'
import type { SqlPool } from '../../prisma/client.ts'
import type { MoveParts } from './moves/step.ts'

/** The two questions of the moves. Reject when the database cannot be asked. */
export function createFacts({ sql, now }: { sql: SqlPool; now: () => Date }): Pick<MoveParts, 'isHere' | 'templateSent'> {
  return {
    isHere: async (digimaatje) => {
      const { rowCount } = await sql.query({ name: 'desk-is-here', text: `
        select 1 from "Digimaatje" where id = $1 and presence = 'online' and "lastSeenAt" > $2`, values: [digimaatje, new Date(now().getTime() - limits.desk.awayAfter)] })
      return rowCount === 1
    },
    templateSent: async (conversationId, since) => {
      const { rowCount } = await sql.query({ name: 'desk-template-sent', text: `
        select 1 from "Delivery" where "conversationId" = $1 and template = 'continue' and status not in ('cancelled', 'failed', 'undelivered') and "createdAt" > $2 limit 1`, values: [conversationId, since] })
      return rowCount === 1
    },
  }
}
