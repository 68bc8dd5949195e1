// The whole app, wired in one place. `main.ts` starts it; the tests do the same.
import { readFileSync } from 'node:fs'
import { createConversation } from '../dialogs/conversation.ts'
import { plainWords } from '../dialogs/plain-words.ts'
import { createUnderstanding } from '../dialogs/understand.ts'
import { createCheck } from '../domain/check.ts'
import { dutchDay } from '../domain/dutch/day.ts'
import { limits } from '../domain/limits.ts'
import { createTexts, createWords, readLabels, readPatterns, readPhrases, readTerms } from '../locales/index.ts'
import { type DemoLetter, seedDemo } from '../prisma/seed.ts'
import { createDecide } from './bot.ts'
import { createCheckFor } from './check-for.ts'
import type { Config } from './config.ts'
import { createDesk, type Desk } from './desk.ts'
import { createDeskDecide } from './desk/decide.ts'
import { fillDemoDesk } from './desk/demo/fill.ts'
import { createFacts } from './desk/facts.ts'
import { createRelay } from './desk/relay.ts'
import { createStanding } from './desk/standing.ts'
import { renderDemoPage } from './http/demo-page.ts'
import { createHttpServer, type Pages } from './http/server.ts'
import { startJobs } from './jobs/worker.ts'
import { createSealer } from './keys.ts'
import type { Log } from './log.ts'
import { createMask } from './mask.ts'
import { openStore, type Store } from './open.ts'
import { createOutside, type Outside, websiteAbilities } from './outside.ts'
import { createApology } from './turn/apology.ts'
import { createBatch } from './turn/batch.ts'
import { commitAll, type CommitParts, type CommitResult } from './turn/commit.ts'
import { createFeed, type LiveFeed } from './turn/feed.ts'
import { createMemory } from './turn/remember.ts'
import { type ReadRequest, type ReadResult, readAll } from './turn/read.ts'
import type { Turns } from './turn/types.ts'
import type { UnitOfWork } from './turn/unit-of-work.ts'
import { createTurns } from './turn.ts'

export type AppParts = {
  config: Config; log: Log; now: () => Date
  /** In demo mode: fill the desk of an empty database with conversations. */
  demoDesk?: boolean
}
export type App = {
  /** Listens; `url` has no slash at the end. `letters` are the demo's. */
  start: () => Promise<{ url: string }>
  /** Undoes `start` in reverse and waits for what is under way. */
  stop: () => Promise<void>
  store: Store
  turns: Turns
  letters: DemoLetter[]
  /** The digimaatjes' desk; null: it is off. */
  desk: Desk | null
  /** The one-time link to the desk, in demo mode and after `start`; else null. */
  deskLink: () => string | null
}

/** Opens the database and wires everything; nothing listens yet. @throws DatabaseError */
export async function createApp(parts: AppParts): Promise<App> {
  const store = await openStore(parts.config)
  try {
    return await wire(parts, store)
  } catch (error) {
    await store.close()
    throw error
  }
}

async function wire(parts: AppParts, store: Store): Promise<App> {
  const { config, log, now } = parts
  const today = () => dutchDay(now())
  const letters = config.demo ? await seedDemo(store.db, { pepper: store.keys.pepper, normalise: config.code.normalise, today: today() }) : []
  if (config.demo && parts.demoDesk) await fillDemoDesk({ db: store.db, sealer: createSealer(store.keys.encryption), config, log, now: now() })
  const feed = createFeed({ db: store.db, sealer: createSealer(store.keys.encryption), log, processId: store.db.name })
  let url = config.publicUrl ?? ''
  const outside = await createOutside({ ...parts, store, baseUrl: () => url })
  const turns = wireTurns({ ...parts, store, feed, outside, today })
  const desk = createDesk({ ...parts, store, feed, turns, hasTemplate: (form) => outside?.hasTemplate('continue', form) ?? false })
  const pages = loadPages(letters)
  const http = createHttpServer({ config, keys: store.keys, db: store.db, turns, feed, log, now, pages, desk, whatsapp: outside?.open(turns) ?? null })
  let undo: (() => Promise<void>)[] = [store.close]
  const start = async () => {
    await feed.start()
    undo.push(feed.stop)
    const { port } = await http.listen()
    url = config.publicUrl ?? `http://localhost:${port}`
    if (outside) undo.push(outside.stop)
    undo.push(turns.stop, http.close)
    desk?.sweep.start()
    if (desk) undo.push(desk.sweep.stop)
    await outside?.start()
    const notifier = await openNotifier({ ...parts, store, feed, baseUrl: () => url })
    notifier?.start()
    if (notifier) undo.push(notifier.stop)
    const jobs = await startJobs({ db: store.db, log, now })
    undo.push(jobs.stop)
    return { url }
  }
  const stop = async () => {
    const steps = undo.toReversed()
    undo = []
    for (const step of steps) await step().catch((error: unknown) => log.error({ err: error }, 'stop failed'))
  }
  return { start, stop, store, turns, letters, desk, deskLink: () => (desk?.demoToken ? `${url}/desk#demo=${desk.demoToken}` : null) }
}

function wireTurns({ config, log, now, store, feed, outside, today }: AppParts & { store: Store; feed: LiveFeed; outside: Outside | null; today: () => string }): Turns {
  const { db, keys } = store
  const texts = createTexts()
  const services = { t: texts, explainWord: createWords(texts, plainWords), understand: createUnderstanding(readPhrases(), readPatterns(), readTerms()), carenUrl: config.carenUrl, helpEmail: config.helpEmail }
  const check = createCheck({
    db, limits: limits.check, now,
    onAlarm: (misses) => log.error({ misses }, 'check closed for everybody: too many misses'),
    onFailure: (error) => log.error({ err: error }, 'check unavailable'),
  })
  const checkFor = createCheckFor({ check, pepper: keys.pepper, rules: config.code, today })
  const commitParts: CommitParts = {
    sql: db.sql, sealer: createSealer(keys.encryption), processId: feed.processId, identityLife: limits.session.secretLife, leaseLife: limits.delivery.lease,
    deliveriesOf: outside?.deliveries.draftsOf ?? (() => []),
  }
  const { batch: size, lanes, remembered } = limits.turn
  const memory = createMemory(remembered)
  feed.subscribeAll(memory.forget)
  const read = createBatch<ReadRequest, ReadResult>((requests) => readAll(db.sql, requests), { size, lanes })
  return createTurns({
    read: async (request, { fresh }) => {
      const snapshot = memory.take(request.conversationId, request.channel)
      if (!snapshot || fresh) return read(request)
      return { kind: 'loaded', snapshot: { ...snapshot, unsent: outside?.deliveries.isSending(request.conversationId) ?? false } }
    },
    commit: createBatch<UnitOfWork, CommitResult>((works) => commitAll(commitParts, works), { size, lanes }),
    mask: createMask({ code: config.code, today }),
    decide: createDecide({
      conversation: createConversation(services), checkFor, abilitiesOf: outside?.abilitiesOf ?? (() => websiteAbilities),
      standingOf: createStanding({ sql: db.sql, desk: config.desk, hours: config.openingHours, now }),
      desk: { decide: createDeskDecide({ texts, helpEmail: config.helpEmail, hasTemplate: (form) => outside?.hasTemplate('continue', form) ?? false, ...createFacts({ sql: db.sql, now }) }), relay: createRelay(services) },
    }),
    apologise: createApology(texts, config.helpEmail),
    committed: (work, handed) => {
      feed.committed(work)
      memory.keep(work)
      outside?.deliveries.committed(work, handed)
    },
    reread: feed.reread,
    log, now, limits: limits.turn,
  })
}

/** Mail and webhook; nothing of it is loaded where both are off. */
async function openNotifier({ config, log, now, store, feed, baseUrl }: AppParts & { store: Store; feed: LiveFeed; baseUrl: () => string }) {
  const { notify, desk } = config
  if (!notify.mail && !notify.webhook) return null
  const { createNotifier } = await import('./desk/notify/notifier.ts')
  return createNotifier({ db: store.db, notify, log, now, limits, feed, labels: readLabels('notify.nl'), deskUrl: () => (desk ? `${baseUrl()}/desk` : null) })
}

function loadPages(letters: DemoLetter[]): Pages {
  const labels = readLabels('demo.nl')
  return { demo: () => renderDemoPage({ labels, letters }), css: readFileSync(webFile('demo/demo.css'), 'utf8'), widget: readFileSync(webFile('dist/widget.js')) }
}

const webFile = (path: string) => new URL(`../web/${path}`, import.meta.url)
