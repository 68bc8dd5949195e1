// The SQL of docs/deploy.md, really run: the app works with a role that cannot touch what is in the audit log.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { retain } from '../../../bot/jobs/retain.ts'
import { limits } from '../../../domain/limits.ts'
import { openDatabase } from '../../../prisma/client.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { type TestDatabase, urlOf } from '../../support/database.ts'
import { Person } from '../../support/person.ts'
import { root } from '../../support/sources.ts'
import { onTestServer, testServerAddress } from '../../support/test-server.ts'

const role = `app_${randomBytes(6).toString('hex')}`
const blocks = [...readFileSync(join(root, 'docs/deploy.md'), 'utf8').matchAll(/^```sql\n([^]*?)^```/gm)].map(([, sql = '']) => sql.replaceAll('digimaatje_app', role))
let database: TestDatabase
let bot: TestApp

beforeAll(async () => {
  database = await ownedDatabase()
  // Twice: an update brings new tables, and the page is followed again.
  for (const sql of [...blocks, ...blocks.slice(1)]) await database.db.sql.query(sql)
  bot = await startTestApp({ database: { ...database, url: urlOf({ ...database.address, user: role, password: 'change-me' }) } })
})
afterAll(async () => {
  await bot?.stop()
  await database.drop()
})

/** As step 1 and 2 of the page: an owner who is no administrator of the server, and every migration done by that owner. */
async function ownedDatabase(): Promise<TestDatabase> {
  const [owner, name] = [`${role}_owner`, `${role}_db`]
  await onTestServer(`create role ${owner} login createrole password 'x'`)
  await onTestServer(`create database ${name} owner ${owner}`)
  const address = { ...testServerAddress(), user: owner, password: 'x', database: name }
  const db = await openDatabase(address)
  const drop = async () => {
    await db.close()
    await onTestServer(`drop database ${name} with (force)`)
    for (const one of [role, owner]) await onTestServer(`drop role ${one}`)
  }
  return { db, address, url: urlOf(address), drop }
}

const months = async () => {
  const { rows } = await database.db.sql.query<{ name: string }>(`select inhrelid::regclass::text as name from pg_inherits where inhparent = '"AuditEvent"'::regclass order by 1`)
  return rows.map(({ name }) => name.replaceAll('"', ''))
}

describe('the role of the app', () => {
  test('When it is the one of the page, then people are helped, and it is written down', async () => {
    const person = new Person(bot.url)
    await person.open()
    await person.say('ja')
    await person.say('ik wil een mens')
    expect(await database.db.prisma.auditEvent.count({ where: { action: 'handoff.asked' } })).toBe(1)
    expect((await bot.app.store.db.sql.query('select current_user as me')).rows).toEqual([{ me: role }])
  })

  test('When it tries to change, remove, empty or drop what is in the log, then it has no right to, nor to the months by their own names', async () => {
    const [month = ''] = await months()
    for (const table of ['AuditEvent', month]) {
      for (const statement of [`update "${table}" set action = 'x'`, `delete from "${table}"`, `truncate "${table}"`, `drop table "${table}"`, `alter table "${table}" disable trigger all`, `insert into "_prisma_migrations" select`]) {
        await expect(bot.app.store.db.sql.query(statement)).rejects.toThrow(/permission denied|must be owner|cannot/)
      }
    }
    await expect(bot.app.store.db.sql.query('create table mine (x int)')).rejects.toThrow('permission denied')
    await expect(bot.app.store.db.sql.query(`select * from "${month}"`)).rejects.toThrow('permission denied')
  })

  test('When retention runs as that role, then months of more than 5 years ago go, the others stay, new ones are made, and a line says so', async () => {
    const now = new Date()
    const monthOf = (monthsAgo: number) => {
      const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo, 1))
      return `AuditEvent_${first.toISOString().slice(0, 7).replace('-', '_')}`
    }
    await database.db.sql.query(`select audit_make_months((current_date - interval '63 months')::date, 63)`)
    await database.db.sql.query(`drop table "${monthOf(-12)}"`)
    const removed = await retain(bot.app.store.db.sql, { now, retention: limits.retention })
    expect(removed['auditMonths']).toBe(3)
    const left = await months()
    expect([61, 62, 63].map((ago) => left.includes(monthOf(ago)))).toEqual([false, false, false])
    expect([60, 59, -12].map((ago) => left.includes(monthOf(ago)))).toEqual([true, true, true])
    expect(await database.db.prisma.auditEvent.findMany({ where: { action: 'audit.dropped' } })).toMatchObject([{ actor: 'system', detail: { months: 3 } }])
  })

  test('When somebody asks for younger months, or the clock of the app is years ahead, then none goes', async () => {
    const before = await months()
    await expect(bot.app.store.db.sql.query(`select audit_drop_months((current_date - interval '59 months')::date)`)).rejects.toThrow('kept for 5 years')
    await retain(bot.app.store.db.sql, { now: new Date(Date.now() + 10 * 365 * 86_400_000), retention: limits.retention })
    expect((await months()).filter((name) => before.includes(name))).toEqual(before)
  })
})

describe('everybody else', () => {
  test('When the owner tries to change, remove or empty the log, then a trigger refuses, on every month too', async () => {
    await database.db.prisma.auditEvent.create({ data: { actor: 'system', action: 'erase', outcome: 'done' } })
    for (const table of ['AuditEvent', ...await months()]) await expect(database.db.sql.query(`truncate "${table}"`)).rejects.toThrow('append only')
    const month = `AuditEvent_${new Date().toISOString().slice(0, 7).replace('-', '_')}`
    for (const statement of [`update "${month}" set action = 'x'`, `delete from "${month}"`]) await expect(database.db.sql.query(statement)).rejects.toThrow('append only')
  })
})
