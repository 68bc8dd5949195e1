// The demo's loop: lines in, WhatsApp messages to the app, its answers out.
import { fill } from '../../../locales/index.ts'
import type { FakeMessage, FakeTwilio, InboundFields } from '../fake-twilio.ts'
import { WhatsAppPerson } from '../whatsapp-person.ts'
import { type Act, readLine, type Say } from './read-line.ts'
import { showMessage, showOwn } from './show.ts'

export type DemoParts = {
  fake: FakeTwilio
  labels: Record<string, string>
  print: (text: string) => void
  /** Lines that come from a file: each is repeated, and the next one waits for the answer. */
  piped: boolean
}
type Last = { fields: InboundFields; shown: string }
type Stage = DemoParts & { person: WhatsAppPerson; last: Last | null; refused: number; label: (key: string, values?: Record<string, string | number>) => string }

/** Does what each line says, one after another. Returns true as long as the demo goes on. */
export function createDemo(parts: DemoParts): { line: (text: string) => Promise<boolean>; greet: (url: string, desk: string | null) => void } {
  const stage: Stage = { ...parts, person: new WhatsAppPerson(parts.fake), last: null, refused: 0, label: (key, values = {}) => fill(parts.labels[key] ?? key, values) }
  const { print, label, fake } = stage
  fake.listen((message) => {
    if (message.direction === 'outbound-api') show(stage, message)
  })
  return {
    line: (text) => act(stage, readLine(text, { buttons: stage.person.buttons().length, labels: parts.labels })),
    greet: (url, desk) => print([label('hello', { phone: stage.person.phone ?? '' }), label('website', { url }), ...(desk ? [label('desk', { url: desk })] : []), '', label('help')].join('\n')),
  }
}

async function act(stage: Stage, done: Act): Promise<boolean> {
  const { print, label, person } = stage
  switch (done.kind) {
    case 'say': await say(stage, done); break
    case 'two': await Promise.all(done.both.map((one) => say(stage, one))); break
    case 'tap': await tap(stage, done.number); break
    case 'again': await again(stage); break
    case 'who': {
      stage.person = new WhatsAppPerson(stage.fake, { phone: done.phone })
      print(label('who', { phone: done.phone }))
      break
    }
    case 'help': print(label('help')); break
    case 'wrong': print(label(done.label, done.values)); break
    case 'nothing': person.read(); break
    case 'stop': return false
  }
  return true
}

async function say(stage: Stage, { fields, shown }: Omit<Say, 'kind'>, expect = 1): Promise<void> {
  const { person, print, label, piped } = stage
  if (piped) print(showOwn(label('you'), shown))
  await person.send(fields, piped ? { expect } : { expect: 0, quiet: 0 })
  const { status = 0, sid } = person.answer ?? {}
  stage.last = { fields: { ...fields, ...(sid && { sid }) }, shown }
  if (status !== 200) print(label('notDelivered', { status }))
  for (const what of stage.fake.violations.slice(stage.refused)) print(label('refused', { what }))
  stage.refused = stage.fake.violations.length
}

async function tap(stage: Stage, number: number): Promise<void> {
  const { title = '' } = stage.person.buttons()[number - 1] ?? {}
  await say(stage, { fields: stage.person.tap(title), shown: `[${title}]` })
}

/** Nothing should happen: one message counts once. */
async function again(stage: Stage): Promise<void> {
  const { last, print, label } = stage
  if (!last) return print(label('noLast'))
  await say(stage, { fields: last.fields, shown: label('again', { text: last.shown }) }, 0)
  stage.last = last
}

function show({ print, label, person }: Stage, message: FakeMessage): void {
  const phone = message.to.replace('whatsapp:', '')
  print(showMessage(phone === person.phone ? label('bot') : label('botTo', { phone }), message))
}
