import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { checkOn, clearChecks, createClock, everythingIn, somebody, tries } from '../../support/check.ts'
import { createCommand, header } from '../../support/codes.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

const clock = createClock()
let database: TestDatabase
const command = createCommand(() => database.db, clock.now)
const { codes, imports, write } = command
const line = 'R-1;HK47-PR93;03-05-1980;activatiecode;01-11-2026;13-12-2026;;K-1'
const second = 'R-2;MT94XC37;3-4-1951;koppelcode;1/11/2026;;actief;'
const answer = async (code: string, date: string) => (await tries(checkOn(database.db, clock), somebody(), { code, date })).kind
const one = (referentie: string) => database.db.prisma.activationCode.findUniqueOrThrow({ where: { referentie } })
const counted = (lines: number, added: number, changed = 0) => `Ingelezen: ${lines} regels. Nieuw: ${added}. Gewijzigd: ${changed}. Hetzelfde: ${lines - added - changed}.\n`

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  command.remove()
  await database.drop()
})
beforeEach(() => clearChecks(database.db))

describe('When a good file is imported', () => {
  test('Then its codes are checked, and the second time nothing changes', async () => {
    expect(await imports([line, second])).toMatchObject({ exit: 0, out: counted(2, 2), error: '' })
    expect([await answer('hk47pr93', '1980-05-03'), await answer('MT94-XC37', '1951-04-03'), await answer('MT94XC37', '1951-03-04')]).toEqual(['match', 'match', 'miss'])
    expect(await imports([line, second])).toMatchObject({ exit: 0, out: counted(2, 0) })
  })

  test('When it is to be issued within a year, then it is imported', async () => {
    expect(await imports([second.replace('1/11/2026', '20/11/2027')])).toMatchObject({ exit: 0, out: counted(1, 1) })
  })

  test('When no expiry is given, then it is 6 weeks after the day of issue', async () => {
    await imports([second])
    expect((await one('R-2')).expiresOn.toISOString()).toContain('2026-12-13')
  })

  test('Then one line of the audit log says how many, and nothing readable is kept, the client reference neither', async () => {
    await imports(['R-1;HK47-PR93;03-05-1980;activatiecode;01-11-2026;;;KLANT-77'])
    const [event] = await database.db.prisma.auditEvent.findMany({ where: { action: 'codes.import' }, orderBy: { at: 'desc' } })
    expect(event).toMatchObject({ actor: 'command', outcome: 'imported', detail: { added: 1, changed: 0, unchanged: 0 } })
    const everything = await everythingIn(database.db)
    for (const secret of ['HK47', '1980-05-03', '03-05-1980', 'KLANT-77']) expect(everything).not.toContain(secret)
    expect((await one('R-1')).clientRefHash?.length).toBe(32)
  })

  test('When it is only tried, then nothing changes', async () => {
    expect((await imports([line], '--dry-run')).out).toContain('niets veranderd. 1 regels. Nieuw: 1.')
    expect([await database.db.prisma.activationCode.count(), await database.db.prisma.codeImport.count()]).toEqual([0, 0])
  })

  test('When it is long, then it shows how far it is', async () => {
    const lines = Array.from({ length: 2_500 }, (_, n) => `R-${n};CODE${String(n).padStart(5, '0')};1-1-1980;activatiecode;1-11-2026;;;`)
    expect(await imports(lines)).toMatchObject({ exit: 0, out: counted(2_500, 2_500), progress: [1_000, 2_000] })
  })
})

describe('When Excel wrote the file its own way', () => {
  const text = [header, line.replace('K-1', 'Müller'), second].join('\r\n')
  const rotated = [header, line, second].map((row) => row.split(';').toReversed().join(';')).join('\n')
  test.each([
    ['UTF-8 with a byte order mark', `\uFEFF${text}`],
    ['Windows-1252', Buffer.from(text, 'latin1')],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['commas and quotes', text.split('\r\n').map((row) => row.split(';').map((cell) => `"${cell}"`).join(',')).join('\r\n')],
    ['tabs', text.replaceAll(';', '\t')],
    ['sep=; and empty lines', `sep=;\r\n${text}\r\n;;;;;;;\r\n\r\n`],
    ['another order of columns', rotated],
    ['capitals, an extra column and clientref', text.replace(header, header.toUpperCase().replace('CLIËNTREF', 'ClientRef;opmerking'))],
    ['old line ends', text.replaceAll('\r\n', '\r')],
    ['dates with a time', text.replaceAll('01-11-2026', '2026-11-01 00:00:00')],
  ])('When it has %s, then it is read', async (_, content) => {
    expect(await codes('import', write(content))).toMatchObject({ exit: 0, out: counted(2, 2), error: '' })
    expect(await answer('HK47PR93', '1980-05-03')).toBe('match')
  })

  test('When UTF-8 and Windows-1252 hold the same client, then it is the same import', async () => {
    await codes('import', write(text))
    expect((await codes('import', write(Buffer.from(text, 'latin1')))).out).toBe(counted(2, 0))
  })
})

describe('When a line is not good', () => {
  test.each([
    [';HK47-PR93;3-5-1980;activatiecode;1-11-2026;;;', 'referentie: is leeg'],
    ['R<1>;HK47-PR93;3-5-1980;activatiecode;1-11-2026;;;', 'referentie: mag alleen'],
    [`${'R'.repeat(65)};HK47-PR93;3-5-1980;activatiecode;1-11-2026;;;`, 'referentie: is langer'],
    ['x HK47PR93;HK47-PR93;3-5-1980;activatiecode;1-11-2026;;;', 'referentie: bevat de code zelf'],
    ['R-03051980;HK47-PR93;3-5-1980;activatiecode;1-11-2026;;;', 'referentie: bevat de geboortedatum'],
    ['R-1;1,23E+11;3-5-1980;activatiecode;1-11-2026;;;', 'code: is door Excel veranderd'],
    ['R-1;HK4;3-5-1980;activatiecode;1-11-2026;;;', 'code: heeft niet de vorm'],
    ['R-1;;3-5-1980;activatiecode;1-11-2026;;;', 'code: is leeg'],
    ['R-1;HK47-PR93;31-2-1980;activatiecode;1-11-2026;;;', 'geboortedatum: is geen datum'],
    ['R-1;HK47-PR93;5-13-1980;activatiecode;1-11-2026;;;', 'geboortedatum: is geen datum'],
    ['R-1;HK47-PR93;29344;activatiecode;1-11-2026;;;', 'geboortedatum: is geen datum'],
    ['R-1;HK47-PR93;3-5-80;activatiecode;1-11-2026;;;', 'geboortedatum: heeft een jaartal van 2 cijfers'],
    ['R-1;HK47-PR93;21-11-2026;activatiecode;1-11-2026;;;', 'geboortedatum: ligt in de toekomst'],
    ['R-1;HK47-PR93;3-5-1880;activatiecode;1-11-2026;;;', 'geboortedatum: ligt meer dan 120 jaar terug'],
    ['R-1;HK47-PR93;3-5-1980;toegangscode;1-11-2026;;;', 'soort: moet activatiecode of koppelcode zijn'],
    ['R-1;HK47-PR93;3-5-1980;activatiecode;;;;', 'uitgegeven: is leeg'],
    ['R-1;HK47-PR93;3-5-1980;activatiecode;21-11-2027;;;', 'uitgegeven: ligt meer dan een jaar in de toekomst'],
    ['R-1;HK47-PR93;3-5-1980;activatiecode;1-11-2062;1-12-2062;;', 'uitgegeven: ligt meer dan een jaar in de toekomst'],
    ['R-1;HK47-PR93;3-5-1980;activatiecode;1-11-2026;31-10-2026;;', 'verloopt: ligt voor de datum van uitgifte'],
    ['R-1;HK47-PR93;3-5-1980;activatiecode;1-11-2026;;misschien;', 'status: moet leeg, actief'],
    ['R-1;HK47-PR93;3-5-1980;activatiecode;1-11-2026;;;;extra', 'heeft meer kolommen'],
  ])('When it is %j, then its number and the reason are told', async (bad, reason) => {
    const said = await imports([second, bad])
    expect([said.exit, said.out]).toEqual([1, ''])
    expect(said.error).toContain(`regel 3${reason.startsWith('heeft') ? ':' : ','} ${reason}`)
    expect(said.error).toContain('Niets ingelezen: 1 problemen in 2 regels.')
    expect(said.error).not.toMatch(/HK4|PR93|1980|1880/)
    expect(await database.db.prisma.activationCode.count()).toBe(0)
  })

  test('When there are more than 50, then the first 50 are told, and how many more', async () => {
    const { error } = await imports(Array.from({ length: 70 }, () => line.replace('1980', '80')))
    expect(error.trim().split('\n')).toHaveLength(52)
    expect(error).toContain('regel 51,')
    expect(error).toContain('… en nog 20 problemen.')
  })

  test('When lines clash, then both are named', async () => {
    const { error, exit } = await imports([line, second, 'R-1;TV73MX94;1-1-1990;activatiecode;1-11-2026;;;', 'R-4;hk47 pr93;1-1-1990;activatiecode;1-11-2026;;;'])
    expect(exit).toBe(1)
    expect(error.split('\n').slice(0, 2)).toEqual(['regel 4, referentie: staat ook op regel 2', 'regel 5, code: is gelijk aan de code op regel 2'])
  })
})

describe('When a file says something else than before', () => {
  beforeEach(() => imports([line]))

  test('When the birth date or the code changed, then that needs --replace', async () => {
    const [otherDate, otherCode] = [line.replace('03-05-1980', '04-05-1980'), line.replace('HK47-PR93', 'HK47-PR99')]
    expect((await imports([otherDate])).error).toContain('regel 2, geboortedatum: is anders dan eerder ingelezen')
    expect((await imports([otherCode])).error).toContain('regel 2, code: is anders dan eerder ingelezen')
    expect(await imports([otherDate], '--replace')).toMatchObject({ exit: 0, out: counted(1, 0, 1) })
    expect([await answer('HK47PR93', '1980-05-04'), await answer('HK47PR93', '1980-05-03')]).toEqual(['match', 'miss'])
  })

  test('When a code belongs to another referentie already, then it is refused', async () => {
    expect((await imports([line.replace('R-1', 'R-9')], '--replace')).error).toContain('regel 2, code: hoort al bij referentie R-1')
  })

  test('When the expiry changed, then it simply changes', async () => {
    expect((await imports([line.replace('13-12-2026', '20-12-2026')])).out).toBe(counted(1, 0, 1))
    expect((await one('R-1')).expiresOn.toISOString()).toContain('2026-12-20')
  })

  test.each([['gebruikt', 'used'], ['ingetrokken', 'cancelled'], ['Geannuleerd', 'cancelled'], ['vervallen', 'cancelled']])('When it became %s, then it is %s, and active never again', async (word, status) => {
    const changed = line.replace(';;K-1', `;${word};K-1`)
    expect((await imports([changed])).out).toBe(counted(1, 0, 1))
    expect(await imports([line])).toMatchObject({ exit: 0, out: `${counted(1, 0)}1 codes waren al gebruikt of ingetrokken, en blijven dat.\n` })
    expect((await imports([line.replace('03-05', '04-05')], '--replace')).exit).toBe(0)
    expect((await one('R-1')).status).toBe(status)
  })
})

describe('When the file itself cannot be used', () => {
  test.each([
    ['is not there', () => '/tmp/is/er/niet.csv', 'Het bestand is er niet: /tmp/is/er/niet.csv'],
    ['is a folder', () => '/tmp', 'Het bestand kan niet gelezen worden: /tmp'],
    ['is empty', () => write('', 'leeg.csv'), 'Het bestand bevat geen codes'],
    ['has only a header', () => write(`${header}\r\n\r\n`, 'kop.csv'), 'Het bestand bevat geen codes'],
    ['is an Excel workbook', () => write(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 1]), 'codes.xlsx'), 'Dit is geen CSV-bestand'],
    ['is prose', () => write('Hallo,\nhier zijn de codes', 'brief.txt'), 'Deze kolommen ontbreken'],
    ['is one word', () => write('hallo', 'woord.txt'), 'Dit is geen CSV-bestand'],
    ['misses columns', () => write('referentie;code;soort\r\nR-1;HK47PR93;activatiecode', 'kolommen.csv'), 'Deze kolommen ontbreken in de eerste regel: geboortedatum, uitgegeven, verloopt, status, cliëntref'],
    ['has a column twice', () => write(`${header};code\r\n${line}`, 'dubbel.csv'), 'Deze kolommen staan dubbel in de eerste regel: code'],
    ['has a quote that never closes', () => write(`${header}\r\n"${line}\r\n${second}`, 'stuk.csv'), 'Dit CSV-bestand is stuk rond regel'],
  ])('When it %s, then one line says so', async (_, path, message) => {
    const said = await codes('import', path())
    expect([said.exit, said.out, said.error.trim().split('\n').length]).toEqual([1, '', 1])
    expect(said.error).toContain(message)
  })
})
