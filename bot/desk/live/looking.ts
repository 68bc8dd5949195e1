// Who at the desk looks at a conversation, and who of them is typing; in memory, told to the other processes, forgotten by itself.
import { limits } from '../../../domain/limits.ts'
import type { Signal, Signals } from '../../turn/types.ts'
import type { LiveOut, Who } from '../contract.ts'

export type LookingParts = {
  feed: Pick<Signals, 'signal'>
  processId: string
  now: () => Date
  /** Who watches it at this process. */
  here: (conversation: string) => Who[]
  onChange: (conversation: string) => void
}
type LookingSignal = Extract<Signal, { kind: 'looking' }>
type Shown = Extract<LiveOut, { kind: 'looking' }>['people']

const { lookingEvery, lookingForgotten, typingShown } = limits.desk
/** A signal holds 1,000 characters. */
const mostPeople = 8

/** Presence at conversations. Times come from `now`. */
export class Looking {
  readonly #parts: LookingParts
  /** Conversation → process → who, and when they were heard of. */
  readonly #elsewhere = new Map<string, Map<string, { people: Who[]; at: number }>>()
  /** Conversation → person → until when. */
  readonly #typing = new Map<string, Map<string, number>>()
  #toldAt = 0

  constructor(parts: LookingParts) {
    this.#parts = parts
  }

  /** Somebody here came or went. */
  announce(conversation: string): void {
    this.#tell(conversation)
    this.#parts.onChange(conversation)
  }

  /** Everybody who looks at it, but for `viewer`. */
  people(conversation: string, viewer: string): Shown {
    const elsewhere = [...this.#elsewhere.get(conversation)?.values() ?? []].flatMap(({ people }) => people)
    const typing = this.#typing.get(conversation)
    const others = [...this.#parts.here(conversation), ...elsewhere].filter(({ id }) => id !== viewer)
    return [...new Map(others.map(({ id, name }) => [id, { id, name, typing: typing?.has(id) ?? false }])).values()]
  }

  heard({ process, conversation, people }: LookingSignal): void {
    if (process === this.#parts.processId) return
    const known = this.#elsewhere.get(conversation) ?? new Map<string, { people: Who[]; at: number }>()
    const before = JSON.stringify(known.get(process)?.people ?? [])
    if (people.length > 0) this.#elsewhere.set(conversation, known.set(process, { people, at: this.#at() }))
    else forget(this.#elsewhere, conversation, process)
    if (JSON.stringify(people) !== before) this.#parts.onChange(conversation)
  }

  typed(conversation: string, id: string): void {
    const typing = this.#typing.get(conversation) ?? new Map<string, number>()
    const known = typing.has(id)
    this.#typing.set(conversation, typing.set(id, this.#at() + typingShown))
    if (!known) this.#parts.onChange(conversation)
  }

  /** @param watched every conversation that is watched at this process */
  tick(watched: Iterable<string>): void {
    const at = this.#at()
    this.#forgetWhere(this.#typing, (until) => at >= until)
    this.#forgetWhere(this.#elsewhere, (seen) => at - seen.at >= lookingForgotten)
    if (at - this.#toldAt < lookingEvery) return
    this.#toldAt = at
    for (const conversation of watched) this.#tell(conversation)
  }

  #tell(conversation: string): void {
    const { feed, processId: process, here } = this.#parts
    feed.signal({ kind: 'looking', process, conversation, people: here(conversation).slice(0, mostPeople) })
  }

  #forgetWhere<What>(all: Map<string, Map<string, What>>, isOver: (what: What) => boolean): void {
    for (const [conversation, inner] of all) for (const [key, what] of inner) {
      if (!isOver(what)) continue
      forget(all, conversation, key)
      this.#parts.onChange(conversation)
    }
  }

  #at(): number {
    return this.#parts.now().getTime()
  }
}

function forget(all: Map<string, Map<string, unknown>>, conversation: string, key: string): void {
  const inner = all.get(conversation)
  inner?.delete(key)
  if (inner?.size === 0) all.delete(conversation)
}
