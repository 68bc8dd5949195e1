// Gives the demo a believable desk, once.
import { createTexts, readCannedReplies, readLabels } from '../../../locales/index.ts'
import type { Database } from '../../../prisma/client.ts'
import { seedDesk } from '../../../prisma/seed-desk.ts'
import type { Config } from '../../config.ts'
import type { Sealer } from '../../keys.ts'
import type { Log } from '../../log.ts'
import { demoDeskRows } from './rows.ts'

export type FillParts = { db: Pick<Database, 'sql'>; config: Pick<Config, 'helpEmail' | 'whatsapp'>; sealer: Pick<Sealer, 'seal'>; log: Log; now: Date }

/** An empty database only. Where it cannot be done the demo starts without: nobody needs it. Returns whether it was filled. */
export async function fillDemoDesk({ db, config, sealer, log, now }: FillParts): Promise<boolean> {
  try {
    return await seedDesk(db, () => demoDeskRows({
      now, seal: sealer.seal, t: createTexts(), labels: readLabels('demo-desk.nl'), canned: readCannedReplies(), helpEmail: config.helpEmail,
      // With a WhatsApp, be it a fake one, what a digimaatje writes would really be sent.
      whatsapp: config.whatsapp === null,
    }))
  } catch (error) {
    log.warn({ err: error }, 'the demo starts with an empty desk')
    return false
  }
}
