import { describe, expect, test } from '@jest/globals'
import { createMask } from '../../bot/mask.ts'

const mask = createMask({ code: { pattern: String.raw`^(?=.*\d)[A-Z0-9]{6,16}$`, normalise: 'upper' }, today: () => '2026-11-21' })

describe('an activity before it is stored', () => {
  test('When a code is typed, then it is masked and named', () => {
    expect(mask({ type: 'message', text: 'mijn code is KX7P-22QD' })).toEqual({ activity: { type: 'message', text: 'mijn code is •••' }, found: ['code'] })
  })
  test('When a button of ours is pressed, then it stays as it is', () => {
    const pressed = { type: 'message', text: 'Gelukt', value: { choice: 'done', on: 'clientName' } }
    expect(mask(pressed)).toEqual({ activity: pressed, found: [] })
  })
  test('When a client hides a code behind a button, then it is masked all the same', () => {
    const { activity } = mask({ type: 'message', text: 'KX7P-22QD', value: { choice: 'KX7P22QD' } })
    expect(JSON.stringify(activity)).not.toMatch(/KX7P/)
  })
})
