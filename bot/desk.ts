// The digimaatjes' desk, wired: who may do what, its routes, its live line. Nothing of it runs where it is off.
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { dutchDay } from '../domain/dutch/day.ts'
import { type Form, readCannedReplies } from '../locales/index.ts'
import type { Config } from './config.ts'
import { createAuthenticate, type Authenticate } from './desk/auth/authenticate.ts'
import { createDemoLink } from './desk/auth/demo-tokens.ts'
import { createLive } from './desk/live/live.ts'
import { createStanding } from './desk/standing.ts'
import { createDeskSweep, type DeskSweep } from './desk/sweep.ts'
import { createOpened } from './desk/opened.ts'
import { deskRoutes, mountDeskRoutes, type Mounted } from './desk/routes/table.ts'
import type { DeskRoute } from './desk/routes/types.ts'
import { createSealer } from './keys.ts'
import type { Log } from './log.ts'
import { createMask } from './mask.ts'
import type { Store } from './open.ts'
import type { LiveFeed } from './turn/feed.ts'
import type { Turns } from './turn/types.ts'

export type DeskParts = {
  config: Config
  store: Store
  feed: LiveFeed
  turns: Turns
  log: Log
  now: () => Date
  /** Is there an approved template of WhatsApp to write first with? */
  hasTemplate: (form: Form) => boolean
}
export type Desk = {
  routes: readonly Mounted[]
  /** The same routes with their roles. */
  table: readonly DeskRoute[]
  authenticate: Authenticate
  /** What comes behind `/desk` in the one-time link of the demo; null: people sign in with an issuer. */
  demoToken: string | null
  /** Answers an upgrade request to /desk/live. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Closes the sockets; consoles reconnect elsewhere. */
  close: () => void
  /** What happens by itself; not started yet. */
  sweep: Pick<DeskSweep, 'start' | 'stop'>
}

/** null: there is no desk. */
export function createDesk(parts: DeskParts): Desk | null {
  const { config, store: { db, keys }, feed, turns, log, now } = parts
  const { desk, helpEmail } = config
  if (!desk) return null
  const authenticate = createAuthenticate({ desk, keys, db, now, log })
  const demoLink = desk.kind === 'demo' ? createDemoLink(now) : null
  const opened = createOpened({ sql: db.sql, now })
  const mask = createMask({ code: config.code, today: () => dutchDay(now()) })
  const table = deskRoutes({ ...parts, db, desk, helpEmail, demoLink, opened, mask, signing: keys.signing, sealer: createSealer(keys.encryption), authenticate, replies: readCannedReplies })
  const live = createLive({ db, feed, authenticate, opened, trustProxy: config.trustProxy, now, log })
  const hours = config.openingHours
  const sweep = createDeskSweep({ sql: db.sql, turns, hours, standing: createStanding({ sql: db.sql, desk, hours, now }), signal: feed.signal, log, now })
  return { routes: mountDeskRoutes(table, { authenticate, db, now }), table, authenticate, demoToken: demoLink?.token ?? null, upgrade: live.upgrade, close: live.stop, sweep }
}
