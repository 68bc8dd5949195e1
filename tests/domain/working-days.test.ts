import { describe, expect, test } from '@jest/globals'
import { readChoiceNumber } from '../../domain/dutch/choice-words.ts'
import { afterWorkingDays, dayInWords } from '../../domain/dutch/working-days.ts'

describe('working days', () => {
  test.each([
    ['a Monday', '2026-11-23T12:00:00Z', 5, '2026-11-30T09:00:00.000Z', 'maandag 30 november'],
    ['a Wednesday', '2026-11-25T12:00:00Z', 5, '2026-12-02T09:00:00.000Z', 'woensdag 2 december'],
    ['a Friday', '2026-11-27T12:00:00Z', 1, '2026-11-30T09:00:00.000Z', 'maandag 30 november'],
    ['a Saturday', '2026-11-21T12:00:00Z', 5, '2026-11-27T09:00:00.000Z', 'vrijdag 27 november'],
    ['a Sunday that is Monday there already', '2026-11-22T23:30:00Z', 1, '2026-11-24T09:00:00.000Z', 'dinsdag 24 november'],
    ['summer time', '2026-06-01T12:00:00Z', 5, '2026-06-08T08:00:00.000Z', 'maandag 8 juni'],
    ['the end of summer time', '2026-10-23T12:00:00Z', 1, '2026-10-26T09:00:00.000Z', 'maandag 26 oktober'],
    ['the beginning of summer time', '2026-03-27T12:00:00Z', 1, '2026-03-30T08:00:00.000Z', 'maandag 30 maart'],
    ['the end of a year, with its holiday', '2026-12-30T12:00:00Z', 5, '2027-01-07T09:00:00.000Z', 'donderdag 7 januari'],
    ['Easter', '2027-03-26T12:00:00Z', 1, '2027-03-30T08:00:00.000Z', 'dinsdag 30 maart'],
    ['Christmas', '2026-12-23T12:00:00Z', 2, '2026-12-28T09:00:00.000Z', 'maandag 28 december'],
  ])('When it is %s, then at 10 there', (...[, now, days, then, words]) => {
    const moment = afterWorkingDays(new Date(now), days, 10)
    expect(moment.toISOString()).toBe(then)
    expect(dayInWords(moment)).toBe(words)
  })
})

describe('the number of a choice', () => {
  test.each([['1', 1], ['een', 1], ['eerste', 1], ['de tweede', 2], ['nummer 3', 3], ['vier', 4], ['optie vijf', 5], ['de 6e', 6], ['7de', 7], ['ik kies de achtste', 8], ['doe maar negen', 9], ['10', 10], ['tiende', 10]])('When it is "%s", then %i', (text, number) => {
    expect(readChoiceNumber(text)).toBe(number)
  })
  test.each(['', '0', 'nul', '11', 'elf', '123', 'de', 'vier mensen', 'stap 4 lukt niet', '4 5', '1980'])('When it is "%s", then it is none', (text) => {
    expect(readChoiceNumber(text)).toBeNull()
  })
})
