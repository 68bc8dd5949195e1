import { describe, expect, test } from '@jest/globals'
import { dayKey, dayLabel, timeLabel } from '../../web/widget/dates.ts'

const words = { today: 'Vandaag', yesterday: 'Gisteren' }
const at = (text: string): number => new Date(text).getTime()
const now = at('2026-11-21T09:30:00')

describe('dayLabel', () => {
  test.each([
    ['2026-11-21T00:00:01', 'Vandaag'],
    ['2026-11-20T23:59:59', 'Gisteren'],
    ['2026-11-19T12:00:00', '19 november'],
    ['2026-05-03T12:00:00', '3 mei'],
    ['2025-12-31T12:00:00', '31 december 2025'],
  ])('When a message is of %s then its day is called "%s"', (time, label) => {
    expect(dayLabel(at(time), now, words)).toBe(label)
  })

  test('When it is just past midnight then the day before is yesterday', () => {
    expect(dayLabel(at('2026-12-31T23:59:00'), at('2027-01-01T00:00:30'), words)).toBe('Gisteren')
  })
})

describe('dayKey and timeLabel', () => {
  test('When a day or an hour has one digit then a nought stands before it', () => {
    expect(dayKey(at('2026-05-03T09:05:00'))).toBe('2026-05-03')
    expect(timeLabel(at('2026-05-03T09:05:00'))).toBe('09:05')
  })
})
