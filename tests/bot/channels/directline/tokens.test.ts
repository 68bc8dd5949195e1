import { describe, expect, test } from '@jest/globals'
import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { createTokens, type Claims } from '../../../../bot/channels/directline/tokens.ts'
import { keyedHash } from '../../../../bot/keys.ts'

const minute = 60_000
const signing = randomBytes(32)
const claims: Claims = { conv: randomUUID(), user: 'dl_x', identity: 'aWQ', started: true }

function tokensWithClock(key = signing) {
  const clock = { at: Date.parse('2026-11-21T10:00:00Z') }
  const tokens = createTokens({ signing: key, now: () => new Date(clock.at), tokenLife: 30 * minute, tokenGrace: 6 * 60 * minute, ticketLife: minute, cached: 2 })
  return { clock, tokens }
}

describe('tokens', () => {
  test('When a token is new, then it says who speaks where', async () => {
    const { tokens } = tokensWithClock()
    expect(await tokens.read(await tokens.issue(claims))).toEqual({ kind: 'valid', claims })
  })
  test('When its half hour is over it is expired, when the grace is over it is nothing', async () => {
    const { tokens, clock } = tokensWithClock()
    const token = await tokens.issue(claims)
    const kinds = []
    for (const wait of [29 * minute, minute, 5 * 60 * minute, 60 * minute]) {
      clock.at += wait
      kinds.push((await tokens.read(token)).kind)
    }
    expect(kinds).toEqual(['valid', 'expired', 'expired', 'invalid'])
  })
  test('When one character is changed, then the token is nothing', async () => {
    const { tokens } = tokensWithClock()
    const token = await tokens.issue(claims)
    for (const at of [3, 40, token.length - 3]) {
      const other = token[at] === 'A' ? 'B' : 'A'
      expect(await tokens.read(token.slice(0, at) + other + token.slice(at + 1))).toEqual({ kind: 'invalid' })
    }
  })
  test('When it is not signed, or with another key or method, then it is nothing', async () => {
    const { tokens } = tokensWithClock()
    const exp = new Date('2026-11-21T10:20:00Z')
    const ownKey = createSecretKey(keyedHash(signing, 'directline'))
    const forged = [
      new UnsecuredJWT(claims).setAudience('token').setExpirationTime(exp).encode(),
      await new SignJWT(claims).setProtectedHeader({ alg: 'HS512' }).setAudience('token').setExpirationTime(exp).sign(createSecretKey(randomBytes(64))),
      await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setAudience('token').sign(ownKey),
      await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setAudience('desk').setExpirationTime(exp).sign(ownKey),
      await tokensWithClock(randomBytes(32)).tokens.issue(claims),
      'a.b.c', '', 'Bearer',
    ]
    for (const token of forged) expect(await tokens.read(token)).toEqual({ kind: 'invalid' })
  })
  test('When a ticket is used as a token or a token as a ticket, then it is nothing', async () => {
    const { tokens } = tokensWithClock()
    const ticket = await tokens.issueTicket({ conv: claims.conv, user: 'dl_x', after: 3 })
    expect(await tokens.read(ticket)).toEqual({ kind: 'invalid' })
    expect(await tokens.readTicket(await tokens.issue(claims))).toEqual({ kind: 'invalid' })
  })
  test('When a ticket is a minute old, then it opens nothing any more', async () => {
    const { tokens, clock } = tokensWithClock()
    const ticket = await tokens.issueTicket({ conv: claims.conv, user: 'dl_x', after: 3 })
    expect(await tokens.readTicket(ticket)).toMatchObject({ kind: 'valid', ticket: { conv: claims.conv, after: 3 } })
    clock.at += minute
    expect(await tokens.readTicket(ticket)).toEqual({ kind: 'invalid' })
  })
  test('When more tokens are read than are remembered, then all of them still read', async () => {
    const { tokens } = tokensWithClock()
    const issued = await Promise.all([1, 2, 3, 4].map((n) => tokens.issue({ ...claims, user: `dl_${n}` })))
    for (const round of [1, 2]) {
      const read = await Promise.all(issued.map(tokens.read))
      expect(read.map((reading) => reading.kind === 'valid' && reading.claims.user)).toEqual(['dl_1', 'dl_2', 'dl_3', 'dl_4'])
      expect(round).toBeLessThan(3)
    }
  })
})
