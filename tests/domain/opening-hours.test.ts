import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { daysBetween, dutchMoment, weekdayOf } from '../../domain/dutch/wall-clock.ts'
import { hourInWords, weekdayInWords } from '../../domain/dutch/working-days.ts'
import { isDutchHoliday } from '../../domain/opening-hours/holidays.ts'
import { isOpenAt, nextOpening, type OpeningHours, readOpeningHours } from '../../domain/opening-hours.ts'

const minute = 60_000
const hoursOf = (text: string): OpeningHours => {
  const hours = readOpeningHours(text)
  if (!hours) throw new Error(`no hours: ${text}`)
  return hours
}
const office = hoursOf('ma-vr 9:00-17:00')
const isOpen = (at: string, hours = office) => isOpenAt(hours, new Date(at))
const opensAfter = (at: string, hours = office) => nextOpening(hours, new Date(at))?.toISOString() ?? null

describe('opening hours as they are written', () => {
  test('When days and times are given, then each day has its spans', () => {
    expect(hoursOf('ma-di 9:00-12:00, ma 13.00-17.00, zo 0:00-24:00').days).toEqual([
      [{ from: 540, to: 720 }, { from: 780, to: 1020 }], [{ from: 540, to: 720 }], [], [], [], [], [{ from: 0, to: 1440 }],
    ])
  })
  test.each(['', 'ma', 'ma 9-17', 'vr-ma 9:00-17:00', 'ma 17:00-9:00', 'ma 9:00-24:30', 'ma 9:60-17:00', 'xx 9:00-17:00'])('When it is "%s", then it is none', (text) => {
    expect(readOpeningHours(text)).toBeNull()
  })
})

describe('open or closed', () => {
  test.each([
    ['a Monday in winter, just before 9', '2026-11-23T07:59:59Z', false], ['at 9', '2026-11-23T08:00:00Z', true], ['just before 17', '2026-11-23T15:59:59Z', true], ['at 17', '2026-11-23T16:00:00Z', false],
    ['at 9 in summer', '2026-07-06T07:00:00Z', true], ['an hour earlier', '2026-07-06T06:59:00Z', false], ['a Saturday', '2026-11-21T10:00:00Z', false],
    ['King\'s Day 2026', '2026-04-27T10:00:00Z', false], ['the 26th, King\'s Day of 2025', '2025-04-26T10:00:00Z', false], ['Ascension Day 2027', '2027-05-06T10:00:00Z', false],
    ['Whit Monday 2028', '2028-06-05T10:00:00Z', false], ['Christmas Day', '2026-12-25T10:00:00Z', false], ['New Year 2027', '2027-01-01T10:00:00Z', false],
    ['Liberation Day 2026', '2026-05-05T10:00:00Z', true], ['Good Friday 2026', '2026-04-03T10:00:00Z', true], ['New Year\'s Eve', '2026-12-31T10:00:00Z', true],
  ])('When it is %s, then open is %s', (_, at, open) => {
    expect(isOpen(at)).toBe(open)
  })
  test('When King\'s Day would be a Sunday, then it is the Saturday before', () => {
    expect([isDutchHoliday('2031-04-26'), isDutchHoliday('2031-04-27')]).toEqual([true, false])
  })
})

describe('the next opening', () => {
  test.each([
    ['before it opens', '2026-11-23T05:00:00Z', '2026-11-23T08:00:00.000Z'], ['after it closed', '2026-11-23T16:00:00Z', '2026-11-24T08:00:00.000Z'],
    ['the weekend that the clock goes forward', '2027-03-26T16:00:00Z', '2027-03-30T07:00:00.000Z'], ['the weekend that it goes back', '2026-10-23T15:00:00Z', '2026-10-26T08:00:00.000Z'],
    ['Christmas Eve', '2026-12-24T16:00:00Z', '2026-12-28T08:00:00.000Z'], ['New Year\'s Eve', '2027-12-31T16:00:00Z', '2028-01-03T08:00:00.000Z'], ['Easter 2028', '2028-04-14T15:00:00Z', '2028-04-18T07:00:00.000Z'],
  ])('When it is %s, then it is the first working hour after it', (_, at, opens) => {
    expect(opensAfter(at)).toBe(opens)
  })
  test('When it opens on one day of the week only, and that is a holiday, then a week later', () => {
    expect(opensAfter('2026-04-02T12:00:00Z', hoursOf('ma 10:00-12:00'))).toBe('2026-04-13T08:00:00.000Z')
  })
  test('When the clock goes over an opening, then it opens at the change, or not at all', () => {
    expect(opensAfter('2026-03-28T12:00:00Z', hoursOf('zo 2:30-5:00'))).toBe('2026-03-29T01:00:00.000Z')
    expect(opensAfter('2026-03-28T12:00:00Z', hoursOf('zo 2:10-2:50'))).toBe('2026-04-12T00:10:00.000Z')
  })
})

describe('whenever it is', () => {
  const time = fc.integer({ min: 0, max: 287 }).map((five) => five * 5)
  const span = fc.tuple(time, time).map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) + 5 }))
  const hours = fc.array(fc.array(span, { maxLength: 2 }), { minLength: 7, maxLength: 7 }).filter((days) => days.some((spans) => spans.length > 0)).map((days): OpeningHours => ({ days }))
  const change = fc.constantFrom('2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2027-03-28T01:00:00Z', '2027-10-31T01:00:00Z', '2028-03-26T01:00:00Z')
  const around = fc.tuple(change, fc.integer({ min: -400, max: 400 })).map(([at, minutes]) => new Date(Date.parse(at) + minutes * 5 * minute))
  test('When it is closed around a change of the clock, then it opens at the moment that is named, and not before', () => {
    fc.assert(fc.property(hours, around, (open, at) => {
      fc.pre(!isOpenAt(open, at))
      const next = nextOpening(open, at)
      if (!next) return
      expect(isOpenAt(open, next)).toBe(true)
      for (let step = 1; step <= 60; step += 1) {
        const between = new Date(at.getTime() + ((next.getTime() - at.getTime()) * step) / 61)
        expect(isOpenAt(open, between)).toBe(false)
      }
      expect(isOpenAt(open, new Date(next.getTime() - minute))).toBe(false)
    }), { numRuns: 150 })
  })
})

describe('the clock on the wall', () => {
  test.each([
    ['winter', '2026-11-23', 540, '2026-11-23T08:00:00.000Z'], ['summer', '2026-07-06', 540, '2026-07-06T07:00:00.000Z'], ['a time that comes twice', '2026-10-25', 150, '2026-10-25T00:30:00.000Z'],
    ['a time that is left out', '2026-03-29', 150, '2026-03-29T01:00:00.000Z'], ['the end of a day', '2026-03-29', 1440, '2026-03-29T22:00:00.000Z'],
  ])('When it is %s, then the moment is the right one', (...[, on, minutes, moment]) => {
    expect(dutchMoment(on, minutes).toISOString()).toBe(moment)
  })
  test('When days are counted and named, then by the calendar there', () => {
    expect(daysBetween(new Date('2026-11-22T22:30:00Z'), new Date('2026-11-22T23:30:00Z'))).toBe(1)
    expect(weekdayOf('2026-11-22')).toBe(6)
    expect([weekdayInWords(new Date('2026-11-23T08:00:00Z')), hourInWords(new Date('2026-11-23T08:00:00Z')), hourInWords(new Date('2026-11-23T12:30:00Z'))]).toEqual(['maandag', '9', '13.30'])
  })
})
