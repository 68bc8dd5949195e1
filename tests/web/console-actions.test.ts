import { describe, expect, test } from '@jest/globals'
import type { DeskRole, DeskRow } from '../../bot/desk/contract.ts'
import { type HandoffState, type MoveName, moves, tryMove } from '../../domain/handoff.ts'
import { actionsOf, writingOf } from '../../web/console/conversation/actions.ts'

const karin = { id: 't:karin', roles: ['digimaatje'] as DeskRole[] }
const mo = { id: 't:mo', roles: ['digimaatje', 'coordinator'] as DeskRole[] }
const els = { id: 't:els', roles: ['auditor'] as DeskRole[] }
const calm = { canUndoHandBack: false, check: { misses: 0, closedUntil: null, codeClosed: false, referentie: null } }
const now = Date.parse('2026-11-20T10:00:00Z')
const states: HandoffState[] = ['none', 'waiting', 'human', 'back', 'cancelled', 'closed']

describe('actions', () => {
  test.each(states.flatMap((state) => [karin, mo].flatMap((me) => [karin.id, 't:other'].map((owner) => [state, owner, me] as const))))(
    'When it is %s with %s, then %o is offered only what the table of moves allows', (state, owner, me) => {
      for (const { name } of actionsOf(row(state, owner), me, { ...calm, canUndoHandBack: me.id === owner || me.roles.includes('coordinator') }).filter(({ name: one }) => one !== 'erase')) {
        const mover = { kind: 'desk' as const, id: me.id, coordinator: me.roles.includes('coordinator') }
        const move = name === 'takeOver' ? 'transfer' : name as MoveName
        expect(tryMove(move, { state, claimedBy: owner, mover })).toMatchObject({ kind: 'allowed' })
        expect(moves[move]).toBeDefined()
      }
    })

  test('When it waits, then taking it is the main thing; when it is mine, handing back; when it is of somebody else, nothing', () => {
    expect(actionsOf(row('waiting'), karin, calm)).toEqual([{ name: 'claim', main: true }])
    expect(actionsOf(row('human', karin.id), karin, calm).map(({ name }) => name)).toEqual(['handBack', 'transfer', 'release', 'close'])
    expect(actionsOf(row('human', mo.id), karin, calm)).toEqual([])
    expect(actionsOf(row('human', karin.id), mo, calm).some(({ main }) => main)).toBe(false)
    expect(actionsOf(row('human', karin.id), karin, calm)[0]).toEqual({ name: 'handBack', main: true })
  })

  test('When the check or a code is closed, then it can be opened again', () => {
    const closed = { ...calm, check: { misses: 3, closedUntil: '2026-11-20T11:00:00Z', codeClosed: true, referentie: 'R-1' } }
    expect(actionsOf(row('human', karin.id), karin, closed).map(({ name }) => name)).toEqual(expect.arrayContaining(['reopenCheck', 'reopenCode']))
    expect(actionsOf(row('human', karin.id), karin, { ...closed, check: { ...closed.check, referentie: null } }).map(({ name }) => name)).not.toContain('reopenCode')
  })

  test('When a colleague has it, then a coordinator can take it over or open its check, and nobody else', () => {
    const closed = { ...calm, check: { ...calm.check, closedUntil: '2026-11-20T11:00:00Z' } }
    expect(actionsOf(row('human', karin.id), mo, closed).map(({ name }) => name)).toEqual(['takeOver', 'handBack', 'transfer', 'release', 'close', 'reopenCheck', 'erase'])
    expect(actionsOf(row('human', mo.id), mo, calm).map(({ name }) => name)).not.toContain('takeOver')
    expect(actionsOf(row('human', mo.id), karin, closed)).toEqual([])
  })

  test('When the person asks to be erased, then a coordinator can, and nobody else', () => {
    for (const state of states) expect([karin, mo].map((me) => actionsOf(row(state), me, calm).some(({ name }) => name === 'erase'))).toEqual([false, true])
  })

  test('When somebody only audits, then there is nothing to do', () => {
    for (const state of states) expect(actionsOf(row(state), els, calm)).toEqual([])
  })
})

describe('writing', () => {
  const open = { optedOut: false, hasTemplate: true, now }

  test('When it is mine, then I may write; when it is not, then it says why', () => {
    expect(writingOf(row('human', karin.id), karin, open)).toEqual({ kind: 'open' })
    expect(writingOf(row('human', mo.id), karin, open)).toEqual({ kind: 'taken', by: 'Somebody' })
    expect(writingOf(row('human', karin.id), mo, open)).toEqual({ kind: 'taken', by: 'Somebody' })
    expect((['none', 'waiting', 'back', 'cancelled', 'closed'] as const).map((state) => writingOf(row(state), karin, open).kind)).toEqual(['bot', 'waiting', 'bot', 'ended', 'ended'])
    expect(writingOf(row('human', els.id), els, open)).toEqual({ kind: 'role' })
  })

  test('When the window of WhatsApp is closed, or the person wants no messages, then free text is not possible', () => {
    const whatsApp = (windowUntil: string) => ({ ...row('human', karin.id), channel: 'whatsapp' as const, windowUntil })
    expect(writingOf(whatsApp('2026-11-20T10:00:01Z'), karin, open)).toEqual({ kind: 'open' })
    expect(writingOf(whatsApp('2026-11-20T10:00:00Z'), karin, open)).toEqual({ kind: 'window', template: true })
    expect(writingOf(whatsApp('2026-11-20T09:00:00Z'), karin, { ...open, hasTemplate: false })).toEqual({ kind: 'window', template: false })
    expect(writingOf(whatsApp('2026-11-20T11:00:00Z'), karin, { ...open, optedOut: true })).toEqual({ kind: 'optedOut' })
  })
})

function row(state: HandoffState, owner = 't:other'): DeskRow {
  return {
    id: '6b7c1f0a-0000-4000-8000-000000000001', version: 1, state, urgent: false, reason: 'asked', channel: 'web', windowUntil: null, role: 'client', step: 'managerEmail', stepNumber: 6,
    askedAt: null, personAt: null, lastMessageAt: '2026-11-20T10:00:00Z', owner: state === 'none' ? null : { id: owner, name: 'Somebody' }, flag: null, callMe: false, closedAt: null,
    closeReason: null, remindAt: null,
  }
}
