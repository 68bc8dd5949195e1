// The fake as a process of its own: prints `{ url }` as its first line, then answers each line of stdin `{ id, command }` with `{ id, answer }` or `{ id, error }`.
// Argument: the options of startFakeTwilio as JSON. It ends when stdin does.
import { createInterface } from 'node:readline'
import { type FakeTwilio, type FakeTwilioOptions, seededRandom, startFakeTwilio } from '../fake-twilio.ts'
import type { Command } from './commands.ts'

const fake = await startFakeTwilio(JSON.parse(process.argv[2] ?? '{}') as FakeTwilioOptions)
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)
say({ url: fake.url })

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => {
  const { id, command } = JSON.parse(line) as { id: number; command: Command }
  obey(fake, command).then((answer) => say({ id, answer: answer ?? null }), (error: Error) => say({ id, error: error.message }))
})
lines.on('close', () => void fake.stop().finally(() => process.exit(0)))

async function obey(own: FakeTwilio, command: Command): Promise<unknown> {
  switch (command.do) {
    case 'fault': return void own.fault(command.fault, seededRandom(command.seed ?? 1))
    case 'clearFaults': return own.clearFaults()
    case 'freeze': return own.freeze()
    case 'thaw': return own.thaw()
    case 'stats': return own.stats()
    case 'messages': return own.messages.slice(command.since)
    case 'inbound': return own.deliverInbound(command.fields, command.options)
    case 'webhook': return void Object.assign(own, { webhookUrl: command.url })
    case 'callbacks': return void Object.assign(own.callbacks, command.callbacks)
    case 'template': return own.addTemplate(command.template)
    default: throw new Error(`unknown command ${(command as { do: string }).do}`)
  }
}
