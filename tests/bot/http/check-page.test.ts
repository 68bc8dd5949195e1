// The check page by the front door: the link comes by WhatsApp, the form goes over HTTP, its result is a turn of that conversation.
import { describe, expect, test } from '@jest/globals'
import type { DemoLetter } from '../../../prisma/seed.ts'
import { everythingIn } from '../../support/check.ts'
import { attemptOf, fieldsOf, lastLink, sendForm, untilCheckLink } from '../../support/one-time-links.ts'
import { useWhatsApp } from '../../support/use-whatsapp.ts'
import { bodiesOf } from '../../support/whatsapp-person.ts'

const minute = 60_000
const stage = useWhatsApp()
const wrong = { code: 'XX99-XX99', day: '1', month: '1', year: '1955' }
/** `which`: misses on one letter close its code for every test of the file. */
const letter = (kind: DemoLetter['kind'], which = 0) => {
  const found = stage.app().app.letters.filter((one) => one.kind === kind)[which]
  if (!found) throw new Error(`no demo letter of kind ${kind}`)
  return found
}
const textOf = (html: string) => html.slice(html.indexOf('<main')).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim()
const atCheck = async (role: 'client' | 'representative' = 'client') => {
  const person = stage.person()
  return { person, link: await untilCheckLink(person, role) }
}
const attemptsSince = async (before: number) => await stage.app().db.prisma.codeAttempt.count() - before
const attempts = () => stage.app().db.prisma.codeAttempt.count()

describe('looking', () => {
  test('When the link is fetched any number of times, then nothing is used up, and it is a form without script or token', async () => {
    const { link } = await atCheck()
    const before = await stage.app().db.prisma.oneTimeLink.findMany()
    const heads = await Promise.all([1, 2, 3].map(() => fetch(link, { method: 'HEAD' })))
    expect(heads.map(({ status }) => status)).toEqual([200, 200, 200])
    const page = await fetch(link)
    const html = await page.text()
    expect(html).not.toMatch(/<script|\sstyle=|\son\w+=|<img|action=/i)
    expect(html).not.toContain(link.split('/').at(-1))
    expect(textOf(html)).toBe('Klopt je code? Vul hier de code en je geboortedatum in. Ik kijk dan of ze kloppen. De code De code staat in de brief. Je geboortedatum Bijvoorbeeld: 28 12 1975. Dag Maand Jaar Kijk of het klopt Zo komt je code niet in WhatsApp. Terug naar WhatsApp')
    expect(html).toContain(`href="https://wa.me/${stage.fake().from.replace(/\D/g, '')}"`)
    expect(await stage.app().db.prisma.oneTimeLink.findMany()).toEqual(before)
  })

  test('When a browser gets it, then it may do nothing with it but show it and send its form here, and keeps and passes on nothing', async () => {
    const { link } = await atCheck()
    const { headers } = await fetch(link)
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
    expect(['referrer-policy', 'cache-control', 'x-robots-tag', 'x-content-type-options', 'access-control-allow-origin'].map((name) => headers.get(name)))
      .toEqual(['no-referrer', 'no-store', 'noindex, nofollow', 'nosniff', null])
    expect((await fetch(new URL('/check.css', link))).headers.get('content-type')).toBe('text/css; charset=utf-8')
  })

  test('When somebody is addressed with u, then so does the page, and asks the date of the client', async () => {
    const { link } = await atCheck('representative')
    const text = textOf(await (await fetch(link)).text())
    expect(text).toContain('De geboortedatum van de cliënt Dus niet uw eigen geboortedatum.')
    expect(text).not.toMatch(/\b(je|jouw)\b/i)
  })

  test.each(['x', 'A'.repeat(43), 'x'.repeat(90), '%00'])('When the token is not ours (%s), then a page says what to do', async (token) => {
    const response = await fetch(`${stage.app().url}/check/${token}`)
    expect(response.status).toBe(404)
    expect(textOf(await response.text())).toBe('Deze link werkt niet meer. Ga terug naar WhatsApp. Vraag daar om een nieuwe link. Ga naar WhatsApp')
  })
})

describe('the right code', () => {
  test('When code and date agree, then the page says so, WhatsApp goes on by itself, and the link ends', async () => {
    const { person, link } = await atCheck()
    person.read()
    const { status, html } = await sendForm(link, fieldsOf(letter('active')))
    expect([status, textOf(html)]).toEqual([200, 'De code klopt. Ga nu terug naar WhatsApp. Daar gaan we samen verder. Ga naar WhatsApp'])
    expect(bodiesOf(await person.hear())).toContain('De code en de datum kloppen!')
    expect((await fetch(link)).status).toBe(404)
    expect((await sendForm(link, { ...fieldsOf(letter('active')), attempt: crypto.randomUUID() })).status).toBe(404)
  })

  test('When the form is sent twice at once, and once more, then it is one attempt with one answer', async () => {
    const { person, link } = await atCheck()
    person.read()
    const before = await attempts()
    const attempt = attemptOf(await (await fetch(link)).text())
    const fields = { ...fieldsOf(letter('active')), attempt }
    const pages = await Promise.all([sendForm(link, fields), sendForm(link, fields)])
    pages.push(await sendForm(link, fields))
    expect(pages.map(({ html }) => textOf(html).slice(0, 14))).toEqual(['De code klopt.', 'De code klopt.', 'De code klopt.'])
    expect(await attemptsSince(before)).toBe(1)
    expect(await person.hear()).toHaveLength(1)
  })

  test('When a letter is too old or used, then the page says so, and WhatsApp what to do', async () => {
    for (const [kind, said] of [['expired', 'is te oud'], ['used', 'is al gebruikt']] as const) {
      const { person, link } = await atCheck()
      person.read()
      const { html } = await sendForm(link, fieldsOf(letter(kind)))
      expect(textOf(html)).toBe(`De code klopt, maar ${said}. Ga terug naar WhatsApp. Daar lees je wat je kunt doen. Ga naar WhatsApp`)
      expect(bodiesOf(await person.hear())).toContain(said)
      expect((await fetch(link)).status).toBe(404)
    }
  })
})

describe('a wrong code', () => {
  test('When it misses, then the page says so with the tries left, nothing is filled in, and WhatsApp is silent; the third time it closes', async () => {
    const { person, link } = await atCheck()
    person.read()
    const first = await sendForm(link, wrong)
    expect(textOf(first.html)).toContain('Ik vind deze code en datum niet. Kijk nog een keer in de brief. Let op het verschil tussen 0 en O. Je kunt het nog 2 keer proberen.')
    expect(first.html).not.toMatch(/XX99|1955/)
    expect(attemptOf(first.html)).not.toBe(first.attempt)
    expect((await sendForm(link, wrong)).html).toContain('Je kunt het nog 1 keer proberen.')
    expect(person.read()).toEqual([])
    const last = await sendForm(link, wrong)
    expect(textOf(last.html)).toContain('Ga terug naar WhatsApp. Daar lees je wat je kunt doen.')
    expect(bodiesOf(await person.hear())).toContain('Ik mag de code nu niet meer controleren.')
    expect((await sendForm(link, fieldsOf(letter('active')))).status).toBe(404)
  })

  test('When the form of a miss is sent again as it was, then it counts once; filled in otherwise, by Back, it is another try', async () => {
    const { link } = await atCheck()
    const before = await attempts()
    const { attempt } = await sendForm(link, wrong)
    expect(textOf((await sendForm(link, { ...wrong, attempt })).html)).toContain('Ik vind deze code en datum niet.')
    expect(await attemptsSince(before)).toBe(1)
    expect(textOf((await sendForm(link, { ...fieldsOf(letter('active', 1)), attempt })).html)).toContain('De code klopt.')
    expect(await attemptsSince(before)).toBe(2)
  })
})

describe('what cannot be read', () => {
  test.each([
    ['nothing', {}, ['Vul hier de code in.', 'Vul de dag, de maand en het jaar in.']],
    ['no year', { ...wrong, year: '' }, ['Vul de dag, de maand en het jaar in.']],
    ['no code', { ...wrong, code: ' ' }, ['Vul hier de code in.']],
    ['half a code', { ...wrong, code: 'XX' }, ['Dit is nog geen hele code.']],
    ['31 April', { ...wrong, day: '31', month: '4' }, ['Deze datum bestaat niet.']],
    ['a date to come', { ...wrong, year: String(new Date().getFullYear() + 1) }, ['Deze datum moet nog komen.']],
    ['half a year', { ...wrong, year: '15' }, ['Typ het jaar met 4 cijfers.']],
  ])('When it is %s, then it is said at the field, what was typed stays, and it is no try', async (_, fields, said) => {
    const { link } = shared ?? (shared = await atCheck())
    const before = await attempts()
    const { status, html } = await sendForm(link, fields)
    expect([status, [...html.matchAll(/<p class="error"[^>]*>([^<]*)</g)].map(([, text]) => text)]).toEqual([200, said])
    expect(html.match(/aria-invalid="true" autofocus/g)).toHaveLength(1)
    if ('code' in fields && fields.code.trim()) expect(html).toContain(`value="${fields.code}"`)
    expect(await attemptsSince(before)).toBe(0)
  })

  test('When the date is written in words or in one field, then it is read', async () => {
    const { link } = await atCheck()
    const { code } = letter('active', 2)
    expect(textOf((await sendForm(link, { code: 'XX99-XX99', day: '3', month: 'mei', year: '1980' })).html)).toContain('Ik vind deze code en datum niet.')
    expect(textOf((await sendForm(link, { code, day: '21-11-2004' })).html)).toContain('De code klopt.')
  })

  test('When markup is typed, then it is shown and not run', async () => {
    const { link } = shared ?? (shared = await atCheck())
    const { html } = await sendForm(link, { code: '"><script>alert(1)</script>', day: '"onfocus="x' })
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"')
    expect(html).not.toContain('<script')
    expect(html).toContain('value="&quot;onfocus=&quot;x"')
  })

  test('When what comes is no form, or too large, then the page asks to try again', async () => {
    const { link } = shared ?? (shared = await atCheck())
    const sent = await Promise.all([
      fetch(link, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
      fetch(link, { method: 'POST', body: new URLSearchParams({ code: 'x'.repeat(70_000) }) }),
    ])
    expect(sent.map(({ status }) => status)).toEqual([415, 413])
    expect(textOf(await (sent[0] as Response).text())).toBe('Het lukt nu niet. Wacht even. Probeer het dan nog een keer. Probeer opnieuw Ga naar WhatsApp')
  })
})

describe('the end of a link', () => {
  test('When a new link is asked, then the old one ends', async () => {
    const { person, link } = await atCheck()
    await person.press('Nieuwe link')
    expect(lastLink(person, 'check')).not.toBe(link)
    expect([(await fetch(link)).status, (await fetch(lastLink(person, 'check'))).status]).toEqual([404, 200])
  })

  test('When the person skipped the check meanwhile, then the page says that it is not needed', async () => {
    const { person, link } = await atCheck()
    await person.press('Sla dit over')
    const { html } = await sendForm(link, fieldsOf(letter('active')))
    expect(textOf(html)).toBe('Deze pagina is nu niet nodig. Ga terug naar WhatsApp. Daar gaan we verder. Ga naar WhatsApp')
    expect((await fetch(link)).status).toBe(404)
  })

  test('When 30 minutes are over, then the form is not taken any more', async () => {
    const { link } = await atCheck()
    const { attempt } = await sendForm(link, {})
    stage.app().clock.forward(31 * minute)
    const { status, html } = await sendForm(link, { ...fieldsOf(letter('active')), attempt })
    expect([status, textOf(html).slice(0, 26)]).toEqual([404, 'Deze link werkt niet meer.'])
  })
})

test('When all of this is done, then no code, date or token can be read in the database', async () => {
  const { person, link } = await atCheck()
  await sendForm(link, { ...wrong, code: 'PQ77-RR88' })
  await sendForm(link, fieldsOf(letter('active')))
  await person.hear()
  const kept = await everythingIn(stage.app().db)
  const secrets = [link.split('/').at(-1) ?? '', 'PQ77', 'PQ77RR88', letter('active').code, letter('active').code.replace('-', ''), letter('active').birthDate, '1955-01-01']
  expect(secrets.filter((secret) => kept.includes(secret))).toEqual([])
})

/** One person for the tests that use no try. */
let shared: Awaited<ReturnType<typeof atCheck>> | undefined
