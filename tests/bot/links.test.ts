import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from '@jest/globals'
import { createLinks, findWord, makeToken, makeWord, tokenHash, wordAlphabet, wordHash, type Links } from '../../bot/links.ts'
import { limits } from '../../domain/limits.ts'
import type { Database } from '../../prisma/client.ts'
import { useApp } from '../support/use-app.ts'

const minute = 60_000
const pepper = Buffer.alloc(32, 7)
const app = useApp()
let db: Database
let links: Links
let conversationId: string

beforeEach(async () => {
  db = app().db
  links = createLinks({ sql: db.sql, pepper, now: () => app().clock.now })
  conversationId = await addConversation()
})

describe('a token', () => {
  test('When it is made, then it is 32 random bytes, and only its keyed hash is for keeping', () => {
    const tokens = Array.from({ length: 50 }, makeToken)
    expect(new Set(tokens).size).toBe(50)
    expect(tokens.every((token) => /^[\w-]{43}$/.test(token))).toBe(true)
    expect(tokenHash(pepper, 'a')).not.toEqual(tokenHash(Buffer.alloc(32, 8), 'a'))
    expect(tokenHash(pepper, 'CDFHJKMN')).not.toEqual(wordHash(pepper, 'CDFHJKMN'))
  })
})

describe('a word', () => {
  test('When words are made, then they have 8 letters that nobody takes for another', () => {
    expect(wordAlphabet).not.toMatch(/[AEIOUYLQSZBG0-9]/)
    for (let made = 0; made < 200; made += 1) {
      const word = makeWord()
      expect([...word].every((letter) => wordAlphabet.includes(letter)) && word.length === 8).toBe(true)
      expect(findWord(`Ik ga hier verder.\nMijn woord is ${word}`)).toBe(word)
    }
  })

  test.each([
    ['cdfh jkmn', 'CDFHJKMN'], ['CDFH-JKMN.', 'CDFHJKMN'], ['mijn woord is cdfhjkmn ok', 'CDFHJKMN'], ['CDFHJKMN', 'CDFHJKMN'],
    ['CDFHJKMNP', null], ['xCDFHJKMN', null], ['CDFHJKM', null], ['CDFHJKM1', null], ['hallo', null], ['activatiecode', null], ['éCDFHJKMN', null], ['', null],
  ])('When the text is "%s", then the word is %s', (text, word) => {
    expect(findWord(text)).toBe(word)
  })

  test('When one is asked, then it is kept as a hash for 15 minutes, and the one before it ends', async () => {
    const first = await links.makeWord(conversationId)
    const second = await links.makeWord(conversationId)
    const rows = await rowsOf()
    expect(rows.map(({ kind, tokenHash: hash }) => [kind, Buffer.from(hash)])).toEqual([['toWhatsApp', wordHash(pepper, second ?? '')]])
    expect(first).not.toBe(second)
    expect(Math.round(((rows[0]?.expiresAt.getTime() ?? 0) - app().clock.now.getTime()) / minute)).toBe(15)
  })

  test('When a word was used, then a new one leaves its row, so that its message may come twice', async () => {
    await links.makeWord(conversationId)
    await db.prisma.oneTimeLink.updateMany({ where: { conversationId }, data: { usedAt: new Date() } })
    await links.makeWord(conversationId)
    expect(await rowsOf()).toHaveLength(2)
  })

  test('When the conversation is gone, then there is none', async () => {
    expect(await links.makeWord(randomUUID())).toBeNull()
  })
})

describe('a link to the check page', () => {
  test('When it is looked at, then it tells whose it is, any number of times, until it ends', async () => {
    const token = await addLink('check', { addressHash: new Uint8Array(32).fill(5) })
    const link = { conversationId, identityHash: Buffer.alloc(32, 5), role: 'representative', ended: false }
    expect([await links.findCheck(token), await links.findCheck(token)]).toEqual([link, link])
    await links.endCheck(token)
    expect(await links.findCheck(token)).toEqual({ ...link, ended: true })
  })

  test('When 30 minutes are over, or it is another kind of link or no token at all, then it is not there', async () => {
    const token = await addLink('check')
    const other = await addLink('toWeb')
    expect(await Promise.all([other, makeToken(), '', "' or 1=1 --", 'x'.repeat(5_000)].map((text) => links.findCheck(text)))).toEqual([null, null, null, null, null])
    app().clock.forward(limits.links.checkLife)
    expect(await links.findCheck(token)).toBeNull()
  })
})

describe('a link to the website', () => {
  const somebody = randomBytes(32)

  test('When two use it at once, then one of them arrives', async () => {
    const token = await addLink('toWeb')
    const arrivals = await Promise.all(Array.from({ length: 8 }, () => links.takeToWeb(token, randomBytes(32))))
    expect(arrivals.filter(Boolean)).toEqual([{ conversationId, personId: expect.any(String), seq: 4 }])
  })

  test('When the same one uses it again, then they arrive again; anybody else does not', async () => {
    const token = await addLink('toWeb')
    const arrival = { conversationId, personId: expect.any(String), seq: 4 }
    expect([await links.takeToWeb(token, somebody), await links.takeToWeb(token, somebody), await links.takeToWeb(token, randomBytes(32))]).toEqual([arrival, arrival, null])
  })

  test('When it is too late, or no link of this kind, then nobody arrives', async () => {
    const token = await addLink('toWeb')
    expect(await links.takeToWeb(await addLink('check'), somebody)).toBeNull()
    expect(await links.takeToWeb('short', somebody)).toBeNull()
    app().clock.forward(limits.links.toWebLife)
    expect(await links.takeToWeb(token, somebody)).toBeNull()
  })
})

const rowsOf = () => db.prisma.oneTimeLink.findMany({ where: { conversationId }, orderBy: { createdAt: 'asc' } })

async function addLink(kind: 'check' | 'toWeb', more: { addressHash?: Uint8Array<ArrayBuffer> } = {}): Promise<string> {
  const token = makeToken()
  const life = kind === 'check' ? limits.links.checkLife : limits.links.toWebLife
  await db.prisma.oneTimeLink.create({ data: { tokenHash: new Uint8Array(tokenHash(pepper, token)), kind, conversationId, expiresAt: new Date(app().clock.now.getTime() + life), ...more } })
  return token
}

async function addConversation(): Promise<string> {
  const [id, journeyId] = [randomUUID(), randomUUID()]
  await db.prisma.conversation.create({ data: {
    id, journeyId, version: 1, seq: 4, state: {}, person: { create: { id: randomUUID() } },
    journeys: { create: { id: journeyId, role: 'representative', step: 'code' } },
  } })
  return id
}
