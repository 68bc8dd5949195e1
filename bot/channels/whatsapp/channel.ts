// The WhatsApp channel through Twilio. Loaded only where it is configured: Twilio's client takes its time and memory.
import { limits } from '../../../domain/limits.ts'
import type { Database } from '../../../prisma/client.ts'
import type { WhatsAppConfig } from '../../config-whatsapp.ts'
import type { Keys } from '../../config.ts'
import type { Reports, Sender } from '../../delivery/types.ts'
import type { Log } from '../../log.ts'
import type { Turns } from '../../turn/types.ts'
import { createTwilioClient, createTwilioSender } from './client.ts'
import { createContents, createContentStore } from './contents.ts'
import { HttpClient } from './http-client.ts'
import { findMissed, type Missed } from './missed.ts'
import { parseWebhook } from './parse.ts'
import { createResolve, type Received } from './resolve.ts'
import { createReceive, createRoutes, type Receive, type WhatsAppRoutes } from './routes.ts'
import { createVerify } from './signature.ts'

export type WhatsAppParts = {
  config: WhatsAppConfig
  /** Where Twilio reaches us; asked again at each use, because a port may be known only after listening. */
  webhookUrls: () => readonly string[]
  keys: Keys
  db: Pick<Database, 'sql'>
  log: Log
  now: () => Date
}
export type Taken = { taken: number; left: number }
export type Inbox = {
  routes: WhatsAppRoutes
  /** Takes the messages since a moment that never reached the webhook, once Twilio no longer tries to bring them; resolves with how many, and how many could not be taken. Rejects when Twilio or the database cannot be asked. */
  takeMissed: (since: Date) => Promise<Taken>
}
export type WhatsApp = {
  sender: Sender
  /** The way in, once there are turns to run and deliveries to report on. */
  openInbox: (parts: { turns: Turns; reports: Reports }) => Inbox
  /** Ends the connections to Twilio. */
  close: () => void
}

/** Wires the channel; nothing is asked of Twilio yet. */
export function createWhatsApp({ config, webhookUrls, keys, db, log, now }: WhatsAppParts): WhatsApp {
  const { sockets, idleSocket: idle } = limits.whatsapp
  const httpClient = new HttpClient({ timeout: limits.delivery.timeout, sockets, idle, apiUrl: config.apiUrl })
  const client = createTwilioClient(config, httpClient)
  const contents = createContents({ accountSid: config.accountSid, store: createContentStore(db.sql), create: client.createContent, now, log })
  return {
    sender: createTwilioSender({ config, client, contents, webhookUrls, log }),
    openInbox: ({ turns, reports }) => {
      const receive = createReceive({ resolve: createResolve({ sql: db.sql, keys, now }), turns })
      const takeMissed = async (since: Date) => {
        const missed = await findMissed({ config, client, sql: db.sql, pepper: keys.pepper }, { since, until: new Date(now().getTime() - limits.delivery.missedAfter) })
        return takeAll(missed.flatMap((one) => readMissed(one, config)), receive, log)
      }
      return { routes: createRoutes({ config, verify: createVerify({ webhookUrls, authTokens: config.authTokens }), receive, reports }), takeMissed }
    },
    close: () => httpClient.close(),
  }
}

function readMissed({ form, at }: Missed, config: WhatsAppConfig): Received[] {
  const parsed = parseWebhook(form, config)
  return parsed.kind === 'message' ? [{ ...parsed, sentAt: at }] : []
}

/** One after another, as they were written; one that fails stops no other. */
async function takeAll(messages: Received[], receive: Receive, log: Log): Promise<Taken> {
  let taken = 0
  for (const message of messages) {
    try {
      await receive(message)
      taken += 1
    } catch (error) {
      log.warn({ err: error }, 'a missed message could not be taken')
    }
  }
  return { taken, left: messages.length - taken }
}
