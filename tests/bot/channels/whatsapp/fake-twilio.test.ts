// The fake itself, asked by the real client: what it refuses, the app may not send.
import { describe, expect, test } from '@jest/globals'
import { to, useFake } from '../../../support/fake-twilio/use-fake.ts'

const quickReply = { language: 'nl', types: { 'twilio/quick-reply': { body: '{{1}}', actions: [{ title: 'Gelukt', id: 'done:role' }, { title: 'Lukt niet', id: 'failed:role' }] } } }
const { fake, client, plain, hookUrl, wrote, hooks } = useFake()

describe('sending', () => {
  test('When a text is sent, then it is kept and answered as Twilio does', async () => {
    await wrote()
    const sent = await client().messages.create({ to, from: fake().from, body: 'Hoi é 👍', statusCallback: hookUrl('/status/7') })
    expect(sent).toMatchObject({ status: 'queued', direction: 'outbound-api', body: 'Hoi é 👍', to, from: fake().from })
    expect(sent.sid).toMatch(/^SM[0-9a-f]{32}$/)
    expect(fake().messages).toMatchObject([{ sid: sent.sid, body: 'Hoi é 👍', shape: 'text', buttons: [], statusCallback: hookUrl('/status/7') }])
    expect(fake().violations).toEqual([])
  })

  test.each([
    ['no receiver', { to: '' }, 21604], ['an SMS number', { to: '+31612345678' }, 21910], ['a strange address', { to: 'whatsapp:0612345678' }, 21211], ['no sender', { from: '' }, 21603],
    ['another sender', { from: 'whatsapp:+3197010299999' }, 63007], ['an empty body', { body: ' ' }, 21619], ['1,601 characters', { body: 'x'.repeat(1_601) }, 21617], ['a callback that is no address', { statusCallback: '/status/7' }, 21609],
    ['an unknown content', { body: undefined, contentSid: `HX${'0'.repeat(32)}` }, 21655], ['content with a body', { contentSid: `HX${'0'.repeat(32)}` }, 20001], ['variables without content', { contentVariables: '{}' }, 21654],
  ])('When a message has %s, then it is refused with its code, and remembered', async (_, over, code) => {
    const refused = await client().messages.create({ to, from: fake().from, body: 'hoi', ...over }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ status: 400, code, moreInfo: `https://www.twilio.com/docs/errors/${code}` })
    expect(fake().violations).toHaveLength(1)
    expect(fake().messages).toHaveLength(0)
  })

  test('When the longest text is sent to a user name, then it is accepted', async () => {
    await client().messages.create({ to: 'whatsapp:NL.Abc123', from: fake().from, body: 'x'.repeat(1_600) })
    expect(fake().violations).toEqual([])
  })

  test('When the token is wrong, then 20003', async () => {
    await expect(client('other').messages.create({ to, from: fake().from, body: 'hoi' })).rejects.toMatchObject({ status: 401, code: 20003 })
    expect(fake().violations).toHaveLength(1)
  })

  test('When the content type or a field is unknown, then it is refused', async () => {
    const path = `/2010-04-01/Accounts/${fake().accountSid}/Messages.json`
    expect((await plain(path, { body: '{}', type: 'application/json' })).status).toBe(415)
    expect(await (await plain(path, { body: 'To=x&Bodie=y' })).json()).toMatchObject({ code: 20001, message: 'Unknown parameter Bodie' })
    expect((await plain('/2010-04-01/Other.json', { body: '' })).status).toBe(404)
  })
})

describe('content', () => {
  test('When buttons are made once and sent with a text, then the person reads that text', async () => {
    await wrote()
    const { sid } = await client().content.v1.contents.create(quickReply as never)
    expect(sid).toMatch(/^HX[0-9a-f]{32}$/)
    await client().messages.create({ to, from: fake().from, contentSid: sid, contentVariables: JSON.stringify({ 1: 'Wat zie je nu?\nKijk goed.' }) })
    expect(fake().messages).toMatchObject([{ body: 'Wat zie je nu?\nKijk goed.', shape: 'quickReply', contentSid: sid, buttons: [{ id: 'done:role', title: 'Gelukt' }, { id: 'failed:role', title: 'Lukt niet' }] }])
    expect((await client().messages.list({ to }))[0]?.body).toBe('Wat zie je nu?\nKijk goed.')
    expect((await client().content.v1.contents.list()).map((one) => one.sid)).toEqual([sid])
    expect(await client().content.v1.contents(sid).remove()).toBe(true)
    await expect(client().content.v1.contents(sid).fetch()).rejects.toMatchObject({ status: 404 })
    expect(fake().violations).toEqual([])
  })

  test('When a list is made, then its items are the buttons', async () => {
    const items = ['a', 'b', 'c', 'd'].map((id) => ({ id, item: `Keuze ${id}` }))
    const { sid } = await client().content.v1.contents.create({ language: 'nl', types: { 'twilio/list-picker': { body: '{{1}}', button: 'Kies', items } } } as never)
    await client().messages.create({ to, from: fake().from, contentSid: sid, contentVariables: '{"1":"Wat is het?"}' })
    expect(fake().messages[0]).toMatchObject({ shape: 'list', buttons: items.map(({ id, item }) => ({ id, title: item })) })
  })

  test.each([
    ['no language', { types: quickReply.types }], ['no type', { language: 'nl', types: {} }], ['4 buttons', buttons(['1', '2', '3', '4'].map((title) => action(title)))],
    ['a title of 21 characters', buttons([action('x'.repeat(21), 'x')])], ['the same title twice', buttons([action('ja', '1'), action('ja', '2')])], ['an id of 257 characters', buttons([action('ja', 'x'.repeat(257))])],
    ['a body of 1,025 characters', { language: 'nl', types: { 'twilio/quick-reply': { body: 'x'.repeat(1_025), actions: [action('ja')] } } }], ['a list without its button', list({ items: [{ id: '1', item: 'een' }] })],
    ['a list item of 25 characters', list({ button: 'Kies', items: [{ id: '1', item: 'x'.repeat(25) }] })], ['a list of 11', list({ button: 'Kies', items: Array.from({ length: 11 }, (_, n) => ({ id: `${n}`, item: `${n}` })) })],
  ])('When content has %s, then it is refused', async (_, content) => {
    await expect(client().content.v1.contents.create(content as never)).rejects.toMatchObject({ status: 400, code: 20001 })
    expect(fake().violations).toHaveLength(1)
  })

  test.each([['none', undefined], ['no JSON', '{'], ['not all', '{"2":"x"}'], ['no texts', '{"1":1}'], ['an empty one', '{"1":""}']])('When the variables are %s, then 21656', async (_, contentVariables) => {
    const { sid } = await client().content.v1.contents.create(quickReply as never)
    await expect(client().messages.create({ to, from: fake().from, contentSid: sid, ...(contentVariables !== undefined && { contentVariables }) })).rejects.toMatchObject({ code: 21656 })
  })

  test('When the filled-in body is over 1,024 characters, then it is refused', async () => {
    const { sid } = await client().content.v1.contents.create(quickReply as never)
    await expect(client().messages.create({ to, from: fake().from, contentSid: sid, contentVariables: JSON.stringify({ 1: 'x'.repeat(1_025) }) })).rejects.toMatchObject({ code: 63013 })
  })
})

describe('the list of messages', () => {
  test('When it is asked for a receiver since a moment, then newest first, over as many pages as it takes', async () => {
    await wrote()
    for (let n = 0; n < 5; n += 1) await client().messages.create({ to, from: fake().from, body: `${n}` })
    await client().messages.create({ to: 'whatsapp:+31687654321', from: fake().from, body: 'other' })
    const found = await client().messages.list({ to, dateSentAfter: new Date(Date.now() - 60_000), pageSize: 2 })
    expect(found.map(({ body }) => body)).toEqual(['4', '3', '2', '1', '0'])
    expect(await client().messages.list({ to, dateSentAfter: new Date(Date.now() + 60_000) })).toEqual([])
    expect(await client().messages.list({ to, from: 'whatsapp:+3197010299999' })).toEqual([])
  })

  test('When a person wrote, then that stands in it too, and can be deleted', async () => {
    const { sid } = await fake().deliverInbound({ body: 'hoi' }, { deliver: false })
    expect(hooks).toEqual([])
    expect(await client().messages.list({ to: fake().from })).toMatchObject([{ sid, direction: 'inbound', body: 'hoi', status: 'received', from: to }])
    expect(await client().messages(sid).fetch()).toMatchObject({ sid, body: 'hoi' })
    await client().messages(sid).remove()
    await expect(client().messages(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 })
  })

  test('When typing is shown, then for a message of the person only', async () => {
    const { sid } = await fake().deliverInbound({ body: 'hoi' })
    expect((await client().messaging.v2.typingIndicator.create({ channel: 'whatsapp', messageId: sid })).success).toBe(true)
    expect(fake().typing).toEqual([sid])
    await expect(client().messaging.v2.typingIndicator.create({ channel: 'whatsapp', messageId: `SM${'0'.repeat(32)}` })).rejects.toMatchObject({ status: 400 })
  })
})

function action(title: string, id = title): object {
  return { title, id }
}

function buttons(actions: object[]): object {
  return { language: 'nl', types: { 'twilio/quick-reply': { body: '{{1}}', actions } } }
}

function list(more: object): object {
  return { language: 'nl', types: { 'twilio/list-picker': { body: '{{1}}', ...more } } }
}
