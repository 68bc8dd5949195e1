// `npm run start:whatsapp-demo`, with the lines of a file for somebody who types.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import labels from '../../../../locales/whatsapp-demo.nl.json' with { type: 'json' }
import { createTestDatabase } from '../../../support/database.ts'
import { root } from '../../../support/sources.ts'
import { readLine } from '../../../support/whatsapp-demo/read-line.ts'
import { showMessage } from '../../../support/whatsapp-demo/show.ts'

const read = (line: string, buttons = 0) => readLine(line, { buttons, labels })

describe('a line', () => {
  test.each([
    ['hoi ', { kind: 'say', fields: { body: 'hoi ' } }], ['', { kind: 'nothing' }], ['/foto kijk', { kind: 'say', fields: { media: ['image/jpeg'], body: 'kijk' }, shown: '(foto) kijk' }],
    ['/spraak', { kind: 'say', fields: { media: ['audio/ogg'] } }], ['/sticker', { kind: 'say', fields: { media: ['image/webp'] } }], ['/locatie', { kind: 'say', fields: { latitude: 51.8449 } }],
    ['/twee ja | dat klopt', { kind: 'two', both: [{ fields: { body: 'ja' } }, { fields: { body: 'dat klopt' } }] }], ['/sid', { kind: 'again' }], ['/stop', { kind: 'stop' }], ['/hulp', { kind: 'help' }],
    ['/wie 06 12345679', { kind: 'who', phone: '+31612345679' }], ['/wie 0044 7700900123', { kind: 'who', phone: '+447700900123' }],
    ['/wie Jan', { kind: 'wrong', label: 'noPhone' }], ['/dans', { kind: 'wrong', label: 'unknown', values: { command: '/dans' } }],
  ])('When it is "%s", then that is done', (line, act) => {
    expect(read(line)).toMatchObject(act)
  })

  test('When it is a number, then it taps a button that is there, and is a text otherwise', () => {
    expect([read('2', 2), read('3', 2), read('2')]).toMatchObject([{ kind: 'tap', number: 2 }, { kind: 'say' }, { kind: 'say' }])
  })

  test('When a message comes, then its buttons have numbers', () => {
    const buttons = [{ id: 'done', title: 'Gelukt' }, { id: 'failed', title: 'Lukt niet' }]
    expect(showMessage('bot', { body: 'Stap 1.\nGelukt?', buttons, shape: 'quickReply' })).toBe('\nbot:  Stap 1.\n      Gelukt?\n      [1] Gelukt   [2] Lukt niet')
    expect(showMessage('bot', { body: 'Kies.', buttons, shape: 'list' })).toBe('\nbot:  Kies.\n      [1] Gelukt\n      [2] Lukt niet')
  })
})

describe('the whole demo', () => {
  test('When somebody types, taps and sends a photo, then the bot answers, and all stops in order', async () => {
    const { code, output } = await play(['hoi', '1', '/foto', '/sid', '/dans', '/wie 06 12345679', 'hoi', '/stop', 'not read'])
    expect(output).toMatch(/Dit is een demo van WhatsApp[^]*De website: http:\/\/localhost:\d+/)
    expect(output).toMatch(/jij: {2}hoi\n\nbot: {2}Hoi/)
    expect(output).toMatch(/\[1\] [^]*jij: {2}\[[^\]]+\]\n\nbot: {2}/)
    expect(output).toMatch(/jij: {2}\(foto\)\n\nbot: {2}[^]*nog een keer: \(foto\)\nDit ken ik niet: \/dans\. Typ \/hulp\.\nNu ben jij \+31612345679\.\n\njij: {2}hoi\n\nbot: {2}Hoi[^]*De demo stopt\.\n$/)
    expect(output).not.toMatch(/weigert|kwam niet aan|not read/)
    expect(code).toBe(0)
  }, 60_000)

  test('When the app cannot start, then the demo says why and ends', async () => {
    const { code, output } = await play([], { LOG_LEVEL: 'loud' })
    expect(output).toMatch(/^De app start niet\. Dit zei de app:\nLOG_LEVEL has a value/)
    expect(code).toBe(1)
  }, 60_000)
})

async function play(lines: string[], env: Record<string, string> = {}): Promise<{ code: number | null; output: string }> {
  const database = await createTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'digimaatje-demo-'))
  const child = spawn(process.execPath, [join(root, 'tests/support/whatsapp-demo.ts')], {
    cwd: folder, env: { PATH: process.env['PATH'] ?? '', PORT: '0', DATABASE_URL: database.url, DATA_DIR: folder, ...env }, stdio: 'pipe',
  })
  const parts: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part.toString()))
  child.stdin.on('error', () => {})
  child.stdin.end(lines.map((line) => `${line}\n`).join(''))
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
  return { code, output: parts.join('') }
}
