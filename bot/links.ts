// Links and words that work once: random, kept as keyed hashes, used by one conditional statement. A check or website link is inserted with
// the turn that says it; a word for WhatsApp when somebody asks for it.
import { randomBytes, randomInt } from 'node:crypto'
import type { Role } from '../domain/journey.ts'
import { limits } from '../domain/limits.ts'
import type { SqlPool } from '../prisma/client.ts'
import { keyedHash } from './keys.ts'

export type CheckLink = {
  conversationId: string
  /** Of the WhatsApp identity it was made for. 32 bytes. */
  identityHash: Buffer
  role: Role | null
  /** It did its work: only a repetition of that same form is still answered. */
  ended: boolean
}
export type Arrival = { conversationId: string; personId: string; /** the number of the last message so far */ seq: number }

export type Links = {
  /** The link of the check page; null: not ours, or its time is over. Looking at it uses nothing up. */
  findCheck: (token: string) => Promise<CheckLink | null>
  endCheck: (token: string) => Promise<void>
  /** A new word for going on in WhatsApp; the one before it ends. null: there is no such conversation. */
  makeWord: (conversationId: string) => Promise<string | null>
  /** Uses the link to the website. `usedBy`: the same user may use it again, when the answer was lost. null: not ours, too late, or used. */
  takeToWeb: (token: string, usedBy: Buffer) => Promise<Arrival | null>
}

/** Capitals that nobody takes for another letter or a digit; without vowels a word of ours is never a word. */
export const wordAlphabet = 'CDFHJKMNPRTVWX'
const wordLength = 8
const tokenForm = /^[\w-]{43}$/
const wordForm = new RegExp(`(?<![\\p{L}\\p{N}])([${wordAlphabet}]{4})[\\s-]?([${wordAlphabet}]{4})(?![\\p{L}\\p{N}])`, 'iu')

/** A token for a link: 32 random bytes, as base64url. */
export const makeToken = (): string => randomBytes(32).toString('base64url')
export const tokenHash = (pepper: Buffer, token: string): Buffer => keyedHash(pepper, `link:${token}`)

/** A word: 8 capitals. */
export const makeWord = (): string => Array.from({ length: wordLength }, () => wordAlphabet[randomInt(wordAlphabet.length)]).join('')
export const wordHash = (pepper: Buffer, word: string): Buffer => keyedHash(pepper, `word:${word}`)

/** What may be a word of ours in a text ("abcd efgh" too), as `wordHash` takes it; or null. */
export function findWord(text: string): string | null {
  const [, first, second] = wordForm.exec(text) ?? []
  return first && second ? `${first}${second}`.toUpperCase() : null
}

export function createLinks({ sql, pepper, now }: { sql: SqlPool; pepper: Buffer; now: () => Date }): Links {
  return {
    findCheck: async (token) => (tokenForm.test(token) ? findCheck(sql, [tokenHash(pepper, token), now()]) : null),
    endCheck: async (token) => {
      await sql.query(`update "OneTimeLink" set "usedAt" = $2 where "tokenHash" = $1 and kind = 'check' and "usedAt" is null`, [tokenHash(pepper, token), now()])
    },
    makeWord: async (conversationId) => {
      const word = makeWord()
      return await insertWord(sql, [conversationId, wordHash(pepper, word), now(), after(now(), limits.links.wordLife)]) ? word : null
    },
    takeToWeb: async (token, usedBy) => (tokenForm.test(token) ? takeToWeb(sql, [tokenHash(pepper, token), now(), usedBy]) : null),
  }
}

const after = (at: Date, life: number) => new Date(at.getTime() + life)

async function findCheck(sql: SqlPool, values: [hash: Buffer, now: Date]): Promise<CheckLink | null> {
  const { rows } = await sql.query<CheckLink>(`
    select l."conversationId", coalesce(l."addressHash", l."tokenHash") as "identityHash", j.role, l."usedAt" is not null as ended
    from "OneTimeLink" l join "Conversation" c on c.id = l."conversationId" left join "Journey" j on j.id = c."journeyId"
    where l."tokenHash" = $1 and l.kind = 'check' and l."expiresAt" > $2`, values)
  return rows[0] ?? null
}

async function insertWord(sql: SqlPool, values: [conversationId: string, hash: Buffer, now: Date, until: Date]): Promise<boolean> {
  const { rowCount } = await sql.query(`
    with before as (delete from "OneTimeLink" where "conversationId" = $1 and kind = 'toWhatsApp' and "usedAt" is null)
    insert into "OneTimeLink" ("tokenHash", kind, "conversationId", "createdAt", "expiresAt")
    select $2, 'toWhatsApp', id, $3, $4 from "Conversation" where id = $1`, values)
  return rowCount === 1
}

async function takeToWeb(sql: SqlPool, values: [hash: Buffer, now: Date, usedBy: Buffer]): Promise<Arrival | null> {
  const { rows } = await sql.query<Arrival>(`
    update "OneTimeLink" l set "usedAt" = coalesce(l."usedAt", $2), "usedByHash" = $3
    from "Conversation" c
    where l."tokenHash" = $1 and l.kind = 'toWeb' and l."expiresAt" > $2 and (l."usedAt" is null or l."usedByHash" = $3) and c.id = l."conversationId"
    returning c.id as "conversationId", c."personId", c.seq`, values)
  return rows[0] ?? null
}
