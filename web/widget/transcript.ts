import type { Action, Activity, Link, Progress } from './wire.ts'

/** `known`: the server has it, in this order. `sent`: acknowledged, its echo is still under way. */
export type Status = 'sending' | 'failed' | 'sent' | 'known'

export type Entry = {
  readonly key: string
  readonly author: 'bot' | 'human' | 'self'
  readonly name: string
  readonly text: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly status: Status
  readonly actions: readonly Action[]
  readonly links: readonly Link[]
  readonly progress: Progress | null
  readonly celebrate: boolean
}

type Entries = readonly Entry[]

/**
 * The entries with an activity of the server added in its place: before whatever the server does not know yet.
 * An echo of an own message takes over the waiting bubble (and its text, for the server masks codes). What is no message changes nothing.
 */
export function addActivity(entries: Entries, activity: Activity): Entries {
  if (activity.type !== 'message' || !activity.id) return entries
  const entry = toEntry(activity, activity.id)
  const present = entries.find(({ key }) => key === entry.key)
  if (present?.status === 'known') return entries
  const others = entries.filter((other) => other !== present)
  const place = others.filter(({ status }) => status === 'known').length
  return [...others.slice(0, place), entry, ...others.slice(place)]
}

/** The entries with an own message at the end, waiting to be sent. */
export function addOwn(entries: Entries, own: { key: string; text: string; at: number }): Entries {
  if (entries.some(({ key }) => key === own.key)) return entries
  return [...entries, { ...own, author: 'self', name: '', status: 'sending', actions: [], links: [], progress: null, celebrate: false }]
}

/** The entries with another status for one own message; what the server already knows stays so. */
export function setStatus(entries: Entries, key: string, status: Status): Entries {
  if (!entries.some((entry) => entry.key === key && entry.status !== 'known')) return entries
  return entries.map((entry) => (entry.key === key ? { ...entry, status } : entry))
}

/** The answers to show: those of the last entry, if the bot said it. At most three, as the texts promise. */
export function openActions(entries: Entries): readonly Action[] {
  const last = entries[entries.length - 1]
  return last && last.author !== 'self' ? last.actions.slice(0, 3) : []
}

/** The last step the bot named, or null. */
export function lastProgress(entries: Entries): Progress | null {
  return entries.reduce<Progress | null>((found, { progress }) => progress ?? found, null)
}

/** The number of the last message of a human, 0 when there is none. */
export function lastOfHuman(entries: Entries): number {
  return entries.reduce((last, { author, key }) => (author === 'human' ? Number(key.split('|')[1]) || last : last), 0)
}

/** The id of the last message that was not the person's own, '' when there is none. */
export function lastHeard(entries: Entries): string {
  return entries.reduce((last, { author, key }) => (author === 'self' ? last : key), '')
}

/** What was said since the person last spoke: what "read aloud" reads. */
export function lastSaid(entries: Entries): Entries {
  const heard = entries.filter(({ author }) => author !== 'self')
  const spoke = entries.map(({ author }) => author).lastIndexOf('self')
  const newest = entries.slice(spoke + 1)
  return newest.length > 0 ? newest : heard.slice(-1)
}

function toEntry(activity: Activity, id: string): Entry {
  const { from = {}, channelData = {} } = activity
  const self = from.role === 'user'
  return {
    key: (self && channelData.clientActivityID) || id,
    author: self ? 'self' : from.id === 'digimaatje-bot' ? 'bot' : 'human',
    name: from.name ?? '',
    text: activity.text ?? '',
    at: Date.parse(activity.timestamp ?? '') || 0,
    status: 'known',
    actions: activity.suggestedActions?.actions ?? [],
    links: channelData.links ?? [],
    progress: channelData.progress ?? null,
    celebrate: channelData.celebrate === true,
  }
}
