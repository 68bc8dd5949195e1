import { describe, expect, test } from '@jest/globals'
import { readPhoneNumber } from '../../domain/phone-number.ts'

describe('a phone number as people type it', () => {
  test.each([
    ['06-12345678', '+31612345678', '06 12 34 56 78'], ['0612345678', '+31612345678', '06 12 34 56 78'], ['06 12 34 56 78', '+31612345678', '06 12 34 56 78'],
    ['+31 6 12345678', '+31612345678', '06 12 34 56 78'], ['+31 (0)6 1234 5678', '+31612345678', '06 12 34 56 78'], ['0031612345678', '+31612345678', '06 12 34 56 78'],
    ['31612345678', '+31612345678', '06 12 34 56 78'], ['mijn nummer is 06.12.34.56.78 hoor', '+31612345678', '06 12 34 56 78'], ['bel 06/12345678!', '+31612345678', '06 12 34 56 78'],
    ['٠٦١٢٣٤٥٦٧٨', '+31612345678', '06 12 34 56 78'], ['010-1234567', '+31101234567', '010 123 45 67'], ['(0182) 12 34 56', '+31182123456', '0182 12 34 56'],
    ['088 123 4567', '+31881234567', '088 123 45 67'], ['niet 0800-0113 maar 0612345678', '+31612345678', '06 12 34 56 78'],
  ])('When it is "%s", then it is read', (text, number, shown) => {
    expect(readPhoneNumber(text)).toEqual({ kind: 'number', number, shown })
  })
  test.each(['', 'geen', '112', '0800-0113', '0900 1234567', '06-1234567', '06 123456789', '0000000000', '+44 7700 900123', 'a0612345678', '3 mei 1980'])('When it is "%s", then nobody can be called on it', (text) => {
    expect(readPhoneNumber(text)).toEqual({ kind: 'none' })
  })
  test('When a text is as long as it can be, then reading it stays quick', () => {
    const start = performance.now()
    readPhoneNumber('0 3 1 ('.repeat(280))
    expect(performance.now() - start).toBeLessThan(100)
  })
})
