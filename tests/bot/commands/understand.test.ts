import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

const command = fileURLToPath(new URL('../../../bot/commands/understand.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'understand-'))
const file = join(folder, 'dates.txt')

beforeAll(() => writeFileSync(file, '\uFEFF3 mei 1980\r\n\r\n   \r\n31-2-1980\r\nik zeg "drie mei tachtig"\r\n3-5-26'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('When a file of birth dates is given', () => {
  test('then each line that is not empty gives one JSON object, with a date or null', () => {
    const { status, stdout, stderr } = run('--birthdates', file)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(parsed(stdout).slice(0, 3)).toEqual([
      { text: '3 mei 1980', date: '1980-05-03' },
      { text: '31-2-1980', date: null },
      { text: 'ik zeg "drie mei tachtig"', date: '1980-05-03' },
    ])
  })

  test('then --today says from when it is seen', () => {
    expect(parsed(run('--birthdates', file, '--today', '2026-01-01').stdout).at(-1)).toEqual({ text: '3-5-26', date: '1926-05-03' })
    expect(parsed(run('--birthdates', file, '--today', '2026-12-31').stdout).at(-1)).toEqual({ text: '3-5-26', date: null })
  })
})

describe('When the command is given something it cannot use', () => {
  test.each([
    ['nothing', [], 'usage'],
    ['no file', ['--birthdates'], '--birthdates'],
    ['a file that is not there', ['--birthdates', join(folder, 'nope.txt')], 'no such file'],
    ['a folder', ['--birthdates', folder], 'a folder'],
    ['an unknown option', ['--file', file], '--file'],
    ['a loose word', [file], 'Unexpected argument'],
    ['a day that is none', ['--birthdates', file, '--today', '2026-02-30'], '--today'],
  ])('then with %s it says so in one line and ends with 2', (_, args, said) => {
    const { status, stdout, stderr } = run(...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain(said)
  })
})

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' })
}

function parsed(stdout: string): unknown[] {
  return stdout.trim().split('\n').map((line) => JSON.parse(line))
}
