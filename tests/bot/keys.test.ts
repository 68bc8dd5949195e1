import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readConfig } from '../../bot/config.ts'
import { createSealer, loadKeys, secretFile } from '../../bot/keys.ts'
import { explain } from '../../bot/terminal.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'digimaatje-keys-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const config = () => readConfig({ DATA_DIR: join(folder, 'data') })
const fileOf = (name: string) => join(folder, 'data/keys', name)
const said = (act: () => unknown) => {
  try {
    act()
    return []
  } catch (error) {
    return explain(error)
  }
}

describe('the keys of the data folder', () => {
  test('When they are made, then each is 32 bytes, private, the same the next time, and nothing else is left', () => {
    const made = loadKeys(config())
    expect([made.pepper.length, made.encryption.length, made.signing.length]).toEqual([32, 32, 32])
    expect(loadKeys(config())).toEqual(made)
    expect(readdirSync(join(folder, 'data/keys')).toSorted()).toEqual(['encryption', 'pepper', 'signing'])
    expect([statSync(fileOf('pepper')).mode & 0o777, statSync(join(folder, 'data/keys')).mode & 0o777]).toEqual([0o600, 0o700])
  })

  test('When a process was killed while it made one, then what it left is no key', () => {
    mkdirSync(join(folder, 'data/keys'), { recursive: true })
    writeFileSync(`${fileOf('pepper')}.1.new`, '')
    expect(loadKeys(config()).pepper).toHaveLength(32)
  })

  test('When others could read one, then they no longer can', () => {
    loadKeys(config())
    chmodSync(fileOf('pepper'), 0o644)
    loadKeys(config())
    expect(statSync(fileOf('pepper')).mode & 0o777).toBe(0o600)
  })

  test('When processes make them at once, then all have the same', async () => {
    const program = `import { secretFile } from '${new URL('../../bot/keys.ts', import.meta.url).href}'; console.log(secretFile(process.argv[1], 'pepper'))`
    const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, join(folder, 'data')])
    const secrets = (await Promise.all([run(), run(), run()])).map(({ stdout }) => stdout.trim())
    expect(new Set([...secrets, readFileSync(fileOf('pepper'), 'utf8')]).size).toBe(1)
  })

  test.each([['empty', ''], ['short', Buffer.alloc(31, 7).toString('base64')], ['not base64', 'geheim geheim geheim geheim geheim geheim geheim'], ['hex with a dash', '-'.repeat(42)]])(
    'When one is %s, then one line names it and the remedy, never its content', (_, content) => {
      loadKeys(config())
      writeFileSync(fileOf('pepper'), content)
      const lines = said(() => loadKeys(config()))
      expect(lines).toEqual([expect.stringMatching(/^DATA_DIR: .*data\/keys\/pepper is not a key .* Put it back from a copy, or remove the folder .*data to start again/)])
      if (content) expect(lines[0]).not.toContain(content)
      expect(readFileSync(fileOf('pepper'), 'utf8')).toBe(content)
    })

  test('When it is a folder, then one line says so too', () => {
    mkdirSync(fileOf('pepper'), { recursive: true })
    expect(said(() => secretFile(join(folder, 'data'), 'pepper'))).toEqual([expect.stringContaining('keys/pepper is not a key')])
  })

  test.each(['/proc/digimaatje', '/dev/null/digimaatje'])('When the folder is %s, then one line says that it cannot be written', (place) => {
    expect(said(() => secretFile(place, 'pepper'))).toEqual([expect.stringMatching(/^DATA_DIR: .* cannot be written/)])
    expect(existsSync(place)).toBe(false)
  })
})

describe('what is sealed', () => {
  test('When it is opened with the key, then it is there again; altered, then not', () => {
    const { seal, open } = createSealer(loadKeys(config()).encryption)
    const sealed = seal('drie mei')
    expect(open(sealed)).toBe('drie mei')
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1
    expect(() => open(sealed)).toThrow()
  })
})
