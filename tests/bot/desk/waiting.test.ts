// A person who waits for a digimaatje, the whole way: what they hear, and what is in the database.
import { beforeEach, describe, expect, test } from '@jest/globals'
import { createSealer } from '../../../bot/keys.ts'
import { karin, seat } from '../../support/desk-turns.ts'
import { textOf, untilText, useTalk } from '../../support/talk.ts'
import { useWhatsApp } from '../../support/use-whatsapp.ts'
import { bodiesOf } from '../../support/whatsapp-person.ts'

const { bot, opened } = useTalk()
const stage = useWhatsApp({ env: { OPENING_HOURS: 'ma-zo 0:00-24:00' } })

const handoffOf = async (conversationId: string) => bot().db.prisma.handoff.findFirstOrThrow({ where: { conversationId }, orderBy: { createdAt: 'desc' } })
const atStep3 = async () => {
  const person = await opened()
  await untilText(person, 'Stap 3 van 10.')
  return { person, id: person.conversation().conversationId }
}

beforeEach(() => bot().db.prisma.digimaatje.deleteMany())

describe('on the website', () => {
  test('When nobody is at the desk, then no time is promised; when somebody is, the place is told', async () => {
    const { person } = await atStep3()
    expect(textOf(await person.say('mens'))).toContain('Nu is er geen digimaatje.\nJe kunt ook mailen: caren@asvz.nl.')
    await bot().db.prisma.digimaatje.create({ data: { id: 't:karin', name: 'Karin de Vries', roles: ['digimaatje'], lastSeenAt: bot().clock.now } })
    expect(textOf(await person.say('mens'))).toContain('Je wacht op een digimaatje.')
    const other = await atStep3()
    expect(textOf(await other.person.say('mens'))).toMatch(/^Ik roep een digimaatje\.[^]*Er is nog 1 mens eerder aan de beurt\./)
    await person.press('cancelHandoff')
    expect(textOf(await other.person.say('mens'))).toContain('Je bent als eerste aan de beurt.')
    await other.person.say('laat maar')
  })
  test('When the number is given, then it is there sealed only, and gone with "nee" and with "laat maar"', async () => {
    const { person, id } = await atStep3()
    await person.say('bel mij')
    expect(textOf(await person.say('06-12345678'))).toBe('Het nummer is 06 12 34 56 78.\nKlopt dat?')
    const sealed = (await handoffOf(id)).phone
    const sealer = createSealer(bot().app.store.keys.encryption)
    expect(sealed && sealer.open(Buffer.from(sealed))).toBe('+31612345678')
    await person.say('nee')
    expect((await handoffOf(id)).phone).toBeNull()
    await person.say('0612345678')
    await person.say('ja')
    expect(await handoffOf(id)).toMatchObject({ state: 'waiting', reason: 'callMe', phone: expect.anything() })
    const tables = ['Message', 'Conversation', 'AuditEvent', 'Inbound']
    const rows = await Promise.all(tables.map(async (table) => JSON.stringify((await bot().db.sql.query(`select * from "${table}"`)).rows)))
    expect(rows.join('')).not.toMatch(/0?6[ -]?12[ -]?34[ -]?56[ -]?78/)
    await person.press('cancelHandoff')
    expect(await handoffOf(id)).toMatchObject({ state: 'cancelled', phone: null })
  })
})

describe('on WhatsApp', () => {
  test('When it is open and nobody is there, then it is not said that one comes now', async () => {
    const person = stage.person()
    await person.say('hoi')
    later()
    expect(bodiesOf(await person.say('mens'))).toMatch(/^Ik vraag een digimaatje om hulp\.\nDat is een mens\.\nSoms duurt dat even\./)
    later()
    await person.press('Laat maar')
  })
  test('When a person waits and goes on, then the place is told, kept, and given up', async () => {
    await seat(stage.app(), karin)
    const person = stage.person()
    await person.say('hoi')
    later()
    expect(bodiesOf(await person.say('mens'))).toMatch(/^Ik roep een digimaatje\.\nDat is een mens\.[^]*Je bent als eerste aan de beurt\./)
    expect(person.buttons().map(({ title }) => title)).toEqual(['Ga verder', 'Bel mij', 'Laat maar'])
    later()
    expect(bodiesOf(await person.press('Ga verder'))).toContain('Ben je zelf cliënt bij ASVZ?')
    later()
    expect(bodiesOf(await person.say('ja'))).toMatch(/^Je wacht op een digimaatje\.\nJe plek blijft bewaard\./)
    later()
    expect(bodiesOf(await person.say('ik heb geen mens meer nodig'))).toMatch(/^Goed, je wacht niet meer op een digimaatje\./)
  })
  test('When the number is given there, then it is read back to them, and kept as dots', async () => {
    const person = stage.person()
    await person.say('hoi')
    later()
    expect(bodiesOf(await person.say('bel mij op 06-12345678'))).toMatch(/Het nummer is 06 12 34 56 78\.\nKlopt dat\?/)
    const { rows } = await stage.app().db.sql.query('select activity from "Message"')
    expect(JSON.stringify(rows)).not.toContain('12345678')
    expect(JSON.stringify(rows)).toContain('Het nummer is •••.')
  })
})

/** Long enough after the bot's question to be its answer. */
const later = () => stage.app().clock.forward(3_000)
