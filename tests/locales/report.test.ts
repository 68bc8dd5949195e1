// `npm run -s words`, as it is called.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readVocabulary } from '../../locales/files.ts'
import { runWords } from '../../locales/report.ts'

let folder = ''
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'words-')) })
afterAll(() => rmSync(folder, { recursive: true }))

describe('the figures', () => {
  test('When it is run as a command, then it prints every form and the words', () => {
    const output = execFileSync(process.execPath, [join(import.meta.dirname, '../../locales/report.ts')], { encoding: 'utf8' })
    expect(output).toMatch(/^nl +\d+ +\d+ +\d\.\d\d +\d+ +[\d.]+ % +[\d.]+$/m)
    for (const part of ['nl-formal', 'widget', 'in all', 'longest: ', 'over 10 words: ', 'vocabulary: ', 'not in words.nl.txt: none', 'used nowhere: none']) expect(output).toContain(part)
  })
})

describe('the ranking', () => {
  test('When a list is given, then the words outside its first 5,000 are named, with or without their explanation', () => {
    const [beheerder, ...others] = ['beheerder', ...readVocabulary().filter((word) => word !== 'beheerder' && word !== 'brief')]
    const padding = Array.from({ length: 5_000 - others.length }, (_, index) => `opvulling${index}`)
    const { code, lines } = run('--frequency', list([...others, ...padding, beheerder ?? '']))
    expect(code).toBe(0)
    expect(lines).toEqual([
      `${readVocabulary().length} words, 2 outside the first 5000 of 5001, 1 of them without an explanation`,
      '  brief                not in it  no word.brief',
      '  beheerder                 5001  explained',
    ])
  })

  test.each([
    ['an unknown option', ['--frequentie', 'x'], "Unknown option '--frequentie'"],
    ['a loose word', ['x'], "Unexpected argument 'x'"],
    ['no file', ['--frequency'], "Option '--frequency <value>' argument missing"],
    ['an empty file name', ['--frequency', ''], '--frequency needs a file'],
    ['a file that is not there', ['--frequency', '/nowhere/words.txt'], '/nowhere/words.txt cannot be read (ENOENT)'],
  ])('When there is %s, then one line says so', (_, args, reason) => {
    const { code, lines, errors } = run(...args)
    expect([code, lines, errors.length]).toEqual([2, [], 1])
    expect(errors[0]).toContain(reason)
    expect(errors[0]).not.toContain('\n')
  })

  test('When the file is no frequency list, then one line says so', () => {
    const file = join(folder, 'other.txt')
    writeFileSync(file, 'de 10\nzomaar een zin\n')
    expect(run('--frequency', file).errors).toEqual([`words: ${file} is no frequency list: each line must be "word count"`])
  })
})

function list(words: readonly string[]): string {
  const file = join(folder, 'list.txt')
  writeFileSync(file, words.map((word, index) => `${word} ${words.length - index}`).join('\n'))
  return file
}

function run(...args: string[]): { code: number; lines: string[]; errors: string[] } {
  const lines: string[] = []
  const errors: string[] = []
  const code = runWords(args, { line: (text) => lines.push(text), error: (text) => errors.push(text) })
  return { code, lines, errors }
}
