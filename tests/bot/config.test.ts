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
    const lines = explain(new ConfigError(problemsOf({ OIDC_ISSUER: 'x' })))
    expect(lines).toEqual(['OIDC_CLIENT_ID is not set, but OIDC_ISSUER is. This version has no such channel yet: remove OIDC_ISSUER.'])
    expect(problemsOf({ TWILIO_ACCOUNT_SID: twilio.TWILIO_ACCOUNT_SID })).toEqual([
      { variable: 'TWILIO_AUTH_TOKEN', problem: 'incomplete', detail: 'TWILIO_ACCOUNT_SID' }, { variable: 'TWILIO_WHATSAPP_FROM', problem: 'incomplete', detail: 'TWILIO_ACCOUNT_SID' },
    ])
    expect(explain(new ConfigError(problemsOf({ WHATSAPP_TEMPLATE_REMINDER: `HX${'0'.repeat(32)}` })))[0]).toBe(
      'TWILIO_ACCOUNT_SID is not set, but WHATSAPP_TEMPLATE_REMINDER is. Set it too, or remove WHATSAPP_TEMPLATE_REMINDER. See docs/whatsapp.md.')
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
    expect(problemsOf({ ...server, OIDC_ISSUER: 'https://x', OIDC_CLIENT_ID: 'y' })).toMatchObject([{ variable: 'OIDC_ISSUER', problem: 'notInThisVersion' }])
    expect(explain(new ConfigError(problemsOf({ OIDC_ISSUER: 'x', OIDC_CLIENT_ID: 'y' })))).toEqual(['OIDC_ISSUER is set, but this version has no such channel yet. Remove OIDC_ISSUER, OIDC_CLIENT_ID.'])
  })
  test('When PUBLIC_URL is plain http on another machine, then https is asked', () => {
    expect(problemsOf({ ...server, PUBLIC_URL: 'http://hulp.example.nl' })).toMatchObject([{ problem: 'needsHttps' }])
    expect(problemsOf({ ...server, PUBLIC_URL: 'http://localhost:3978' })).toEqual([])
  })
})

describe('values that cannot be used', () => {
  test.each([
    ['PORT', 'tachtig'], ['PORT', '70000'], ['PUBLIC_URL', 'hulp.asvz.nl'], ['LOG_LEVEL', 'loud'], ['CODE_PATTERN', '('], ['CODE_PEPPER', 'kort'], ['PORT', '-1.5'], ['TRUST_PROXY', 'yes'], ['CODE_NORMALISE', 'lower'], ['ENCRYPTION_KEY', 'A'.repeat(42)], ['SIGNING_KEY', 'é'.repeat(60)],
    ['HELP_EMAIL', 'caren'], ['TWILIO_ACCOUNT_SID', 'SK123456'], ['TWILIO_AUTH_TOKEN', 'kort'], ['TWILIO_AUTH_TOKEN_OLD', 'kort'], ['TWILIO_WHATSAPP_FROM', '0612345678'], ['WHATSAPP_CODE_CHECK', 'perhaps'],
    ['WHATSAPP_WEBHOOK_URLS', 'hulp.example.nl/api'], ['WHATSAPP_PER_SECOND', '0'], ['WHATSAPP_TEMPLATE_CONTINUE', 'hoi'], ['WHATSAPP_TEMPLATE_CONTINUE_FORMAL', 'hoi'], ['WHATSAPP_TEMPLATE_REMINDER', 'hoi'], ['WHATSAPP_TEMPLATE_REMINDER_FORMAL', 'hoi'], ['CAREN_URL', 'javascript:alert(1)'],
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
