// From the website to WhatsApp by a word, and back by a link: one conversation, one journey, no history for who comes by a link.
import { describe, expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { drawQr } from '../../../../bot/channels/directline/whatsapp-word.ts'
import { limits } from '../../../../domain/limits.ts'
import { lastLink } from '../../../support/one-time-links.ts'
import { Person } from '../../../support/person.ts'
import { useApp } from '../../../support/use-app.ts'
import { useWhatsApp } from '../../../support/use-whatsapp.ts'
import { bodiesOf, type WhatsAppPerson } from '../../../support/whatsapp-person.ts'

type Word = { word: string; text: string; number: string; link: string; qr: { size: number; path: string }; expires_in: number }
type Session = { secret: string; resumed: boolean; whatsapp: boolean; conversation: { conversationId: string; token: string; streamUrl: string } }
const stage = useWhatsApp()
const without = useApp()

const opened = async (url = stage.app().url) => {
  const person = new Person(url)
  await person.open()
  return person
}
const askWord = async (person: Person) => await (await person.request('/api/web/whatsapp', {}, person.conversation().token)).json() as Word
const session = (body: object) => fetch(`${stage.app().url}/api/web/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ start: 'resume', ...body }) })
const arrive = async (token: string, more: object = {}) => await (await session({ arrive: token, ...more })).json() as Session
const shownTo = async ({ conversation: { conversationId, token } }: Session, watermark = '') => {
  const response = await fetch(`${stage.app().url}/v3/directline/conversations/${conversationId}/activities?watermark=${watermark}`, { headers: { authorization: `Bearer ${token}` } })
  return (await response.json() as { activities: { text?: string }[] }).activities.map(({ text }) => text)
}
/** Somebody on WhatsApp at step 1, with the token of a link to the website. */
const withWebLink = async (): Promise<{ phone: WhatsAppPerson; token: string }> => {
  const phone = stage.person()
  await phone.say('hoi')
  await phone.press('client')
  await phone.press('haveLetter')
  await phone.say('menu')
  await phone.press('toWeb')
  return { phone, token: new URL(lastLink(phone, 'toWeb')).hash.replace('#verder=', '') }
}

describe('to WhatsApp', () => {
  test('When a word is asked, then it comes with the link, the square to photograph, and how long it works', async () => {
    const { word, text, number, link, qr, expires_in: seconds } = await askWord(await opened())
    expect(word).toMatch(/^[CDFHJKMNPRTVWX]{8}$/)
    expect([text, number, seconds]).toEqual([`Ik ga hier verder.\nMijn woord is ${word}`, stage.fake().from.replace('whatsapp:', ''), 900])
    expect(link).toBe(`https://wa.me/${number.slice(1)}?text=${encodeURIComponent(text)}`)
    expect(qr).toEqual(drawQr(link))
  })

  test('When it is sent on WhatsApp, then the journey goes on there at the same step, and the website asks who that was', async () => {
    const person = await opened()
    await person.press('client')
    await person.press('haveLetter')
    const { text } = await askWord(person)
    const phone = stage.person()
    const said = bodiesOf(await phone.say(text))
    expect(said).toContain('Fijn, je bent er.')
    expect(said).toContain('Stap 1 van 10.')
    const shown = await person.read()
    expect(shown.at(-1)).toMatchObject({ from: 'bot', text: 'Ben jij nu op WhatsApp?' })
    await phone.press('done')
    expect((await person.read()).map(({ from }) => from)).toEqual(['person', 'bot'])
  })

  test('When a new word is asked, then the old one is an ordinary message', async () => {
    const person = await opened()
    const { text: old } = await askWord(person)
    await askWord(person)
    const phone = stage.person()
    expect(bodiesOf(await phone.say(old))).toContain('Hoi, ik ben digimaatje-bot.')
  })

  test('When words are asked on and on, then it says to wait', async () => {
    const person = await opened()
    const answers = []
    for (let asked = 0; asked <= limits.links.words; asked += 1) answers.push((await person.request('/api/web/whatsapp', {}, person.conversation().token)).status)
    expect(new Set(answers.slice(0, -1))).toEqual(new Set([200]))
    expect(answers.at(-1)).toBe(429)
  })

  test('When there is no token, or a page of elsewhere asks, then there is no word', async () => {
    const person = await opened()
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${person.conversation().token}`, origin: 'https://elsewhere.example' }
    expect((await person.request('/api/web/whatsapp', {})).status).toBe(401)
    expect((await fetch(`${stage.app().url}/api/web/whatsapp`, { method: 'POST', headers })).status).toBe(403)
  })

  test('When WhatsApp is off, then a session says so and there is no word', async () => {
    const person = await opened(without().url)
    expect(person.session).toMatchObject({ whatsapp: false })
    expect((await person.request('/api/web/whatsapp', {}, person.conversation().token)).status).toBe(404)
  })
})

describe('to the website', () => {
  test('When the link is opened, then the same step goes on, and nothing of before is shown, whatever is asked', async () => {
    const { token } = await withWebLink()
    const arrived = await arrive(token, { attempt: randomUUID() })
    expect(arrived).toMatchObject({ resumed: true, whatsapp: true, secret: expect.stringMatching(/^[\w-]{43}$/) })
    const said = (await shownTo(arrived)).join('\n')
    expect(said).toContain('Fijn, je bent er.')
    expect(said).toContain('Stap 1 van 10.')
    expect(said).not.toMatch(/Hoi|Ja, ik ben cliënt|menu/)
    expect(await shownTo(arrived, '0')).toEqual(await shownTo(arrived))
    const back = await (await session({ secret: arrived.secret })).json() as Session
    expect(back.conversation.conversationId).toBe(arrived.conversation.conversationId)
    expect(await shownTo(back)).toEqual(await shownTo(arrived))
    const refreshed = await (await fetch(`${stage.app().url}/v3/directline/tokens/refresh`, { method: 'POST', headers: { authorization: `Bearer ${arrived.conversation.token}` } })).json() as { token: string }
    expect(await shownTo({ ...arrived, conversation: { ...arrived.conversation, token: refreshed.token } })).toEqual(await shownTo(arrived))
  })

  test('When it is used again, by anybody, then it is over', async () => {
    const { token } = await withWebLink()
    await arrive(token, { attempt: randomUUID() })
    const again = await session({ arrive: token, attempt: randomUUID() })
    expect([again.status, await again.json()]).toEqual([410, { error: { code: 'LinkOver', message: expect.any(String) } }])
    expect((await session({ arrive: 'x' })).status).toBe(410)
  })

  test('When the answer was lost and is asked again, then the person arrives once more, in this browser or in a new one', async () => {
    const { token } = await withWebLink()
    const attempt = randomUUID()
    const first = await arrive(token, { attempt })
    const known = await arrive(token, { attempt, secret: first.secret })
    expect(known.secret).toBe(first.secret)
    expect(await shownTo(known)).toEqual(await shownTo(first))
    const unknown = await arrive(token, { attempt })
    expect(unknown.conversation.conversationId).toBe(first.conversation.conversationId)
    expect((await shownTo(unknown)).join('\n')).toContain('Fijn, je bent er.')
  })

  test('When this browser had a conversation of its own, then it belongs to this one now', async () => {
    const person = await opened()
    const { token } = await withWebLink()
    const secret = person.session?.secret ?? ''
    const arrived = await arrive(token, { attempt: randomUUID(), secret })
    expect(arrived.secret).toBe(secret)
    expect(arrived.conversation.conversationId).not.toBe(person.conversation().conversationId)
    expect(await (await session({ secret })).json()).toMatchObject({ resumed: true, conversation: { conversationId: arrived.conversation.conversationId } })
  })

  test('When somebody answers there, then the journey moves for both, and a new conversation later shows all of its own', async () => {
    const { phone, token } = await withWebLink()
    const arrived = await arrive(token, { attempt: randomUUID() })
    const { conversationId, token: bearer } = arrived.conversation
    await fetch(`${stage.app().url}/v3/directline/conversations/${conversationId}/activities`, {
      method: 'POST', headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }, body: JSON.stringify({ type: 'message', text: 'gelukt' }),
    })
    expect((await shownTo(arrived)).join('\n')).toContain('Stap 2 van 10.')
    expect(bodiesOf(await phone.say('herhaal'))).toContain('Stap 2 van 10.')
    const fresh = await (await session({ secret: arrived.secret, start: 'new' })).json() as Session
    expect((await shownTo(fresh)).join('\n')).toContain('Hoi, ik ben digimaatje-bot.')
  })
})

describe('the square', () => {
  test('When it is drawn, then its bars are dark modules inside a quiet zone of 4, with the three corners', () => {
    const { size, path } = drawQr('https://wa.me/31612345678?text=hoi')
    const bars = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].map(([, x, y, width, back]) => [x, y, width, back].map(Number) as [number, number, number, number])
    expect(bars.map(([x, y, width]) => `M${x} ${y}h${width}v1h-${width}z`).join('')).toBe(path)
    expect(bars.every(([x, y, width]) => x >= 4 && y >= 4 && x + width <= size - 4 && y < size - 4)).toBe(true)
    const corner = size - 4 - 7
    expect([[4, 4], [corner, 4], [4, corner]].every(([x, y]) => bars.some((bar) => bar[0] === x && bar[1] === y && bar[2] === 7))).toBe(true)
  })
})
