import { createHmac } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { codeHash, findCodes, normaliseCode, pairHash } from '../../domain/codes.ts'

const rules = { pattern: String.raw`^(?=.*\d)[A-Z0-9]{6,16}$`, normalise: 'upper' } as const
const found = (text: string) => findCodes(text, rules).map(({ code }) => code)

describe('When somebody types a code in a sentence', () => {
  test.each([
    ['AB12CD34', 'AB12CD34'],
    ['AB12-CD34', 'AB12CD34'],
    ['mijn code is ab12 cd34 ef', 'AB12CD34EF'],
    ['de code is ab12 cd34 ef en hij doet het niet', 'AB12CD34EF'],
    ['a b 1 2 c d 3 4', 'AB12CD34'],
    ['de code is a b 1 2 c d 3 4 en dan', 'AB12CD34'],
    ['A. B. 1. 2. C. D.', 'AB12CD'],
    ['code:AB12CD34.', 'AB12CD34'],
    ['“AB12CD34”', 'AB12CD34'],
    ["m'n AB12 CD34", 'AB12CD34'],
    ['de code is 123 456 78 en hij doet het niet', '12345678'],
    ['heeft u 1234 5678 gezien', '12345678'],
    ['AB12CD34 en 3 mei 1980', 'AB12CD34'],
    ['AB12CD34 3-5-1980', 'AB12CD34'],
    ['3-5-1980 AB12CD34', 'AB12CD34'],
    ['AB 12 CD 34, geboren 3 mei 1980', 'AB12CD34'],
    ['AB12CD 34EF56', 'AB12CD34EF56'],
    ['abcd 1234 efgh 5678', 'ABCD1234EFGH5678'],
    ['AB12 – CD34 — EF56', 'AB12CD34EF56'],
    ['ab.12.cd.34', 'AB12CD34'],
    ['ＡＢ１２ＣＤ３４', 'AB12CD34'],
    ['AB12\u200BCD34', 'AB12CD34'],
    ['CAREN-2468-AB', 'CAREN2468AB'],
    ['mijn code ab12cd34ef doet ut nie', 'AB12CD34EF'],
    ['ik heb m nu 12ab34cd lukt niet', '12AB34CD'],
    ['op 12 mrt 1980 kreeg ik AB12CD34', 'AB12CD34'],
  ])('When it is %j, then the code is %s', (text, code) => {
    expect(found(text)).toEqual([code])
  })

  test.each(['ik ben 46 jaar', 'stap 5 van 10 lukt niet', 'op 12 mrt 1980', 'ik snap er niks van', 'AB12', '', '…', 'het is 12 uur'])('When there is no code in %j, then none is found', (text) => {
    expect(found(text)).toEqual([])
  })

  test('When two codes are named, then both are found, in order and where they stand', () => {
    const text = 'is het AB12CD34 of AB12CD3O?'
    const codes = findCodes(text, rules)
    expect(codes.map(({ start, end }) => text.slice(start, end))).toEqual(['AB12CD34', 'AB12CD3O'])
  })

  test('When a part is known to be a birth date, then it is no code and no part of one', () => {
    const text = 'AB12 CD34 03 05 1980'
    const skip = [{ start: text.indexOf('03'), end: text.length }]
    expect(findCodes(text, rules, skip).map(({ code }) => code)).toEqual(['AB12CD34'])
    expect(findCodes('3-5-1980', rules, [{ start: 0, end: 8 }])).toEqual([])
  })

  test('When codes count exactly as written, then dashes and lower case are part of them', () => {
    const exact = { pattern: '^[a-z]{2}[0-9]{2}-[0-9]{4}$', normalise: 'exact' } as const
    expect(findCodes('mijn code is ab12-3456, klopt dat?', exact)).toEqual([{ code: 'ab12-3456', start: 13, end: 22 }])
  })

  test('When the pattern asks no digit, then a word that fits is found by itself', () => {
    expect(findCodes('het is QWXZRTPL denk ik', { pattern: '^[A-Z]{8}$', normalise: 'upper' })).toMatchObject([{ code: 'QWXZRTPL' }])
  })
})

describe('When anything at all is typed', () => {
  const filler = fc.constantFrom('ik heb', 'mijn code is', 'de brief zegt', 'en', 'hallo', 'hij doet het niet:', '')
  const around = fc.tuple(filler, filler)
  const piece = fc.stringMatching(/^[ACDEFHJKMNPRTVWXY3479]{2}[3479][ACDEFHJKMNPRTVWXY3479]$/)
  const joint = fc.constantFrom('', ' ', '-', ' - ', '.', '–')

  test('Then a code in groups is found whole, whatever joins them and stands around', () => {
    fc.assert(fc.property(around, fc.array(piece, { minLength: 2, maxLength: 4 }), joint, ([before, after], pieces, between) => {
      expect(found(`${before} ${pieces.join(between)} ${after}`)).toEqual([pieces.join('')])
    }))
  })

  test('Then every span is inside the text, in order, and says where the code stands', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'aB1 2-.‑’ \n₂', '٣', '😀', 'ß'), maxLength: 60 }), (text) => {
      let last = 0
      for (const { code, start, end } of findCodes(text, rules)) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(normaliseCode(text.slice(start, end), 'upper')).toBe(code)
        last = end
      }
    }), { numRuns: 500 })
  })

  test.each(['a ', '1 ', 'a1 ', '1-', '- ', '.', 'AB12CD ', '’a'])('Then 2,000 characters of %j take no time worth mentioning', (unit) => {
    const text = unit.repeat(2_000).slice(0, 2_000)
    findCodes(text, rules)
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now()
      findCodes(text, rules)
      return performance.now() - start
    })
    expect(Math.min(...times)).toBeLessThan(15)
  })
})

describe('When a code is compared', () => {
  test.each(['ab12-cd34', 'AB12 CD34', ' Ab.12—cD34 ', 'ab12\u00A0cd34', 'AB12\u2011CD34'])('Then %j is the same code', (text) => {
    expect(normaliseCode(text, 'upper')).toBe('AB12CD34')
  })

  test('Then look-alikes are different codes', () => {
    expect(new Set(['AB0', 'ABO', 'AB1', 'ABI', 'ABL'].map((text) => normaliseCode(text, 'upper'))).size).toBe(5)
  })

  test('Then only keyed hashes are kept: of the code, and of that hash with the date', () => {
    const pepper = Buffer.alloc(32, 7)
    const ofCode = createHmac('sha256', pepper).update('AB12CD34').digest()
    const ofPair = createHmac('sha256', pepper).update(ofCode).update('1980-05-03').digest()
    expect(codeHash(pepper, 'AB12CD34')).toEqual(ofCode)
    expect(pairHash(pepper, ofCode, '1980-05-03')).toEqual(ofPair)
  })
})
