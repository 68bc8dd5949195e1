// The PostgreSQL of this run of the tests, as jest's set-up, its tear-down and its workers know it.
import { Client } from 'pg'
import type { DatabaseAddress } from '../../prisma/embedded.ts'

export const templateName = 'digimaatje_template'
const variable = 'TEST_DATABASE_SERVER'

/** Where the server is. Workers inherit the environment of the process that started it. */
export function testServerAddress(): DatabaseAddress {
  const value = process.env[variable]
  if (!value) throw new Error('noTestServer: jest runs tests/support/global-setup.ts first')
  return JSON.parse(value) as DatabaseAddress
}

export function announceTestServer(address: DatabaseAddress): void {
  process.env[variable] = JSON.stringify(address)
}

/** One statement on the server itself, outside any test's database. */
export async function onTestServer(statement: string, address = testServerAddress()): Promise<void> {
  const client = new Client(address)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
