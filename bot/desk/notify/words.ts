// A notice in words: the subject and the text of the mail; the subject is the text of the webhook too.
import { fill, type TextValues } from '../../../locales/index.ts'
import type { Facts } from './facts.ts'

export type NoticeWords = { subject: string; text: string }
const minute = 60

/** @param labels locales/notify.nl.json */
export function createNoticeWords(labels: Record<string, string>): (facts: Facts) => NoticeWords {
  const say = (key: string, values: TextValues = {}) => fill(labels[key] ?? key, values)
  const counted = (prefix: string, counts: Partial<Record<string, number>>) =>
    Object.entries(counts).map(([kind, count = 0]) => say('counted', { what: say(`${prefix}.${kind}`), count })).join(', ')
  return (facts) => {
    const { kind, count, reasons, channels, waitingSeconds, deskUrl } = facts
    const many = count === 1 ? 'one' : 'many'
    const minutes = Math.floor(waitingSeconds / minute)
    const lines = [
      say(`${kind}.${many}`, { count }), '', say('why', { reasons: counted('reason', reasons) }), say('where', { channels: counted('channel', channels) }),
      say(minutes < 1 ? 'justNow' : minutes === 1 ? 'minute' : 'minutes', { minutes }), '',
      deskUrl === null ? say('noDesk') : say('desk', { url: deskUrl }), '', say('private'),
    ]
    return { subject: say(`subject.${kind}.${many}`, { count }), text: lines.join('\n') }
  }
}
