// The short form of `npm run faults`: the real app as a process, killed while people talk to it on WhatsApp.
import { expect, test } from '@jest/globals'
import { faults, run } from '../../../bench/faults/runs.ts'

test('When the app is killed twice under 20 talkers, then nothing accepted is unanswered, lost, doubled or out of order', async () => {
  const [kill] = faults
  if (!kill) throw new Error('no fault')
  const outcome = await run(kill, { people: 20, kills: 2, seconds: 2 })
  expect(outcome).toMatchObject({ name: 'kill -9', unanswered: 0, unfinished: 0, stateLost: 0, disordered: 0, doubled: 0, unresolved: 0, violations: 0 })
  expect(outcome.accepted).toBeGreaterThanOrEqual(outcome.turns)
}, 120_000)
