// The only reader of the environment: text in, one frozen Config out. Every variable is in .env.example.
import { z } from 'zod'
import type { OpeningHours } from '../domain/opening-hours.ts'
import { serverOf } from '../prisma/database-url.ts'
import { blankIsUnset, isPattern, keyOf, listOf, originOf, readKey } from './config-values.ts'
import { deskGroups, deskShape, type DeskConfig, hasRealIssuer, type NotifyConfig, toDesk, toNotify, toOpeningHours } from './config-desk.ts'
import { toWhatsApp, type WhatsAppConfig, whatsappExtras, whatsappNeeds, whatsappShape } from './config-whatsapp.ts'

export type ConfigProblem = { variable: string; problem: 'missing' | 'invalid' | 'incomplete' | 'later' | 'notInThisVersion' | 'needsHttps'; detail?: string }

/** A configuration that cannot be used; one problem per variable, never a value. */
export class ConfigError extends Error {
  readonly problems: ConfigProblem[]
  constructor(problems: ConfigProblem[]) {
    super(problems.map(({ variable, problem }) => `${variable}: ${problem}`).join(', '))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

const text = z.preprocess(blankIsUnset, z.string().trim().optional())
const textOr = (standard: string) => z.preprocess(blankIsUnset, z.string().trim().default(standard))
const numberOr = (standard: number, highest: number) => z.preprocess(blankIsUnset, z.coerce.number().int().min(0).max(highest).default(standard))
const webAddress = z.preprocess(blankIsUnset, z.url({ protocol: /^https?$/ }).optional())
const key = z.preprocess(blankIsUnset, z.string().trim().refine((value) => readKey(value) !== null).optional())
const databaseUrl = z.preprocess(blankIsUnset, z.string().trim().refine((value) => serverOf(value) !== null).optional())
const origins = z.preprocess(blankIsUnset, z.string().default('').transform(listOf).refine((list) => list.every((item) => originOf(item) !== null)))

const environment = z.object({
  PORT: numberOr(3978, 65_535),
  HOST: text,
  PUBLIC_URL: webAddress,
  ALLOWED_ORIGINS: origins,
  TRUST_PROXY: numberOr(0, 10),
  DATABASE_URL: databaseUrl,
  DATA_DIR: textOr('.data'),
  LOG_LEVEL: z.preprocess(blankIsUnset, z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info')),
  CODE_PEPPER: key,
  ENCRYPTION_KEY: key,
  SIGNING_KEY: key,
  CODE_PATTERN: textOr(String.raw`^(?=.*\d)[A-Z0-9]{6,16}$`),
  CODE_NORMALISE: z.preprocess(blankIsUnset, z.enum(['upper', 'exact']).default('upper')),
  CAREN_URL: z.preprocess(blankIsUnset, z.url({ protocol: /^https?$/ }).default('https://www.caren.nl')),
  HELP_EMAIL: z.preprocess(blankIsUnset, z.email().default('caren@asvz.nl')),
  ...whatsappShape,
  ...deskShape,
  MICROSOFT_APP_ID: text, MICROSOFT_APP_PASSWORD: text, MICROSOFT_APP_TENANT_ID: text,
})

/** The variables this version reads. `.env.example` names the same. */
export const variableNames = Object.keys(environment.shape)

/** Channels of later versions: recognised, so that nobody believes they are on. */
const laterChannels = [
  ['MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD', 'MICROSOFT_APP_TENANT_ID'],
] as const

type Environment = z.infer<typeof environment>
export type Keys = { pepper: Buffer; encryption: Buffer; signing: Buffer }
export type Config = Readonly<{
  demo: boolean
  port: number
  host: string
  /** Where people reach the app, without a slash at the end. */
  publicUrl: string | null
  allowedOrigins: readonly string[]
  trustProxy: number
  databaseUrl: string | null
  dataDir: string
  logLevel: Environment['LOG_LEVEL']
  /** null: made once in the data folder (demo mode only). */
  keys: Keys | null
  /** `pattern` is tried on what `normalise` made of the text. */
  code: { pattern: string; normalise: Environment['CODE_NORMALISE'] }
  carenUrl: string
  helpEmail: string
  /** null: the channel is off. */
  whatsapp: WhatsAppConfig | null
  /** null: there is no desk; people get the mail address. */
  desk: DeskConfig | null
  openingHours: OpeningHours | null
  notify: NotifyConfig
}>

/**
 * Reads the configuration.
 * @param source names and values, as `process.env`
 * @throws ConfigError with every problem at once
 */
export function readConfig(source: Record<string, string | undefined> = process.env): Config {
  const parsed = environment.safeParse(source)
  if (!parsed.success) {
    const variables = new Set(parsed.error.issues.map(({ path }) => String(path[0])))
    throw new ConfigError([...variables].map((variable) => ({ variable, problem: 'invalid' })))
  }
  const values = parsed.data
  // Twilio on this machine is a fake one: that is still a demo.
  const twilio = whatsappNeeds.some((name) => values[name]) && !values.TWILIO_API_URL
  const demo = !values.PUBLIC_URL && !twilio && !hasRealIssuer(values) && laterChannels.flat().every((name) => !values[name])
  // A channel that does not exist yet: what it would need beside it is of no use to anybody.
  const ofChannels = [...whatsappProblems(values), ...deskProblems(values), ...channelProblems(values)]
  const problems = ofChannels.length > 0 ? ofChannels : [...(demo ? [] : serverProblems(values)), ...patternProblems(values)]
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.freeze(toConfig(values, demo))
}

function toConfig(values: Environment, demo: boolean): Config {
  return {
    demo,
    port: values.PORT,
    host: demo ? '127.0.0.1' : values.HOST ?? '0.0.0.0',
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    allowedOrigins: values.ALLOWED_ORIGINS.flatMap((item) => originOf(item) ?? []),
    trustProxy: values.TRUST_PROXY,
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: values.DATA_DIR,
    logLevel: values.LOG_LEVEL,
    keys: values.CODE_PEPPER && values.ENCRYPTION_KEY && values.SIGNING_KEY
      ? { pepper: keyOf(values.CODE_PEPPER), encryption: keyOf(values.ENCRYPTION_KEY), signing: keyOf(values.SIGNING_KEY) }
      : null,
    code: { pattern: values.CODE_PATTERN, normalise: values.CODE_NORMALISE },
    carenUrl: values.CAREN_URL,
    helpEmail: values.HELP_EMAIL,
    whatsapp: toWhatsApp(values, values.PUBLIC_URL?.replace(/\/+$/, '') ?? null),
    desk: toDesk(values, demo),
    openingHours: toOpeningHours(values),
    notify: toNotify(values),
  }
}

function whatsappProblems(values: Environment): ConfigProblem[] {
  const set: string[] = [...whatsappNeeds, ...whatsappExtras].filter((name) => values[name])
  if (values.WHATSAPP_WEBHOOK_URLS.length > 0) set.push('WHATSAPP_WEBHOOK_URLS')
  const missing = whatsappNeeds.filter((name) => !values[name])
  return set.length === 0 ? [] : missing.map((variable) => ({ variable, problem: 'incomplete', detail: set.join(', ') }))
}

function deskProblems(values: Environment): ConfigProblem[] {
  const isSet = (name: keyof Environment) => values[name] !== undefined && !(Array.isArray(values[name]) && values[name].length === 0)
  return deskGroups.flatMap(({ needs, extras }): ConfigProblem[] => {
    const set = [...needs, ...extras].filter(isSet)
    return set.length === 0 ? [] : needs.filter((name) => !isSet(name)).map((variable) => ({ variable, problem: 'incomplete', detail: set.join(', ') }))
  })
}

function channelProblems(values: Environment): ConfigProblem[] {
  return laterChannels.flatMap((names): ConfigProblem[] => {
    const missing = names.filter((name) => !values[name])
    const set = names.filter((name) => values[name])
    if (set.length === 0) return []
    if (missing.length === 0) return [{ variable: names[0], problem: 'notInThisVersion', detail: set.join(', ') }]
    return missing.map((variable) => ({ variable, problem: 'later', detail: set.join(', ') }))
  })
}

function serverProblems(values: Environment): ConfigProblem[] {
  const needed = ['PUBLIC_URL', 'CODE_PEPPER', 'ENCRYPTION_KEY', 'SIGNING_KEY'] as const
  const missing = needed.filter((name) => !values[name]).map((variable): ConfigProblem => ({ variable, problem: 'missing' }))
  const open = values.PUBLIC_URL?.startsWith('http:') && !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/.test(values.PUBLIC_URL)
  return open ? [...missing, { variable: 'PUBLIC_URL', problem: 'needsHttps' }] : missing
}

function patternProblems(values: Environment): ConfigProblem[] {
  return isPattern(values.CODE_PATTERN) ? [] : [{ variable: 'CODE_PATTERN', problem: 'invalid' }]
}
