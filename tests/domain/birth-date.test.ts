import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { birthDateInWords, readBirthDate, type BirthDateReading } from '../../domain/birth-date.ts'
import { FORMS, inWords, yearInWords } from './written-dates.ts'

const TODAY = '2026-11-21'
const rows = readRows()
const dates = fc.date({ min: new Date('1906-11-22T00:00:00Z'), max: new Date(`${TODAY}T00:00:00Z`), noInvalidDate: true })

describe('When people type a birth date', () => {
  test('then the table is long enough to mean something', () => {
    expect(rows.length).toBeGreaterThan(500)
  })

  test.each(rows)('then line $line, "$text", reads as $expected', ({ text, expected }) => {
    expect(readAs(text, TODAY)).toBe(expected)
  })
})

describe('When any date is written in any form', () => {
  test.each(Object.entries(FORMS))('then as %s it reads back as itself', (_, form) => {
    fc.assert(fc.property(dates, (moment) => {
      const iso = moment.toISOString().slice(0, 10)
      expect(readBirthDate(form(partsOf(iso)), TODAY)).toEqual({ kind: 'date', date: iso })
    }), { numRuns: 150 })
  })

  test('then day and month are never swapped, not even where only that would make a date', () => {
    fc.assert(fc.property(dates, fc.constantFrom('-', '/', '.', ' '), (moment, sign) => {
      const { y, m, d } = partsOf(moment.toISOString().slice(0, 10))
      const reading = readBirthDate([m, d, y].join(sign), TODAY)
      if (d > 12) expect(reading).toEqual({ kind: 'impossible' })
    }))
  })
})

describe('When the year has two digits', () => {
  test('then it counts for a living person of at most 115 years, and two such people make it ambiguous', () => {
    for (let yy = 0; yy < 100; yy += 1) {
      const text = `3-5-${String(yy).padStart(2, '0')}`
      const expected = yy <= 10 ? `20${String(yy).padStart(2, '0')}-05-03` : `19${yy}-05-03`
      expect([text, readAs(text, TODAY)]).toEqual([text, yy >= 11 && yy <= 26 ? 'ambiguous' : expected])
    }
  })

  test('then the rule moves along with today', () => {
    expect(readAs('3-5-26', '2026-05-02')).toBe('1926-05-03')
    expect(readAs('3-5-26', '2026-05-03')).toBe('ambiguous')
    expect(readAs('3-5-11', '2027-05-03')).toBe('2011-05-03')
    expect(readAs('3-5-27', '2028-01-01')).toBe('ambiguous')
  })

  test('then a day that only one of the two years has decides', () => {
    expect(readAs('29-2-24', TODAY)).toBe('ambiguous')
    expect(readAs('29-2-00', TODAY)).toBe('2000-02-29')
    expect(readAs('29-2-25', TODAY)).toBe('impossible')
  })
})

describe('When a person is old or not yet born', () => {
  test('then 120 years is possible and 121 is not', () => {
    expect(readBirthDate('22-11-1905', TODAY).kind).toBe('date')
    expect(readBirthDate('21-11-1905', TODAY).kind).toBe('impossible')
  })

  test('then today is possible and tomorrow is the future', () => {
    expect(readBirthDate('21-11-2026', TODAY).kind).toBe('date')
    expect(readBirthDate('22-11-2026', TODAY).kind).toBe('future')
  })
})

describe('When a word is mistyped', () => {
  test('then one slip hardly ever makes it another date: fewer than 1 in 200, over 3,000 slips', () => {
    const slips = fc.record({ at: fc.nat(), how: fc.nat(3), letter: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz') })
    const outcomes = { right: 0, asked: 0, wrong: 0 }
    fc.assert(fc.property(dates, slips, (moment, { at, how, letter }) => {
      const iso = moment.toISOString().slice(0, 10)
      const { y, m, d } = partsOf(iso)
      const written = FORMS['d month yyyy']?.({ y, m, d }).replace(String(d), inWords(d)).replace(String(y), yearInWords(y)) ?? ''
      const reading = readBirthDate(slip(written, at % written.length, { how, letter }), TODAY)
      if (reading.kind !== 'date') outcomes.asked += 1
      else outcomes[reading.date === iso ? 'right' : 'wrong'] += 1
    }), { numRuns: 3000, seed: 2026 })
    expect(outcomes.wrong).toBeLessThan(15)
    expect(outcomes.right).toBeGreaterThan(1800)
  })
})

describe('When anything at all is typed', () => {
  const pieces = fc.constantFrom('3', '5', '1980', ' ', '-', 'mei', 'drie', 'en', 'honderd', 'duizend', 'nul', 'tien', "'", '.', '1', 'de', 'e', 'van', 'of', 'nee', 'niet', '\u0301', 'é', '٣', '\u{1d7d8}', '@', '\n')

  test('then it never throws, and always gives a reading', () => {
    const kinds = ['date', 'impossible', 'future', 'incomplete', 'ambiguous', 'none']
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.array(pieces).map((parts) => parts.join(''))), (text) => {
      const reading = readBirthDate(text, TODAY)
      expect(kinds).toContain(reading.kind)
      if (reading.kind === 'date') expect(new Date(`${reading.date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(reading.date)
    }), { numRuns: 2000 })
  })
})

describe('When a date is read back', () => {
  test('then it is in words, in the language asked for', () => {
    expect(birthDateInWords('1980-05-03')).toBe('3 mei 1980')
    expect(birthDateInWords('2000-03-01')).toBe('1 maart 2000')
    expect(birthDateInWords('1980-05-03', 'en-GB')).toBe('3 May 1980')
  })
})

function readAs(text: string, today: string): string {
  return describeReading(readBirthDate(text, today))
}

function describeReading(reading: BirthDateReading): string {
  if (reading.kind === 'date') return reading.date
  return reading.kind === 'incomplete' ? `incomplete:${reading.missing}` : reading.kind
}

function readRows(): { line: number; text: string; expected: string }[] {
  const lines = readFileSync(new URL('../fixtures/birth-dates.tsv', import.meta.url), 'utf8').split('\n')
  return lines.flatMap((row, i) => {
    const [text, expected] = row.split('\t')
    return row.startsWith('#') || text === undefined || expected === undefined ? [] : [{ line: i + 1, text: text.replaceAll('\\n', '\n'), expected }]
  })
}

function partsOf(iso: string): { y: number; m: number; d: number } {
  const [y = 0, m = 0, d = 0] = iso.split('-').map(Number)
  return { y, m, d }
}

function slip(text: string, at: number, { how, letter }: { how: number; letter: string }): string {
  const [before, after] = [text.slice(0, at), text.slice(at + 1)]
  const [own = '', next = ''] = [text[at], text[at + 1]]
  return [before + after, before + letter + after, before + letter + own + after, before + next + own + after.slice(1)][how] ?? text
}
