// While a human has the word: everything goes to the desk, in order, on every channel; the bot says notices only.
import { describe, expect, test } from '@jest/globals'
import { noticeKeys } from '../../../bot/desk/relay.ts'
import { createApology } from '../../../bot/turn/apology.ts'
import { newConversation, startWork } from '../../../bot/turn/unit-of-work.ts'
import { readTexts } from '../../../locales/files.ts'
import { createTexts } from '../../../locales/index.ts'
import { deskView, idOf, karin, mo, write } from '../../support/desk-turns.ts'
import { fieldsOf, sendForm, untilCheckLink } from '../../support/one-time-links.ts'
import { Person } from '../../support/person.ts'
import { deliveriesOf, until } from '../delivery/rows.ts'
import { useKarin } from './use-karin.ts'

const { stage, app, onWebsite, onPhone, lengthOf, did } = useKarin()
const day = 24 * 3_600_000
const notices = (['nl', 'nl-formal'] as const).flatMap((form) => noticeKeys.map((key) => createTexts()(form, key, { name: 'Karin' })))
/** What the bot said after message `after`. */
const botSaid = async (conversationId: string, after: number) => (await deskView(app(), conversationId)).said.slice(after).flatMap(({ author, type, text }) => (author === 'bot' && type === 'message' ? [text ?? ''] : []))

const wordOf = async (person: Person) => (await (await person.request('/api/web/whatsapp', {}, person.conversation().token)).json() as { text: string }).text

const typed = ['hoi', 'mens', 'help', 'menu', 'terug', 'opnieuw', 'stop', 'ja', 'lukt niet', 'wat is een code?', 'ik snap het niet', 'pff wat een waardeloze rotzooi', 'Mijn wachtwoord is Geheim123!', 'ik wil dood']

describe('what the bot says', () => {
  test('When the notices are listed, then these are all there are', () => {
    expect(readTexts('nl').map(({ key }) => key).filter((key) => key.startsWith('notice.')).toSorted()).toEqual([...noticeKeys].toSorted())
  })

  test('When the person does anything at all on the website, then it says notices at most', async () => {
    const sam = await onWebsite()
    const before = await lengthOf(idOf(sam))
    for (const text of typed) await sam.say(text)
    await sam.comeBack()
    await sam.send({ type: 'message', text: 'Ja', value: { choice: 'client', on: 'whoAreYou' } })
    await sam.send({ type: 'message', text: 'Hulp van een mens', value: { choice: 'human' } })
    await sam.send({ type: 'message', text: '', attachments: [{ contentType: 'image/png' }] })
    const said = await botSaid(idOf(sam), before)
    expect(said.filter((text) => !notices.includes(text))).toEqual([])
    expect(said.slice(3)).toEqual(['Een foto komt hier niet aan.\nTyp wat je ziet.'])
    expect((await deskView(app(), idOf(sam))).journeys[0]).toMatchObject({ step: 'whoAreYou', stuck: 0, role: null })
  })

  test('When the person does anything at all on WhatsApp, then it says notices at most', async () => {
    const { sam, id } = await onPhone()
    const before = await lengthOf(id)
    for (const text of typed.slice(0, -1)) await sam.say(text, { expect: 0, quiet: 0 })
    for (const kind of ['image/jpeg', 'audio/ogg', 'image/webp']) await sam.send({ body: '', media: [kind] }, { expect: 0, quiet: 0 })
    const said = await botSaid(id, before)
    expect(said.filter((text) => !notices.includes(text))).toEqual([])
    expect(said.slice(-3)).toEqual([expect.stringContaining('Een foto komt hier niet aan.'), expect.stringContaining('Karin kan hier niet luisteren.'), expect.stringContaining('Karin kan dit niet zien.')])
  })

  test('When even that keeps failing, then there is a flag, and no apology in between', () => {
    const row = { ...newConversation(crypto.randomUUID(), crypto.randomUUID()), owner: 'human' as const }
    const activity = { type: 'message', text: 'hoi' }
    const unit = startWork(row, { channel: 'web', conversationId: row.conversationId, externalId: 'x', identityHash: Buffer.alloc(32), addressHash: Buffer.alloc(32), activity }, { activity, found: [], at: app().clock.now })
    createApology(createTexts(), 'caren@asvz.nl')(unit)
    expect([unit.flag, unit.handoff, unit.messages.map(({ author }) => author)]).toEqual(['failingTurn', null, ['person']])
  })

  test('When somebody in distress has a human, then the numbers are said all the same, and it is urgent', async () => {
    const sam = await onWebsite()
    const before = await lengthOf(idOf(sam))
    await sam.say('ik wil niet meer leven')
    expect((await botSaid(idOf(sam), before)).join('\n')).toMatch(/112[^]*0800-0113/)
    expect(await deskView(app(), idOf(sam))).toMatchObject({ owner: 'human', handoff: { state: 'human', urgent: true, reason: 'distress' }, audit: expect.arrayContaining([expect.objectContaining({ actor: 'person', outcome: 'distress' })]) })
  })
})

describe('what is kept', () => {
  test('When a code, a date and a password are typed, then the desk sees them masked', async () => {
    const sam = await onWebsite()
    await sam.say('mijn code is HK47-PR93 en ik ben van 3 mei 1980')
    await sam.say('mijn wachtwoord is Geheim123!')
    expect(JSON.stringify((await deskView(app(), idOf(sam))).messages)).not.toMatch(/HK47|PR93|1980|Geheim123/)
  })

  test('When they write twice before she answers, then she sees since when they wait', async () => {
    const sam = await onWebsite()
    await write(app(), idOf(sam), { who: karin, text: 'Hoi' })
    await sam.say('een')
    const first = (await deskView(app(), idOf(sam))).handoff?.personAt
    app().clock.forward(1_000)
    await sam.say('twee')
    expect(first).toBeInstanceOf(Date)
    expect((await deskView(app(), idOf(sam))).handoff?.personAt).toEqual(first)
  })

  test('When both write in turn and at once, then both see one order, on the website and on WhatsApp', async () => {
    const [sam, { sam: kim, id }] = [await onWebsite(), await onPhone()]
    await Promise.all([...Array(10).keys()].flatMap((index) => [sam.say(`p${index}`), write(app(), idOf(sam), { who: karin, text: `h${index}` })]))
    for (const index of [0, 1, 2]) {
      await kim.say(`p${index}`, { expect: 0, quiet: 0 })
      await Promise.all(['a', 'b'].map((part) => write(app(), id, { who: karin, text: `h${index}${part}` })))
    }
    const order = (await deskView(app(), idOf(sam))).said.flatMap(({ text = '' }) => (/^[ph]\d$/.test(text) ? [text] : []))
    const shown = new Person(app().url)
    shown.session = sam.session
    expect((await shown.read()).flatMap(({ text }) => (/^[ph]\d$/.test(text) ? [text] : []))).toEqual(order)
    expect(order.filter((text) => text.startsWith('h'))).toHaveLength(10)
    await until(() => kim.received().filter(({ body }) => /^h\d/.test(body)).length === 6)
    const written = (await deskView(app(), id)).said.flatMap(({ author, text = '' }) => (author === 'human' ? [text] : []))
    expect(kim.received().flatMap(({ body }) => (/^h\d/.test(body) ? [body] : []))).toEqual(written)
  })
})

describe('on WhatsApp', () => {
  test('When they say stop, then one goodbye, and nothing can be written until they write', async () => {
    const { sam, id } = await onPhone()
    const [goodbye] = await sam.say('STOP')
    expect(goodbye?.body).toContain('ik stuur je niets meer')
    expect(await write(app(), id, { who: karin, text: 'Wacht!' })).toMatchObject({ kind: 'refused', code: 'optedOut' })
    await did(id, { kind: 'close', reason: 'noAnswer' })
    await did(id, 'reopen')
    expect(await sam.say('toch', { expect: 0 })).toEqual([])
    expect(await write(app(), id, { who: karin, text: 'Fijn' })).toMatchObject({ kind: 'done' })
    expect((await sam.hear()).map(({ body }) => body)).toEqual(['Fijn'])
  })

  test('When the 24 hours are over, then words are refused, and the template goes once', async () => {
    const { sam, id } = await onPhone()
    app().clock.forward(day)
    expect(await write(app(), id, { who: karin, text: 'Ben je er?' })).toMatchObject({ kind: 'refused', code: 'window' })
    expect(await did(id, 'template', mo)).toMatchObject({ kind: 'refused', code: 'taken' })
    expect(await did(id, 'template')).toMatchObject({ kind: 'done' })
    expect((await sam.hear()).map(({ body }) => body)).toEqual([expect.stringMatching(/^Er is een bericht voor je/)])
    expect(await did(id, 'template')).toMatchObject({ kind: 'refused', code: 'notPossible' })
    await sam.say('ja', { expect: 0 })
    expect(await did(id, 'template')).toMatchObject({ kind: 'refused', code: 'notPossible' })
    await write(app(), id, { who: karin, text: 'Hoi' })
    expect((await sam.hear()).map(({ body }) => body)).toEqual(['Hoi'])
    expect((await deskView(app(), id)).events.at(-1)).toMatchObject({ name: 'desk.template', channelData: { by: 'Karin' } })
  })

  test('When only the reminder of the letter went out since, or her template failed, then she may send one', async () => {
    const { id } = await onPhone()
    app().clock.forward(day)
    const { db, clock } = app()
    const sent = { conversationId: id, seq: 1, channel: 'whatsapp' as const, addressHash: new Uint8Array(32), dueAt: clock.now, createdAt: clock.now }
    await db.prisma.delivery.createMany({ data: [{ ...sent, author: 'bot', template: 'reminder', status: 'delivered' }, { ...sent, author: 'human', template: 'continue', status: 'undelivered' }] })
    expect(await did(id, 'template')).toMatchObject({ kind: 'done' })
  })

  test('When a move is made outside the 24 hours, then nothing goes out, and no template either', async () => {
    const { sam, id } = await onPhone()
    app().clock.forward(day)
    for (const move of ['release', 'claim', { kind: 'close', reason: 'noAnswer' }] as const) expect(await did(id, move)).toMatchObject({ kind: 'done' })
    expect(await sam.say('hoi')).toHaveLength(1)
    expect(sam.received().at(-1)?.body).not.toContain('Er is een bericht')
  })

  test('When the check page is sent, then it tells the result there, and the desk sees what it was', async () => {
    const { id, came: link } = await onPhone((person) => untilCheckLink(person))
    const letter = app().app.letters.find(({ kind }) => kind === 'active')
    if (!letter) throw new Error('no letter')
    const before = await lengthOf(id)
    const { html } = await sendForm(link as string, fieldsOf(letter))
    expect(html).toContain('De code klopt.')
    expect(await botSaid(id, before)).toEqual([])
    expect((await deskView(app(), id)).events.at(-1)).toMatchObject({ name: 'check.result', value: { kind: 'match' } })
  })
})

describe('from the website to WhatsApp', () => {
  test('When they go on there, then she goes on writing to them there', async () => {
    const sam = await onWebsite()
    const phone = stage.person()
    expect((await phone.say(await wordOf(sam)))[0]?.body).toContain('Je praat hier verder met Karin.')
    await write(app(), idOf(sam), { who: karin, text: 'Hoi daar' })
    expect((await phone.hear()).map(({ body }) => body)).toEqual(['Hoi daar'])
    await sam.read()
    expect(sam.buttons().map(({ value }) => value.choice)).toEqual([])
  })

  test('When the page is loaded again there, or they say that it was them, then she still writes to them on WhatsApp', async () => {
    const sam = await onWebsite()
    const phone = stage.person()
    await phone.say(await wordOf(sam))
    await sam.read()
    await sam.press('isMe')
    await sam.comeBack()
    await write(app(), idOf(sam), { who: karin, text: 'Hoi daar' })
    expect((await phone.hear()).map(({ body }) => body)).toEqual(['Hoi daar'])
    await sam.say('ik zit toch weer hier')
    await write(app(), idOf(sam), { who: karin, text: 'Goed' })
    expect((await sam.read()).map(({ text }) => text)).toContain('Goed')
    expect((await deliveriesOf(app(), phone)).length).toBe(2)
  })

  test('When that was somebody else, then the website undoes it, and they hear nothing more', async () => {
    const sam = await onWebsite()
    const phone = stage.person()
    await phone.say(await wordOf(sam))
    await sam.read()
    await sam.press('notMe')
    await write(app(), idOf(sam), { who: karin, text: 'Alleen voor Sam' })
    expect((await sam.read()).map(({ text }) => text)).toContain('Alleen voor Sam')
    expect(phone.received()).toHaveLength(1)
  })
})
