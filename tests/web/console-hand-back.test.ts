import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { StepLine } from '../../bot/desk/contract.ts'
import { routeA } from '../../domain/journey.ts'
import { doubtText, handBackPreview } from '../../web/console/conversation/hand-back-preview.ts'

type Said = Record<string, string>
const read = (name: string) => JSON.parse(readFileSync(new URL(`../../locales/${name}.json`, import.meta.url), 'utf8')) as { handBack: Said }
const labels = JSON.parse(readFileSync(new URL('../../locales/desk.nl.json', import.meta.url), 'utf8')) as Said
const steps = routeA.map(({ name, number }): StepLine => ({ step: name, number, startedAt: null, finishedAt: null, finishedBy: null, troubles: {}, current: name === 'managerEmail' }))
const preview = (done: string[], step: string, form: 'je' | 'u' = 'je') => handBackPreview({ name: 'Karin', form, steps, done, step })

describe('what the person will read at a hand back', () => {
  test('When the console shows it, then in the words of the bot', () => {
    const [je, u] = [read('nl').handBack, { ...read('nl').handBack, ...read('nl-formal').handBack }]
    for (const key of ['none', 'one', 'more']) {
      expect(labels[`conversation.preview.je.${key}`]).toBe(je[key])
      expect(labels[`conversation.preview.u.${key}`]).toBe(u[key])
    }
    for (const key of ['range', 'list', 'next', 'after', 'on']) expect([labels[`conversation.preview.${key}`], u[key]]).toEqual([je[key], je[key]])
  })

  test('When steps were done, then their numbers are named, one after another as a range', () => {
    expect(preview(['managerEmail'], 'haveCode')).toBe('Karin heeft stap 6 met je gedaan.\nWe gaan verder met stap 7.')
    expect(preview(['managerEmail', 'haveCode', 'code'], 'mailSent')).toContain('6 tot en met 8')
    expect(preview(['managerEmail', 'code'], 'mailSent', 'u')).toContain('6 en 8 met u')
    expect(preview(['whoManages', 'ownName'], 'managerEmail')).toContain('stap 5 met je')
  })

  test('When steps are left open or come again, then the dialog names them', () => {
    const some = (...names: string[]) => steps.filter(({ step }) => names.includes(step))
    expect(doubtText(steps.filter(({ number }) => number !== null && number <= 5), 'open')).toBe('Stap 1 tot en met 5 staan nog open.')
    expect(doubtText(some('code'), 'open')).toBe('Stap 8 staat nog open.')
    expect(doubtText(some('managerEmail', 'haveCode'), 'again')).toBe('Stap 6 en 7 komen dan nog een keer.')
    expect(doubtText(some('phoneNumber'), 'again')).toBe('Telefoonnummer komt dan nog een keer.')
  })

  test('When none was, or the bot goes on after the last number, then it says so', () => {
    expect(preview([], 'managerEmail')).toContain('We gaan verder met stap 6.')
    expect(preview(['choosePassword'], 'phoneNumber')).toContain('na stap 10')
    expect(preview(['phoneNumber'], 'finished')).toContain('We gaan verder.')
  })
})
