import { describe, expect, test } from '@jest/globals'
import { isSafe, toLines, toPieces, toWholes } from '../../web/widget/text.ts'

describe('toPieces', () => {
  test.each([
    ['Ga naar caren.nl.', 'caren.nl', 'https://caren.nl'],
    ['Ga naar https://www.caren.nl/start, en wacht.', 'https://www.caren.nl/start', 'https://www.caren.nl/start'],
    ['Kijk op asvz.nl/caren (daar staat het).', 'asvz.nl/caren', 'https://asvz.nl/caren'],
    ['Mail naar caren@asvz.nl.', 'caren@asvz.nl', 'mailto:caren@asvz.nl'],
    ['Zie WWW.CAREN.NL', 'WWW.CAREN.NL', 'https://WWW.CAREN.NL'],
  ])('When a line says "%s" then "%s" is a link', (line, text, url) => {
    const pieces = toPieces(line)
    expect(pieces.find((piece) => piece.url)).toEqual({ text, url })
    expect(pieces.map((piece) => piece.text).join('')).toBe(line)
  })

  test('When a line has two addresses then both are links, in order', () => {
    expect(toPieces('caren.nl of asvz.nl')).toEqual([
      { text: 'caren.nl', url: 'https://caren.nl' }, { text: ' of ' }, { text: 'asvz.nl', url: 'https://asvz.nl' },
    ])
  })

  test.each(['Stap 3 van 10.', 'Het is 3.5 graden.', 'Dat klopt.Nu verder', 'javascript:alert(1)', ''])('When a line says "%s" then nothing is a link', (line) => {
    expect(toPieces(line).some((piece) => piece.url)).toBe(false)
  })
})

describe('toWholes', () => {
  test('When a word has a dash after a letter or two then it stays in one piece; other words may break', () => {
    expect(toWholes('Typ je e-mailadres of 06-nummer.')).toEqual(['Typ je ', 'e-mailadres', ' of ', '06-nummer', '.'])
    expect(toWholes('Ik ben digimaatje-bot, van 10-12-1980.')).toEqual(['Ik ben digimaatje-bot, van 10-12-1980.'])
  })
})

describe('isSafe', () => {
  test('When a link leads to a page, an address or a number then it may be followed; a script may not', () => {
    expect(['https://caren.nl', 'http://localhost:3978/check', 'mailto:caren@asvz.nl', 'tel:112'].every(isSafe)).toBe(true)
    expect(['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', '/relative'].some(isSafe)).toBe(false)
  })
})

describe('toLines', () => {
  test('When a text has empty lines then they are left out', () => {
    expect(toLines('Hoi.\n\n Dag. \n')).toEqual(['Hoi.', 'Dag.'])
  })
})
