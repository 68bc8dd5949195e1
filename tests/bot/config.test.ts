import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { ConfigError, readConfig, variableNames } from '../../bot/config.ts'
import { explain } from '../../bot/terminal.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const server = { PUBLIC_URL: 'https://hulp.example.nl/', CODE_PEPPER: key, ENCRYPTION_KEY: key, SIGNING_KEY: key }
const twilio = { TWILIO_ACCOUNT_SID: `AC${'a1'.repeat(16)}`, TWILIO_AUTH_TOKEN: 'f'.repeat(32), TWILIO_WHATSAPP_FROM: '+31970102000' }
const problemsOf = (source: Record<string, string>) => {
  try {
    readConfig(source)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('the example file', () => {
  const example = parseEnv(readFileSync(new URL('../../.env.example', import.meta.url), 'utf8'))
  test('When it is used as it is, then the app runs in demo mode with the standard values', () => {
    const { demo, host, port } = readConfig(example as Record<string, string>)
    expect({ demo, host, port }).toEqual({ demo: true, host: '127.0.0.1', port: 3978 })
    expect(readConfig(example as Record<string, string>)).toEqual(readConfig({}))
  })
  test('When a variable exists, then it is in the example, and the other way round', () => {
    expect(Object.keys(example).toSorted()).toEqual(variableNames.toSorted())
  })
})

describe('demo mode', () => {
  test('When nothing is set, then it listens on loopback alone, whatever HOST says', () => {
    expect(readConfig({ HOST: '0.0.0.0' })).toMatchObject({ demo: true, host: '127.0.0.1' })
  })
  test.each(['PUBLIC_URL', 'OIDC_ISSUER', 'MICROSOFT_APP_ID', 'TWILIO_ACCOUNT_SID'])('When %s is set, then it is over', (name) => {
    expect(problemsOf({ [name]: 'https://x.example' }).length).toBeGreaterThan(0)
  })
})

describe('outside demo mode', () => {
  test('When everything needed is set, then the address loses its last slash and the host is open', () => {
    expect(readConfig(server)).toMatchObject({ demo: false, host: '0.0.0.0', publicUrl: 'https://hulp.example.nl' })
    expect(readConfig(server).keys?.pepper).toHaveLength(32)
  })
  test('When keys are missing, then each one is named at once', () => {
    expect(problemsOf({ PUBLIC_URL: 'https://hulp.example.nl' }).map(({ variable, problem }) => `${variable} ${problem}`)).toEqual(['CODE_PEPPER missing', 'ENCRYPTION_KEY missing', 'SIGNING_KEY missing'])
  })
  test('When a channel is half configured, then the missing halves are named, and nothing else is asked', () => {
    const lines = explain(new ConfigError(problemsOf({ MICROSOFT_APP_ID: 'x', MICROSOFT_APP_PASSWORD: 'y' })))
    expect(lines).toEqual(['MICROSOFT_APP_TENANT_ID is not set, but MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD is. This version has no such channel yet: remove MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD.'])
    expect(problemsOf({ TWILIO_ACCOUNT_SID: twilio.TWILIO_ACCOUNT_SID })).toEqual([
      { variable: 'TWILIO_AUTH_TOKEN', problem: 'incomplete', detail: 'TWILIO_ACCOUNT_SID' }, { variable: 'TWILIO_WHATSAPP_FROM', problem: 'incomplete', detail: 'TWILIO_ACCOUNT_SID' },
    ])
    expect(explain(new ConfigError(problemsOf({ WHATSAPP_TEMPLATE_REMINDER: `HX${'0'.repeat(32)}` })))[0]).toBe(
      'TWILIO_ACCOUNT_SID is not set, but WHATSAPP_TEMPLATE_REMINDER is. Set it too, or remove WHATSAPP_TEMPLATE_REMINDER. See .env.example.')
  })
  test('When Twilio is whole, then WhatsApp is on, with the webhook under the public address', () => {
    expect(readConfig({ ...server, ...twilio }).whatsapp).toMatchObject({ from: 'whatsapp:+31970102000', webhookUrls: ['https://hulp.example.nl/api/whatsapp'], codeCheck: 'link', apiUrl: null })
    expect(readConfig(server).whatsapp).toBeNull()
    expect(problemsOf(twilio).map(({ variable }) => variable)).toEqual(['PUBLIC_URL', 'CODE_PEPPER', 'ENCRYPTION_KEY', 'SIGNING_KEY'])
  })
  test('When Twilio is a fake one on this machine, then it is still the demo; elsewhere it may not be', () => {
    expect(readConfig({ ...twilio, TWILIO_API_URL: 'http://localhost:4010/' })).toMatchObject({ demo: true, whatsapp: { apiUrl: 'http://localhost:4010', webhookUrls: [] } })
    expect(problemsOf({ ...twilio, TWILIO_API_URL: 'https://twilio.example' })).toMatchObject([{ variable: 'TWILIO_API_URL', problem: 'invalid' }])
  })
  test('When a channel of a later version is configured, then that is said, not silently ignored', () => {
    const teams = { MICROSOFT_APP_ID: 'x', MICROSOFT_APP_PASSWORD: 'y', MICROSOFT_APP_TENANT_ID: 'z' }
    expect(problemsOf({ ...server, ...teams })).toMatchObject([{ variable: 'MICROSOFT_APP_ID', problem: 'notInThisVersion' }])
    expect(explain(new ConfigError(problemsOf(teams)))).toEqual(['MICROSOFT_APP_ID is set, but this version has no such channel yet. Remove MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD, MICROSOFT_APP_TENANT_ID.'])
  })
  test('When PUBLIC_URL is plain http on another machine, then https is asked', () => {
    expect(problemsOf({ ...server, PUBLIC_URL: 'http://hulp.example.nl' })).toMatchObject([{ problem: 'needsHttps' }])
    expect(problemsOf({ ...server, PUBLIC_URL: 'http://localhost:3978' })).toEqual([])
  })
})

describe('the desk', () => {
  const issuer = { OIDC_ISSUER: 'https://login.example.nl/asvz/v2.0/', OIDC_CLIENT_ID: 'desk' }
  test('When nothing is set, then the demo has a desk of its own, and a server has none', () => {
    expect(readConfig({}).desk).toEqual({ kind: 'demo' })
    expect(readConfig(server).desk).toBeNull()
  })
  test('When an issuer is set, then tokens are for the client unless somebody else is named, and the demo is over', () => {
    expect(readConfig({ ...server, ...issuer }).desk).toEqual({ kind: 'oidc', issuer: 'https://login.example.nl/asvz/v2.0', clientId: 'desk', audience: 'desk', scope: 'openid profile offline_access', tenant: null })
    expect(readConfig({ ...server, ...issuer, OIDC_AUDIENCE: 'api://desk', OIDC_SCOPE: 'openid api://desk/.default', OIDC_TENANT: 'asvz' }).desk).toMatchObject({ audience: 'api://desk', scope: 'openid api://desk/.default', tenant: 'asvz' })
    expect(problemsOf(issuer).map(({ variable }) => variable)).toEqual(['PUBLIC_URL', 'CODE_PEPPER', 'ENCRYPTION_KEY', 'SIGNING_KEY'])
  })
  test('When the issuer is on this machine, then it is a test, and still the demo', () => {
    expect(readConfig({ OIDC_ISSUER: 'http://127.0.0.1:4011', OIDC_CLIENT_ID: 'desk' })).toMatchObject({ demo: true, desk: { kind: 'oidc', issuer: 'http://127.0.0.1:4011' } })
  })
  test.each([
    [{ OIDC_ISSUER: 'https://x.example' }, ['OIDC_CLIENT_ID']], [{ OIDC_TENANT: 'asvz' }, ['OIDC_ISSUER', 'OIDC_CLIENT_ID']],
    [{ SMTP_URL: 'smtp://localhost' }, ['MAIL_FROM', 'MAIL_TO']], [{ NOTIFY_SECRET: 'x'.repeat(16) }, ['NOTIFY_URL']],
  ])('When only %j is set, then what is missing beside it is named', (some, missing) => {
    expect(problemsOf({ ...server, ...some })).toEqual(missing.map((variable) => ({ variable, problem: 'incomplete', detail: Object.keys(some)[0] })))
  })
  test('When mail, webhook and hours are set, then they are read', () => {
    const { notify, openingHours } = readConfig({ SMTP_URL: 'smtps://u:p@mail.example.nl', MAIL_FROM: 'caren@example.nl', MAIL_TO: 'a@example.nl, b@example.nl', NOTIFY_URL: 'https://hook.example.nl/x', NOTIFY_SECRET: 's'.repeat(16), OPENING_HOURS: 'ma-vr 9:00-17:00' })
    expect(notify).toEqual({ mail: { url: 'smtps://u:p@mail.example.nl', from: 'caren@example.nl', to: ['a@example.nl', 'b@example.nl'] }, webhook: { url: 'https://hook.example.nl/x', secret: 's'.repeat(16) } })
    expect(openingHours).not.toBeNull()
  })
})

describe('values that cannot be used', () => {
  test.each([
    ['PORT', 'tachtig'], ['PORT', '70000'], ['PUBLIC_URL', 'hulp.asvz.nl'], ['LOG_LEVEL', 'loud'], ['CODE_PATTERN', '('], ['CODE_PEPPER', 'kort'], ['PORT', '-1.5'], ['TRUST_PROXY', 'yes'], ['CODE_NORMALISE', 'lower'], ['ENCRYPTION_KEY', 'A'.repeat(42)], ['SIGNING_KEY', 'é'.repeat(60)],
    ['HELP_EMAIL', 'caren'], ['TWILIO_ACCOUNT_SID', 'SK123456'], ['TWILIO_AUTH_TOKEN', 'kort'], ['TWILIO_AUTH_TOKEN_OLD', 'kort'], ['TWILIO_WHATSAPP_FROM', '0612345678'], ['WHATSAPP_CODE_CHECK', 'perhaps'],
    ['WHATSAPP_WEBHOOK_URLS', 'hulp.example.nl/api'], ['WHATSAPP_PER_SECOND', '0'], ['WHATSAPP_TEMPLATE_CONTINUE', 'hoi'], ['WHATSAPP_TEMPLATE_CONTINUE_FORMAL', 'hoi'], ['WHATSAPP_TEMPLATE_REMINDER', 'hoi'], ['WHATSAPP_TEMPLATE_REMINDER_FORMAL', 'hoi'], ['CAREN_URL', 'javascript:alert(1)'],
    ['OIDC_ISSUER', 'http://login.example.nl'], ['OIDC_ISSUER', 'https://login.example.nl?tenant=x'], ['OPENING_HOURS', 'altijd'], ['SMTP_URL', 'post.zorg.nl'], ['MAIL_FROM', 'caren'], ['MAIL_TO', 'a@example.nl, daar'], ['NOTIFY_URL', 'http://hook.example.nl'], ['NOTIFY_SECRET', 'geheim'],
  ])('When %s is "%s", then one line names the variable and never the value', (name, value) => {
    const lines = explain(new ConfigError(problemsOf({ ...server, [name]: value })))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(name)
    expect(lines[0]).toMatch(/: it must be \S.{8,}\. See \.env\.example\.$/)
    expect(lines[0]?.replaceAll('.env.example', '').includes(value) && value.length > 3).toBe(false)
  })

  test('When PORT is not a number, then the line says which form is wanted', () => {
    expect(explain(new ConfigError(problemsOf({ PORT: 'abc' })))).toEqual(['PORT has a value that cannot be used: it must be a number from 0 to 65535. See .env.example.'])
  })

  test.each(['postgresql://bob:123/geheim@db/x', 'postgresql://bob:S3cr@geheim#Pw/@localhost:9999/x', 'postgresql://bob:geheim/Pw@localhost/x', 'mysql://bob:geheim@db/x', 'geheim'])(
    'When DATABASE_URL is %s, then one line names it and the remedy, and no part of it', (value) => {
      const lines = explain(new ConfigError(problemsOf({ DATABASE_URL: value })))
      expect(lines).toEqual([expect.stringMatching(/^DATABASE_URL .*percent-encoded/)])
      expect(lines[0]).not.toMatch(/geheim|bob|S3cr|123|9999/)
    })
  test('When DATABASE_URL has the form, then it is used as it is', () => {
    const url = 'postgresql://bob:g%2Fh@localhost:5432/x?host=/run/postgresql&sslmode=disable'
    expect(readConfig({ DATABASE_URL: ` ${url} ` }).databaseUrl).toBe(url)
  })

  test.each(['https://a.nl/pad, *', '*', 'https://*.a.nl', 'a.nl', 'https://a.nl https://b.nl', 'https://u@a.nl', 'https://a.nl?x', 'ftp://a.nl', 'null', 'https://a.nl:99999', 'https://a.nl,https://b.nl/x'])(
    'When ALLOWED_ORIGINS is %s, then one line asks for origins', (value) => {
      expect(explain(new ConfigError(problemsOf({ ALLOWED_ORIGINS: value })))).toEqual([expect.stringMatching(/^ALLOWED_ORIGINS .*it must be origins separated by commas/)])
    })
  test('When ALLOWED_ORIGINS has origins, then they become what a browser sends', () => {
    expect(readConfig({ ALLOWED_ORIGINS: 'https://A.nl/, https://b.nl:443,http://localhost:8080 ,, http://[::1]:3' }).allowedOrigins).toEqual(['https://a.nl', 'https://b.nl', 'http://localhost:8080', 'http://[::1]:3'])
  })
})
