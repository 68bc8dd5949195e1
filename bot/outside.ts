// The people who are not on the website: WhatsApp, its deliveries, and what the webhook missed. Nothing of it is loaded where it is off.
import { limits } from '../domain/limits.ts'
import { formFor, readLabels } from '../locales/index.ts'
import type { Abilities } from './bot.ts'
import type { Inbox, Taken, WhatsApp } from './channels/whatsapp/channel.ts'
import type { WhatsAppRoutes } from './channels/whatsapp/routes.ts'
import type { Config } from './config.ts'
import { createDeliveries, type Deliveries } from './delivery/deliveries.ts'
import type { Sender } from './delivery/types.ts'
import { createSealer } from './keys.ts'
import { makeToken, tokenHash } from './links.ts'
import type { Log } from './log.ts'
import type { Store } from './open.ts'
import type { Turns } from './turn/types.ts'
import { channelOf, type UnitOfWork } from './turn/unit-of-work.ts'

export type Outside = {
  deliveries: Deliveries
  abilitiesOf: (work: UnitOfWork) => Abilities
  /** Whether a template is configured in this form: without it nothing can be said after 24 hours of silence. */
  hasTemplate: Sender['hasTemplate']
  /** Makes the webhook's routes, once there are turns to run. */
  open: (turns: Turns) => WhatsAppRoutes
  start: () => Promise<void>
  stop: () => Promise<void>
}
export type OutsideParts = {
  config: Config; store: Store; log: Log; now: () => Date
  /** Where people reach the app; its port may be known only after listening. */
  baseUrl: () => string
}

/** Wires WhatsApp; null when it is off. */
export async function createOutside(parts: OutsideParts): Promise<Outside | null> {
  const { config, store, log, now, baseUrl } = parts
  if (!config.whatsapp) return null
  const settings = config.whatsapp
  const [{ createWhatsApp }, { renderParts }] = await Promise.all([import('./channels/whatsapp/channel.ts'), import('./channels/whatsapp/parts.ts')])
  const webhookUrls = () => (settings.webhookUrls.length > 0 ? settings.webhookUrls : [`${baseUrl()}/api/whatsapp`])
  const whatsapp = createWhatsApp({ config: settings, webhookUrls, keys: store.keys, db: store.db, log, now })
  const labels = { open: readLabels('whatsapp.nl')['open'] ?? '' }
  const deliveries = createDeliveries({
    db: store.db, sealer: createSealer(store.keys.encryption), log, now, processId: store.db.name, sender: whatsapp.sender, perSecond: settings.perSecond,
    render: (messages) => renderParts(messages, labels),
  })
  let inbox: Inbox | null = null
  const missed = createMissed(parts, async (since) => inbox?.takeMissed(since) ?? { taken: 0, left: 0 })
  return {
    deliveries,
    abilitiesOf: createAbilities(parts, whatsapp),
    hasTemplate: whatsapp.sender.hasTemplate,
    open: (turns) => {
      inbox = whatsapp.openInbox({ turns, reports: deliveries })
      return inbox.routes
    },
    start: async () => {
      await deliveries.start()
      missed.start()
    },
    stop: async () => {
      await missed.stop()
      await deliveries.stop()
      whatsapp.close()
    },
  }
}

function createAbilities({ config, store, baseUrl }: OutsideParts, { sender }: WhatsApp): Outside['abilitiesOf'] {
  const paths = { check: (token: string) => `/check/${token}`, toWeb: (token: string) => `/gesprek#verder=${token}` }
  const lives = { check: limits.links.checkLife, toWeb: limits.links.toWebLife }
  return (work) => {
    const { journey } = work
    if (channelOf(work) === 'web' || !config.whatsapp) return websiteAbilities
    return {
      codeCheck: config.whatsapp.codeCheck,
      canRemind: sender.hasTemplate('reminder', formFor(journey.role)),
      makeLink: (kind, at) => {
        const token = makeToken()
        return { url: baseUrl() + paths[kind](token), wish: { kind, tokenHash: tokenHash(store.keys.pepper, token), until: new Date(at.getTime() + lives[kind]) } }
      },
    }
  }
}

export const websiteAbilities: Abilities = { codeCheck: 'chat', makeLink: null, canRemind: false }

/** What the webhook missed, now and then: the provider does not repeat it by itself. What could not be taken is looked for again from the same moment. */
export function createMissed({ store, log, now }: Pick<OutsideParts, 'store' | 'log' | 'now'>, take: (since: Date) => Promise<Taken>) {
  const { missedEvery, missedBack, missedAfter, missedAtStart, sweep } = limits.delivery
  let since: Date | null = null
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  const look = async (again: number) => {
    try {
      const started = now().getTime()
      since = new Date(Math.max((since ?? await lastHeard(store, now())).getTime(), started - missedAtStart))
      const { taken, left } = await take(since)
      if (left === 0) since = new Date(started - missedBack)
      if (taken + left > 0) log.warn({ taken, left }, 'messages that the webhook missed were taken')
    } catch (error) {
      log.warn({ err: error }, 'missed messages could not be looked for')
    }
    if (!stopped) timer = setTimeout(() => { running = look(missedEvery) }, again)
  }
  const start = () => {
    // What came while this process was starting is looked for as soon as Twilio stopped trying.
    running = look(missedAfter + sweep)
  }
  const stop = async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
  return { start, stop }
}

/** A while before the last message that was taken. */
async function lastHeard({ db }: Store, now: Date): Promise<Date> {
  const { rows } = await db.sql.query<{ at: Date | null }>(`select max("lastInboundAt") as at from "ChannelIdentity" where channel = 'whatsapp'`)
  const since = rows[0]?.at ?? now
  return new Date(since.getTime() - limits.delivery.missedBack)
}
