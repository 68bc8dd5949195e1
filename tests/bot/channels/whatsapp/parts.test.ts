import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { asNumberedText, renderParts } from '../../../../bot/channels/whatsapp/parts.ts'
import type { StoredActivity } from '../../../../bot/turn/types.ts'

type Extra = { links?: { title: string; url: string }[]; only?: string; picture?: string }
const message = (text: string, titles: string[] = [], { links, only, picture }: Extra = {}): StoredActivity => ({
  type: 'message', text,
  ...(titles.length > 0 && { suggestedActions: { to: [], actions: titles.map((title, index) => ({ type: 'messageBack', title, value: { choice: `c${index}`, on: 'role' } })) } }),
  ...(picture && { attachments: [{ contentType: 'image/png', contentUrl: picture }] }),
  channelData: { ...(links && { links }), ...(only && { only }) },
})
const render = (...messages: StoredActivity[]) => renderParts(messages, { open: 'Kies' })
const letters = (words: string) => words.replaceAll(/\s/g, '')
const titles = (count: number) => Array.from({ length: count }, (_, index) => `Keuze ${index + 1}`)
const buttons = (...names: string[]) => names.map((title, index) => ({ id: `c${index}:role`, title }))

describe('the messages of a turn', () => {
  test('When there are two and the last has three buttons, then they are one quick reply', () => {
    expect(render(message('Fijn.'), message('Stap 3 van 10.\nWat zie je nu?', ['Gelukt', 'Lukt niet', 'Leg uit']))).toEqual([
      { kind: 'quickReply', body: 'Fijn.\n\nStap 3 van 10.\nWat zie je nu?', buttons: buttons('Gelukt', 'Lukt niet', 'Leg uit') },
    ])
  })

  test('When there are no buttons, then they are one text; when there is nothing, then nothing', () => {
    expect(render(message('Een.'), message(' '), message('Twee.'))).toEqual([{ kind: 'text', body: 'Een.\n\nTwee.' }])
    expect(render()).toEqual([])
    expect(render(message(''))).toEqual([])
  })

  test('When there are four to ten buttons, then they are a list', () => {
    expect(render(message('Kies maar.', titles(4)))).toEqual([{ kind: 'list', body: 'Kies maar.', open: 'Kies', items: buttons(...titles(4)) }])
    expect(render(message('Kies maar.', titles(10)))).toMatchObject([{ kind: 'list' }])
  })

  test('When WhatsApp has no form for the buttons, then they are numbered', () => {
    expect(render(message('Kies.', titles(11)))[0]).toMatchObject({ kind: 'text', body: expect.stringContaining('\n10. Keuze 10\n11. Keuze 11') })
    expect(render(message('Kies.', ['Ja', 'Ja']))).toEqual([{ kind: 'text', body: 'Kies.\n\n1. Ja\n2. Ja' }])
    expect(render(message('Kies.', ['Nee', 'x'.repeat(25)]))).toMatchObject([{ kind: 'text' }])
    expect(render(message('', ['Ja', 'Nee']))).toEqual([{ kind: 'text', body: '1. Ja\n2. Nee' }])
  })

  test('When a title is too long for a button but not for a list, then it is a list', () => {
    expect(render(message('Kies.', ['Ja', 'x'.repeat(24)]))).toMatchObject([{ kind: 'list' }])
  })

  test('When buttons are not at the end, then they fall away', () => {
    expect(render(message('Een?', ['Ja']), message('Twee.'))).toEqual([{ kind: 'text', body: 'Een?\n\nTwee.' }])
  })

  test('When it is too long for buttons, then the last message goes alone with them', () => {
    const long = 'Dit is een lange zin. '.repeat(48).trim()
    expect(render(message(long), message('Wat zie je nu?', ['Ja']))).toEqual([{ kind: 'text', body: long }, { kind: 'quickReply', body: 'Wat zie je nu?', buttons: buttons('Ja') }])
  })

  test('When it is too long for a text, then it is cut at an empty line', () => {
    const part = 'Dit is een zin. '.repeat(50).trim()
    expect(render(message(`${part}\n\n${part}\n\n${part}`))).toEqual([{ kind: 'text', body: `${part}\n\n${part}` }, { kind: 'text', body: part }])
  })

  test('When a message has links, then they are lines; a number or address is shown bare', () => {
    const links = [{ title: 'Naar Caren', url: 'https://www.caren.nl' }, { title: 'Bel 112', url: 'tel:112' }, { title: 'Bel 113', url: 'tel:08000113' }, { title: 'Mail caren@asvz.nl', url: 'mailto:caren@asvz.nl' }]
    expect(render(message('Kijk hier.', [], { links }))).toEqual([{ kind: 'text', body: 'Kijk hier.\nNaar Caren: https://www.caren.nl\nBel 112\nBel 113: 08000113\nMail caren@asvz.nl' }])
  })

  test('When a message is for the website only, or no message, then it is left out', () => {
    expect(render(message('Hoi', ['Ja']), message('Ben jij nu op WhatsApp?', ['Nee'], { only: 'web' }), { type: 'event', name: 'x' })).toEqual([{ kind: 'quickReply', body: 'Hoi', buttons: buttons('Ja') }])
  })

  test('When there is a picture, then its text is under it, and buttons follow', () => {
    const picture = 'https://bot.example/stap-3.png'
    expect(render(message('Kijk.'), message('Zo ziet het eruit.', [], { picture }), message('Zie je het?', ['Ja']))).toEqual([
      { kind: 'text', body: 'Kijk.' }, { kind: 'media', body: 'Zo ziet het eruit.', url: picture }, { kind: 'quickReply', body: 'Zie je het?', buttons: buttons('Ja') },
    ])
    expect(render(message('Zie je dit?', ['Ja'], { picture }))).toEqual([{ kind: 'media', body: '', url: picture }, { kind: 'quickReply', body: 'Zie je dit?', buttons: buttons('Ja') }])
  })

  test('When a button says nothing, then it is no button', () => {
    expect(render(message('Hoi', [' ']))).toEqual([{ kind: 'text', body: 'Hoi' }])
  })
})

describe('numbered', () => {
  test('When buttons cannot be had, then the choices are lines; other parts are their text', () => {
    expect(render(message('Zie je het?', ['Ja', 'Nee'])).map(asNumberedText)).toEqual(['Zie je het?\n\n1. Ja\n2. Nee'])
    expect(render(message('Zie je het?', titles(4))).map(asNumberedText)).toEqual(['Zie je het?\n\n1. Keuze 1\n2. Keuze 2\n3. Keuze 3\n4. Keuze 4'])
    expect(asNumberedText({ kind: 'text', body: 'Hoi' })).toBe('Hoi')
  })
})

describe('whatever is said', () => {
  const text = fc.array(fc.oneof(fc.lorem({ maxCount: 40, mode: 'sentences' }), fc.constant('\n\n'), fc.constant('\n'), fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constant('👍'.repeat(900))), { maxLength: 12 }).map((pieces) => pieces.join(''))
  const title = fc.string({ unit: 'grapheme', maxLength: 26 })
  const said = fc.array(fc.record({ text, titles: fc.array(title, { maxLength: 12 }) }), { maxLength: 5 })

  test('When it is rendered, then nothing is over a limit', () => {
    fc.assert(fc.property(said, (messages) => {
      for (const part of render(...messages.map((one) => message(one.text, one.titles)))) {
        if (part.kind === 'media') continue
        const shown = part.kind === 'list' ? part.items : part.kind === 'quickReply' ? part.buttons : []
        expect(part.body.trim()).not.toBe('')
        expect(part.body.isWellFormed()).toBe(true)
        expect(part.body.length).toBeLessThanOrEqual(part.kind === 'text' ? 1_600 : 1_024)
        expect(asNumberedText(part).length).toBeLessThanOrEqual(1_600)
        expect(shown.length).toBeLessThanOrEqual(part.kind === 'quickReply' ? 3 : 10)
        expect(Math.max(0, ...shown.map((button) => button.title.length))).toBeLessThanOrEqual(part.kind === 'quickReply' ? 20 : 24)
        expect(new Set(shown.map((button) => button.title)).size).toBe(shown.length)
      }
    }))
  })

  test('When it is rendered, then nothing is lost: every text in order, and the last message\'s choices', () => {
    fc.assert(fc.property(said, (messages) => {
      const parts = render(...messages.map((one) => message(one.text, one.titles)))
      const choices = (messages.at(-1)?.titles ?? []).filter((one) => one.trim() !== '')
      const numbered = choices.map((one, index) => `${index + 1}. ${one}`).join('')
      const whole = letters(messages.map((one) => one.text).join('') + numbered)
      expect(letters(parts.map(asNumberedText).join(''))).toBe(whole)
    }))
  })
})
