// What somebody typed in the demo, as what they do.
import type { InboundFields } from '../fake-twilio.ts'

export type Say = { kind: 'say'; fields: InboundFields; shown: string }
export type Act =
  | Say
  | { kind: 'two'; both: Say[] }
  | { kind: 'tap'; number: number }
  | { kind: 'again' | 'help' | 'stop' | 'nothing' }
  | { kind: 'who'; phone: string }
  | { kind: 'wrong'; label: 'unknown' | 'noPhone'; values: Record<string, string> }

type Labels = Record<string, string>

/** @param buttons how many there are under the last message: a number up to that is a tap, anything else a text */
export function readLine(line: string, { buttons, labels }: { buttons: number; labels: Labels }): Act {
  const text = line.trim()
  if (text === '') return { kind: 'nothing' }
  const number = /^[1-9]\d?$/.test(text) ? Number(text) : 0
  if (number > 0 && number <= buttons) return { kind: 'tap', number }
  if (!text.startsWith('/')) return say(line)
  const [command = '', ...rest] = text.split(' ')
  return doCommand(command, rest.join(' '), labels)
}

const places = { latitude: 51.8449, longitude: 4.6714 }

function doCommand(command: string, rest: string, labels: Labels): Act {
  const shown = (name: string) => `(${labels[name]})${rest && ` ${rest}`}`
  switch (command) {
    case '/foto': return { kind: 'say', fields: { media: ['image/jpeg'], body: rest }, shown: shown('photo') }
    case '/spraak': return { kind: 'say', fields: { media: ['audio/ogg'] }, shown: shown('voice') }
    case '/sticker': return { kind: 'say', fields: { media: ['image/webp'] }, shown: shown('sticker') }
    case '/locatie': return { kind: 'say', fields: places, shown: shown('location') }
    case '/twee': return { kind: 'two', both: rest.split('|').map((part) => say(part.trim())) }
    case '/sid': return { kind: 'again' }
    case '/wie': return who(rest)
    case '/hulp': return { kind: 'help' }
    case '/stop': return { kind: 'stop' }
    default: return { kind: 'wrong', label: 'unknown', values: { command } }
  }
}

const say = (text: string): Say => ({ kind: 'say', fields: { body: text }, shown: text })

/** A Dutch number as people write it, or one with its country. */
function who(text: string): Act {
  const digits = text.replace(/[^\d+]/g, '').replace(/^00/, '+').replace(/^0/, '+31')
  return /^\+[1-9]\d{6,14}$/.test(digits) ? { kind: 'who', phone: digits } : { kind: 'wrong', label: 'noPhone', values: { text } }
}
