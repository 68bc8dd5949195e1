// `npm run faults`: real processes, real PostgreSQL, and everything that can go wrong between the person and Twilio.
import { parseArgs } from 'node:util'
import { faults, type Outcome, run } from './runs.ts'

const { values } = parseArgs({ options: { people: { type: 'string' }, kills: { type: 'string', default: '20' }, seconds: { type: 'string', default: '10' }, only: { type: 'string' }, short: { type: 'boolean', default: false } } })
const columns: [string, (outcome: Outcome) => string | number][] = [
  ['fault', ({ name }) => name], ['people', ({ people }) => people], ['turns', ({ turns }) => turns], ['seconds', ({ seconds }) => seconds.toFixed(0)],
  ['under way at its end', ({ underWay }) => underWay], ['accepted', ({ accepted }) => accepted], ['unanswered', ({ unanswered }) => unanswered], ['unfinished', ({ unfinished }) => unfinished],
  ['state lost', ({ stateLost }) => stateLost], ['out of order', ({ disordered }) => disordered], ['doubled', ({ doubled }) => doubled],
  ['unresolved', ({ unresolved }) => unresolved], ['against the rules', ({ violations }) => violations],
]

const outcomes: Outcome[] = []
for (const fault of faults.filter(({ name }) => !values.only || name.includes(values.only))) {
  const people = Number(values.people ?? (values.short ? 20 : fault.name === 'kill -9' ? 500 : 200))
  const outcome = await run(fault, { people, kills: values.short ? 2 : Number(values.kills), seconds: values.short ? 2 : Number(values.seconds) })
  outcomes.push(outcome)
  process.stdout.write(`${outcome.name}: ${outcome.seconds.toFixed(0)} s\n`)
}
process.stdout.write(`\n${table([columns.map(([title]) => title), ...outcomes.map((outcome) => columns.map(([, read]) => String(read(outcome))))])}\n`)
const bad = outcomes.filter(({ unanswered, unfinished, stateLost, disordered, violations }) => unanswered + unfinished + stateLost + disordered + violations > 0)
process.exit(bad.length > 0 ? 1 : 0)

function table(rows: string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`).join('\n')
}
