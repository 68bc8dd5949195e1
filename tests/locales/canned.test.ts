// The canned replies: short words that bring them up, and je or u as the person is addressed.
import { describe, expect, test } from '@jest/globals'
import { readCannedReplies } from '../../locales/index.ts'
import { addressOf } from '../../locales/text.ts'

const replies = readCannedReplies()
const shortsWhere = (holds: (reply: (typeof replies)[number]) => boolean) => replies.filter(holds).map(({ short }) => short)

describe('canned replies', () => {
  test('When they are read, then there are some 20, each with the same four parts', () => {
    expect(replies.length).toBeGreaterThanOrEqual(20)
    expect(shortsWhere((reply) => Object.keys(reply).join() !== 'short,title,je,u')).toEqual([])
  })
  test('When a short word brings one up, then it is one word in lower case, and brings up one', () => {
    const shorts = replies.map(({ short }) => short)
    expect(shorts.filter((short) => !/^[a-z]{2,12}$/.test(short))).toEqual([])
    expect(new Set(shorts).size).toBe(shorts.length)
  })
  test('When a title is shown, then it is one short line', () => {
    expect(shortsWhere(({ title }) => title.length > 30 || title.includes('\n'))).toEqual([])
  })
  test('When one speaks to je, then it never says u, and the other way round', () => {
    expect(shortsWhere(({ je }) => addressOf(je).u)).toEqual([])
    expect(shortsWhere(({ u }) => addressOf(u).je)).toEqual([])
    expect(shortsWhere(({ je, u }) => addressOf(je).je && !addressOf(u).u && je === u)).toEqual([])
  })
  test('When one speaks to u, then its verbs do too', () => {
    expect(shortsWhere(({ u }) => /\b(u (heb|heeft|kan|wil|krijg|zie|ben)|(heb|heeft|wil|krijg|zie|ben) u)\b/i.test(u))).toEqual([])
  })
})
