// The part of the configuration that is about WhatsApp through Twilio.
import { z } from 'zod'
import { blankIsUnset, listOf } from './config-values.ts'

const like = (pattern: RegExp) => z.preprocess(blankIsUnset, z.string().trim().regex(pattern).optional())
const contentSid = like(/^HX[0-9a-fA-F]{32}$/)
/** Whole, without what is for Twilio alone (#…), and to the one path that is served. */
const webAddress = (value: string) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && !value.includes('#') && new URL(value).pathname.endsWith('/api/whatsapp')
const loopback = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?\/?$/

/** The variables, for the one schema in config.ts. */
export const whatsappShape = {
  TWILIO_ACCOUNT_SID: like(/^AC[0-9a-fA-F]{32}$/),
  TWILIO_AUTH_TOKEN: like(/^\S{16,}$/),
  TWILIO_AUTH_TOKEN_OLD: like(/^\S{16,}$/),
  TWILIO_WHATSAPP_FROM: like(/^(whatsapp:)?\+[1-9]\d{6,14}$/),
  TWILIO_API_URL: like(loopback),
  WHATSAPP_WEBHOOK_URLS: z.preprocess(blankIsUnset, z.string().default('').transform(listOf).refine((list) => list.every(webAddress))),
  WHATSAPP_CODE_CHECK: z.preprocess(blankIsUnset, z.enum(['link', 'chat', 'off']).default('link')),
  WHATSAPP_PER_SECOND: z.preprocess(blankIsUnset, z.coerce.number().int().min(1).max(100_000).default(80)),
  WHATSAPP_TEMPLATE_CONTINUE: contentSid, WHATSAPP_TEMPLATE_CONTINUE_FORMAL: contentSid,
  WHATSAPP_TEMPLATE_REMINDER: contentSid, WHATSAPP_TEMPLATE_REMINDER_FORMAL: contentSid,
}

const whatsapp = z.object(whatsappShape)
type Values = z.infer<typeof whatsapp>

/** All three or none: with fewer the channel is half configured. */
export const whatsappNeeds = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_WHATSAPP_FROM'] as const
/** Of no use without the three. */
export const whatsappExtras = ['TWILIO_AUTH_TOKEN_OLD', 'TWILIO_API_URL', 'WHATSAPP_TEMPLATE_CONTINUE', 'WHATSAPP_TEMPLATE_CONTINUE_FORMAL', 'WHATSAPP_TEMPLATE_REMINDER', 'WHATSAPP_TEMPLATE_REMINDER_FORMAL'] as const

export type WhatsAppConfig = Readonly<{
  accountSid: string
  /** The first one signs; a second is still accepted while tokens are changed. */
  authTokens: readonly string[]
  /** whatsapp:+31… */
  from: string
  /** Another address of Twilio's API, on this machine only: tests and the demo. */
  apiUrl: string | null
  /** Where Twilio posts messages, as Twilio knows it. Empty: PUBLIC_URL (in demo mode this machine) with /api/whatsapp. */
  webhookUrls: readonly string[]
  codeCheck: 'link' | 'chat' | 'off'
  /** Messages a second that this sender may send. */
  perSecond: number
  /** Approved templates (ContentSids); null: nothing can be said outside the 24-hour window. */
  templates: Readonly<{ continue: string | null; continueFormal: string | null; reminder: string | null; reminderFormal: string | null }>
}>

/** null: WhatsApp is off. */
export function toWhatsApp(values: Values, publicUrl: string | null): WhatsAppConfig | null {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: token, TWILIO_WHATSAPP_FROM: from } = values
  if (!accountSid || !token || !from) return null
  return {
    accountSid,
    authTokens: [token, ...(values.TWILIO_AUTH_TOKEN_OLD ? [values.TWILIO_AUTH_TOKEN_OLD] : [])],
    from: `whatsapp:${from.replace('whatsapp:', '')}`,
    apiUrl: values.TWILIO_API_URL?.replace(/\/$/, '') ?? null,
    webhookUrls: values.WHATSAPP_WEBHOOK_URLS.length > 0 || publicUrl === null ? values.WHATSAPP_WEBHOOK_URLS : [`${publicUrl}/api/whatsapp`],
    codeCheck: values.WHATSAPP_CODE_CHECK,
    perSecond: values.WHATSAPP_PER_SECOND,
    templates: {
      continue: values.WHATSAPP_TEMPLATE_CONTINUE ?? null, continueFormal: values.WHATSAPP_TEMPLATE_CONTINUE_FORMAL ?? null,
      reminder: values.WHATSAPP_TEMPLATE_REMINDER ?? null, reminderFormal: values.WHATSAPP_TEMPLATE_REMINDER_FORMAL ?? null,
    },
  }
}
