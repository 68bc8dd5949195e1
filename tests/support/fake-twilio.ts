// Twilio's API and webhooks as far as WhatsApp needs them, on this machine: checks what it is sent, keeps it, fails on demand.
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTeller, type Teller } from './fake-twilio/callbacks.ts'
import { createContent, findContent } from './fake-twilio/contents.ts'
import { createFaults, type Faults } from './fake-twilio/faults.ts'
import { deliverInbound } from './fake-twilio/inbound.ts'
import { createPoster, type Poster } from './fake-twilio/post.ts'
import { createApiServer, type Gate } from './fake-twilio/server.ts'
import { type Account, createState, forgetMessages, type State } from './fake-twilio/state.ts'
import type { Callbacks, FakeContent, FakeMessage, FaultRule, FaultScript, InboundFields, InboundOptions, InboundResult, Stats } from './fake-twilio/types.ts'

export { seededRandom } from './fake-twilio/faults.ts'
export type { Button, Callbacks, Call, FakeContent, FakeMessage, Fault, FaultRule, FaultScript, InboundFields, InboundOptions, InboundResult, Stats } from './fake-twilio/types.ts'

export type FakeTwilio = Account & {
  /** For TWILIO_API_URL; no slash at the end. */
  url: string
  /** Where messages of people go; a fragment (`#rc=3&rp=ct,rt,5xx`) is obeyed and not signed. */
  webhookUrl: string
  /** Which origin is really called for one that only exists outside: `{ 'https://bot.example': app.url }`. */
  reach: Record<string, string>
  /** What the app sent, in order of acceptance; `inbound`: what people sent. */
  readonly messages: readonly FakeMessage[]
  readonly inbound: readonly FakeMessage[]
  contents: () => FakeContent[]
  /** What the app did against Twilio's rules; empty when it did everything right. */
  readonly violations: readonly string[]
  /** The MessageSids for which typing was shown. */
  readonly typing: readonly string[]
  /** Changed in place: `fake.callbacks.on = false`. */
  readonly callbacks: Callbacks
  /** A template as Twilio keeps it after approval; its sid. `types` as in the Content API. */
  addTemplate: (template: Template) => string
  /** Also approves a content that the app made. */
  approve: (sid: string) => void
  /** Something goes wrong: the next call (`next: n`), or by chance (`share`, with `random`). Returns what ends it. */
  fault: (what: FaultRule | FaultScript, random?: () => number) => () => void
  clearFaults: () => void
  /** From now on every call waits until `thaw`. */
  freeze: () => void
  thaw: () => void
  deliverInbound: (fields: InboundFields, options?: InboundOptions) => Promise<InboundResult>
  /** Hears each message of either direction as it is accepted. Returns what ends it. */
  listen: (listener: (message: FakeMessage) => void) => () => void
  stats: () => Stats
  /** Forgets all messages, so that a long run needs no more memory than a short one; contents and the 24 hours stay. */
  forget: () => void
  stop: () => Promise<void>
}
export type Template = { types: object; language?: string; sid?: string }
export type FakeTwilioOptions = Partial<Account> & { port?: number; now?: () => Date; webhookUrl?: string; callbacks?: Partial<Callbacks>; contents?: readonly FakeContent[] }

export const standardAccount: Account = { accountSid: `AC${'0123456789abcdef'.repeat(2)}`, authToken: 'feed'.repeat(8), from: 'whatsapp:+3197010200000' }

type Address = Pick<FakeTwilio, 'webhookUrl' | 'reach'>
type Parts = { account: Account; address: Address; state: State; faults: Faults; poster: Poster; teller: Teller; gate: Gate; server: Server; counts: { calls: number } }

/** Listens on loopback (`port` 0: a free one). @param options.contents what an earlier fake knew */
export async function startFakeTwilio(options: FakeTwilioOptions = {}): Promise<FakeTwilio> {
  const { port = 0, now = () => new Date(), webhookUrl = '', callbacks, contents = [] } = options
  const account = { accountSid: options.accountSid ?? standardAccount.accountSid, authToken: options.authToken ?? standardAccount.authToken, from: options.from ?? standardAccount.from }
  const state = createState(account, now)
  for (const content of contents) state.contents.set(content.sid, content)
  const address: Address = { webhookUrl, reach: {} }
  const poster = createPoster()
  const teller = createTeller({ state, poster, reach: reachWith(address) })
  Object.assign(teller.settings, callbacks)
  const shared = { state, faults: createFaults(), gate: { frozen: null }, counts: { calls: 0 } }
  const server = createApiServer({ ...shared, accepted: teller.begin })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return createFake({ ...shared, account, address, poster, teller, server })
}

function createFake(parts: Parts): FakeTwilio {
  const { account, address, state, faults, poster, teller, server } = parts
  const inboundParts = { state, poster, webhookUrl: () => address.webhookUrl, reach: reachWith(address) }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(address, account, frost(parts.gate), {
    url, callbacks: teller.settings, messages: state.messages, inbound: state.inbound, violations: state.violations, typing: state.typing,
    contents: () => [...state.contents.values()],
    addTemplate: ({ types, language = 'nl', ...over }: Template) => createContent(state, { types, language }, { approved: true, ...over }).sid,
    approve: (sid: string) => {
      Object.assign(findContent(state, sid), { approved: true })
    },
    fault: faults.add,
    clearFaults: faults.clear,
    deliverInbound: (fields: InboundFields, options: InboundOptions = {}) => deliverInbound(inboundParts, fields, options),
    listen: (listener: (message: FakeMessage) => void) => {
      state.listeners.add(listener)
      return () => void state.listeners.delete(listener)
    },
    stats: () => statsOf(parts),
    forget: () => forgetMessages(state),
    stop: () => stop(parts),
  })
}

function frost(gate: Gate): Pick<FakeTwilio, 'freeze' | 'thaw'> {
  let ice: PromiseWithResolvers<void> | null = null
  return {
    freeze: () => {
      ice ??= Promise.withResolvers<void>()
      gate.frozen = ice.promise
    },
    thaw: () => {
      ice?.resolve()
      ice = null
      gate.frozen = null
    },
  }
}

const reachWith = (address: Address) => (url: string) =>
  Object.entries(address.reach).reduce((at, [outside, inside]) => (at.startsWith(outside) ? inside + at.slice(outside.length) : at), url)

function statsOf({ state, faults, teller, counts }: Parts): Stats {
  const { told, failed } = teller.counts
  return {
    accepted: state.messages.length, inbound: state.inbound.length, calls: counts.calls, violations: [...state.violations], faults: { ...faults.counts }, callbacks: told, callbackFailures: failed,
  }
}

async function stop({ teller, poster, server }: Parts): Promise<void> {
  teller.stop()
  poster.close()
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}
