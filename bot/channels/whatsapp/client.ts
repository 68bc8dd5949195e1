// Sending through Twilio, and asking it what was sent.
import twilio from 'twilio'
import { limits } from '../../../domain/limits.ts'
import type { Form } from '../../../locales/index.ts'
import type { WhatsAppConfig } from '../../config-whatsapp.ts'
import type { Listed, Part, Sender, SendOutcome, TemplateName } from '../../delivery/types.ts'
import type { Log } from '../../log.ts'
import type { ContentRequest, Contents, Shape } from './contents.ts'
import { outcomeOf } from './errors.ts'
import type { HttpClient } from './http-client.ts'
import { asNumberedText } from './parts.ts'
import { statusUrl } from './signature.ts'

export type TwilioClient = ReturnType<typeof createTwilioClient>
export type SenderParts = {
  config: WhatsAppConfig
  client: TwilioClient
  contents: Contents
  /** The first one receives the status callbacks. */
  webhookUrls: () => readonly string[]
  log: Log
}

/** Twilio's own client on our connection. What it needs for messages is loaded here, not with the first person's. */
export function createTwilioClient({ accountSid, authTokens }: Pick<WhatsAppConfig, 'accountSid' | 'authTokens'>, httpClient: HttpClient) {
  const client = twilio(accountSid, authTokens[0], { httpClient })
  const { messages } = client
  const { contents } = client.content.v1
  return {
    messages,
    /** Resolves with the sid. */
    createContent: async (request: ContentRequest): Promise<string> => {
      // Its own request classes rename the fields, and it then posts those names: only the plain object is what the API takes.
      const { sid } = await contents.create(request as unknown as Parameters<typeof contents.create>[0])
      return sid
    },
  }
}

/** The listing failed. Twilio's own words are left out: they hold phone numbers. */
export class ListingFailed extends Error {
  constructor(cause: unknown) {
    super(`listing failed: ${outcomeOf(cause).code}`)
    this.name = 'ListingFailed'
  }
}

/** The Sender of WhatsApp. */
export function createTwilioSender(parts: SenderParts): Sender {
  const { config, client, webhookUrls } = parts
  return {
    prepare: async (part) => {
      if (isShape(part)) await parts.contents.sidOf(part)
    },
    send: async ({ id, address, part }) => {
      const content = await contentOf(parts, part)
      if (!content) return { kind: 'failed', code: 'noTemplate', cause: 'ours' }
      const [webhook = ''] = webhookUrls()
      const message = { from: config.from, to: address, statusCallback: statusUrl(webhook, id), ...content }
      return client.messages.create(message).then(accepted, (error: unknown) => refused(parts, part, { error, content }))
    },
    list: async (address, since) => {
      const found = await client.messages.list({ to: address, from: config.from, limit: limits.whatsapp.listed }).catch((error: unknown) => { throw new ListingFailed(error) })
      // Twilio knows whole seconds.
      const first = Math.floor(since.getTime() / 1_000) * 1_000
      const listed = found.map(({ sid, body, dateCreated, status }): Listed => ({ providerId: sid, body: bare(body ?? ''), createdAt: dateCreated, status }))
      return listed.filter(({ createdAt }) => createdAt.getTime() >= first).toReversed()
    },
    bodyOf: (part) => bare(part.kind === 'template' ? '' : part.body),
    hasTemplate: (name, form) => templateSid(config, name, form) !== null,
  }
}

type Content = { body: string } | { body: string; mediaUrl: string[] } | { contentSid: string; contentVariables?: string }

/** null: a template that is not configured. */
async function contentOf({ config, contents }: SenderParts, part: Part): Promise<Content | null> {
  if (part.kind === 'text') return { body: part.body }
  if (part.kind === 'media') return { body: part.body, mediaUrl: [part.url] }
  if (part.kind === 'template') {
    const contentSid = templateSid(config, part.name, part.form)
    return contentSid ? { contentSid } : null
  }
  const contentSid = await contents.sidOf(part)
  return contentSid ? { contentSid, contentVariables: JSON.stringify({ 1: part.body }) } : { body: asNumberedText(part) }
}

const accepted = ({ sid }: { sid: string }): SendOutcome => (sid ? { kind: 'accepted', providerId: sid } : { kind: 'unknown', code: 'noSid' })

async function refused({ contents, log }: SenderParts, part: Part, { error, content }: { error: unknown; content: Content }): Promise<SendOutcome> {
  const outcome = outcomeOf(error)
  if (outcome.code !== unknownContent || !('contentSid' in content) || !isShape(part)) return outcome
  // Somebody deleted it at Twilio. Nothing was sent: another is made at the next try.
  await contents.forget(part, content.contentSid).catch(() => log.warn({ code: outcome.code }, 'a deleted content could not be forgotten'))
  return { kind: 'later', after: 0, code: outcome.code }
}

const unknownContent = '21655'
const isShape = (part: Part): part is Shape => part.kind === 'quickReply' || part.kind === 'list'

/** The template in this form; without a formal one the other. */
function templateSid({ templates }: WhatsAppConfig, name: TemplateName, form: Form): string | null {
  return (form === 'nl-formal' ? templates[`${name}Formal`] : null) ?? templates[name]
}

/** A body as it can be recognised whether its choices were buttons or numbered lines. */
function bare(body: string): string {
  return body.replaceAll('\r\n', '\n').trimEnd().replace(/(\n+\d{1,2}\. [^\n]*)+$/, '').trim()
}
