// The part of the configuration that is about the desk: who may sign in, when it is open, and who is told when nobody is there.
import { z } from 'zod'
import { type OpeningHours, readOpeningHours } from '../domain/opening-hours.ts'
import { blankIsUnset, listOf } from './config-values.ts'

const text = z.preprocess(blankIsUnset, z.string().trim().optional())
const loopback = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?(\/|$)/
const issuer = (value: string) => URL.canParse(value) && (new URL(value).protocol === 'https:' || loopback.test(value)) && !/[?#]/.test(value)
const web = (value: string) => URL.canParse(value) && (new URL(value).protocol === 'https:' || loopback.test(value))
const smtp = (value: string) => URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol) && new URL(value).hostname !== ''
const like = (holds: (value: string) => boolean) => z.preprocess(blankIsUnset, z.string().trim().refine(holds).optional())

/** The variables, for the one schema in config.ts. */
export const deskShape = {
  OIDC_ISSUER: like(issuer), OIDC_CLIENT_ID: text, OIDC_AUDIENCE: text, OIDC_SCOPE: text, OIDC_TENANT: text,
  OPENING_HOURS: like((value) => readOpeningHours(value) !== null),
  SMTP_URL: like(smtp), MAIL_FROM: z.preprocess(blankIsUnset, z.email().optional()),
  MAIL_TO: z.preprocess(blankIsUnset, z.string().default('').transform(listOf).refine((list) => list.every((item) => z.email().safeParse(item).success))),
  NOTIFY_URL: like(web), NOTIFY_SECRET: like((value) => value.length >= 16),
}

const desk = z.object(deskShape)
type Values = z.infer<typeof desk>

/** Groups of variables: `needs` are of no use without each other, `extras` of no use without those. */
export const deskGroups = [
  { needs: ['OIDC_ISSUER', 'OIDC_CLIENT_ID'], extras: ['OIDC_AUDIENCE', 'OIDC_SCOPE', 'OIDC_TENANT'] },
  { needs: ['SMTP_URL', 'MAIL_FROM', 'MAIL_TO'], extras: [] },
  { needs: ['NOTIFY_URL', 'NOTIFY_SECRET'], extras: [] },
] as const

export type DeskConfig =
  /** `tenant`: the token's `tid` must be this one; null: any that the issuer signs. */
  | Readonly<{ kind: 'oidc'; issuer: string; clientId: string; audience: string; scope: string; tenant: string | null }>
  /** On this computer only: a one-time link printed at start. */
  | Readonly<{ kind: 'demo' }>
export type NotifyConfig = Readonly<{
  mail: Readonly<{ url: string; from: string; to: readonly string[] }> | null
  webhook: Readonly<{ url: string; secret: string }> | null
}>

/** An issuer elsewhere means real people sign in: no demo any more. */
export function hasRealIssuer({ OIDC_ISSUER: url }: Values): boolean {
  return url !== undefined && !loopback.test(url)
}

/** null: the desk is off. */
export function toDesk(values: Values, demo: boolean): DeskConfig | null {
  const { OIDC_ISSUER: url, OIDC_CLIENT_ID: clientId } = values
  if (!url || !clientId) return demo ? { kind: 'demo' } : null
  return {
    kind: 'oidc', issuer: url.replace(/\/+$/, ''), clientId, audience: values.OIDC_AUDIENCE ?? clientId,
    scope: values.OIDC_SCOPE ?? 'openid profile offline_access', tenant: values.OIDC_TENANT ?? null,
  }
}

/** null: no hours are promised; a digimaatje answers when one is there. */
export function toOpeningHours({ OPENING_HOURS: hours }: Values): OpeningHours | null {
  return hours === undefined ? null : readOpeningHours(hours)
}

export function toNotify(values: Values): NotifyConfig {
  const { SMTP_URL: url, MAIL_FROM: from, MAIL_TO: to, NOTIFY_URL: hook, NOTIFY_SECRET: secret } = values
  return { mail: url && from ? { url, from, to } : null, webhook: hook && secret ? { url: hook, secret } : null }
}
