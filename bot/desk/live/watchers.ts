import type { LiveOut, Who } from '../contract.ts'
import type { Session } from './session.ts'

/** Which consoles of this process look at which conversation. */
export class Watchers {
  readonly #all = new Map<string, Set<Session>>()

  add(conversation: string, session: Session): void {
    this.#all.set(conversation, (this.#all.get(conversation) ?? new Set()).add(session))
  }

  delete(conversation: string, session: Session): void {
    const watchers = this.#all.get(conversation)
    watchers?.delete(session)
    if (watchers?.size === 0) this.#all.delete(conversation)
  }

  has(conversation: string): boolean {
    return this.#all.has(conversation)
  }

  conversations(): Iterable<string> {
    return this.#all.keys()
  }

  of(conversation: string): Iterable<Session> {
    return this.#all.get(conversation) ?? []
  }

  /** Who looks, each once. */
  people(conversation: string): Who[] {
    const people = [...this.of(conversation)].flatMap(({ person }) => (person ? [{ id: person.id, name: person.name }] : []))
    return [...new Map(people.map((one) => [one.id, one])).values()]
  }

  send(conversation: string, frame: LiveOut): void {
    for (const session of this.of(conversation)) session.send(frame)
  }
}
