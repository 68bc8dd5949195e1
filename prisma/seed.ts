// The demo's letters. Everybody may read them here: they are made up. The database holds them as it holds every code, as hashes.
import { createHmac } from 'node:crypto'
import type { Database } from './client.ts'

/** `birthDate` is YYYY-MM-DD. `name` is printed on the demo's paper and never goes into the database. */
export type DemoLetter = { kind: 'active' | 'expired' | 'used'; code: string; birthDate: string; name: string }

/** No look-alikes: no 0 O 1 I L, 2 Z, 5 S, 8 B, 6 G. Days count from today; a code is valid for 6 weeks. */
const letters: (DemoLetter & { referentie: string; issuedDaysAgo: number })[] = [
  { referentie: 'DEMO-1', kind: 'active', code: 'HK47-PR93', birthDate: '1980-05-03', name: 'Sanne de Vries', issuedDaysAgo: 7 },
  { referentie: 'DEMO-2', kind: 'active', code: 'MT94-XC37', birthDate: '1951-04-03', name: 'Wim Bakker', issuedDaysAgo: 14 },
  { referentie: 'DEMO-3', kind: 'active', code: 'RD73-NJ49', birthDate: '2004-11-21', name: 'Yusuf Demir', issuedDaysAgo: 3 },
  { referentie: 'DEMO-4', kind: 'expired', code: 'TV73-MX94', birthDate: '1967-08-12', name: 'Ria Jansen', issuedDaysAgo: 63 },
  { referentie: 'DEMO-5', kind: 'used', code: 'NJ94-KD77', birthDate: '1993-02-28', name: 'Kevin Smit', issuedDaysAgo: 21 },
]
const validDays = 42
const demoImport = '00000000-0000-4000-8000-00000000de30'

/**
 * Puts the demo's codes in the database, or brings their dates up to today: the expired one has always expired. A code that was
 * cancelled stays so. Any number of processes may do this at once.
 * @param options.today YYYY-MM-DD
 */
export async function seedDemo(db: Database, options: { pepper: Buffer; normalise: 'upper' | 'exact'; today: string }): Promise<DemoLetter[]> {
  // Not an upsert: one that has nothing to update is a read and a write, and two processes would clash.
  const firstTime = { id: demoImport, fileHash: new Uint8Array(32), added: letters.length, changed: 0, unchanged: 0 }
  await db.prisma.codeImport.createMany({ data: firstTime, skipDuplicates: true })
  await Promise.all(letters.map(({ referentie, kind, issuedDaysAgo, ...letter }) => {
    const issuedOn = daysBefore(options.today, issuedDaysAgo)
    const row = { ...hashesOf(letter, options), issuedOn, expiresOn: daysBefore(options.today, issuedDaysAgo - validDays) }
    const create = { referentie, kind: 'activatiecode' as const, status: kind === 'used' ? 'used' as const : 'active' as const, importId: demoImport, ...row }
    return db.prisma.activationCode.upsert({ where: { referentie }, update: row, create })
  }))
  return letters.map(({ kind, code, birthDate, name }) => ({ kind, code, birthDate, name }))
}

/** As domain/codes.ts hashes them, which this folder may not know; a test holds the two together. */
function hashesOf({ code, birthDate }: { code: string; birthDate: string }, { pepper, normalise }: { pepper: Buffer; normalise: 'upper' | 'exact' }) {
  const normalised = normalise === 'upper' ? code.replaceAll('-', '') : code
  const codeHash = createHmac('sha256', pepper).update(normalised).digest()
  const pairHash = createHmac('sha256', pepper).update(codeHash).update(birthDate).digest()
  return { codeHash: new Uint8Array(codeHash), pairHash: new Uint8Array(pairHash) }
}

function daysBefore(today: string, days: number): Date {
  const moment = new Date(`${today}T00:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() - days)
  return moment
}
