// Which rows of the desk's lists changed: what was committed in one moment is read once for every console of this process.
import { limits } from '../../../domain/limits.ts'
import type { SqlPool } from '../../../prisma/client.ts'
import { type CatchUp, createCatchUp } from '../../turn/catch-up.ts'
import type { Signals } from '../../turn/types.ts'
import type { DeskRow } from '../contract.ts'
import { type Found, readChanged, readOpen, type Reminders } from './read-changed.ts'

export type Changed = {
  rows: { row: DeskRow; /** false: for who watches it only */ listed: boolean }[]
  reminders: Reminders
  gone: string[]
  /** Conversations of which something changed, in a list or not. */
  touched: string[]
}
export type ChangeParts = {
  sql: SqlPool
  feed: Pick<Signals, 'subscribeAll'>
  /** Whether anybody is connected: else nothing is read. */
  anybody: () => boolean
  isWatched: (conversation: string) => boolean
  onChange: (changed: Changed) => void
}

type Known = { row: DeskRow; text: string }

/** Tells what changed; `onChange` gets the newest rows, in the order they were read. */
export class Changes {
  readonly #parts: ChangeParts
  readonly #catchUp: CatchUp
  readonly #unsubscribe: () => void
  /** Open rows as they were last told. */
  readonly #known = new Map<string, Known>()
  readonly #pending = new Set<string>()
  #everything = false
  #primed: Promise<void> | null = null
  #timer: NodeJS.Timeout | undefined

  constructor(parts: ChangeParts) {
    this.#parts = parts
    this.#catchUp = createCatchUp(() => this.#readOn())
    this.#unsubscribe = parts.feed.subscribeAll((conversations) => {
      if (!parts.anybody()) return
      for (const id of conversations) this.#pending.add(id)
      this.#everything ||= conversations.length === 0
      this.#soon()
    })
  }

  /** Resolves when every open row is known, so that the next change of one is seen. Rejects when the database cannot be used. */
  prime(): Promise<void> {
    this.#primed ??= this.#prime().catch((error: unknown) => {
      this.#primed = null
      throw error
    })
    return this.#primed
  }

  /** This conversation is watched from now on. */
  look(conversation: string): void {
    this.#pending.add(conversation)
    this.#soon()
  }

  /** Reads everything that is shown again. */
  reread(): void {
    this.#everything = true
    this.#soon()
  }

  /** Tries again what could not be read. */
  retry(): void {
    if (this.#pending.size > 0 || this.#everything) this.#soon()
  }

  /** The row as it was last read, of an open or watched conversation. */
  known(conversation: string): DeskRow | null {
    return this.#known.get(conversation)?.row ?? null
  }

  /** Nobody is connected any more. */
  forget(): void {
    this.#known.clear()
    this.#pending.clear()
    this.#everything = false
    this.#primed = null
  }

  stop(): void {
    this.#unsubscribe()
    clearTimeout(this.#timer)
    this.forget()
  }

  /** Changes of one moment go out together. */
  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#catchUp.ask()
    }, limits.desk.gather)
  }

  async #prime(): Promise<void> {
    this.#note(await this.#read(await readOpen(this.#parts.sql)))
  }

  async #readOn(): Promise<'done'> {
    const ids = [...this.#pending]
    const all = this.#everything
    this.#pending.clear()
    this.#everything = false
    try {
      await this.#tell(ids, all)
    } catch (error) {
      for (const id of ids) this.#pending.add(id)
      this.#everything ||= all
      throw error
    }
    return 'done'
  }

  async #tell(ids: string[], all: boolean): Promise<void> {
    const wanted = all ? [...new Set([...ids, ...this.#known.keys(), ...await readOpen(this.#parts.sql)])] : ids
    if (wanted.length === 0) return
    const found = await this.#read(wanted)
    const rows = this.#note(found)
    this.#prune(all)
    const touched = [...new Set([...ids, ...rows.map(({ row }) => row.id), ...found.gone])]
    this.#parts.onChange({ ...found, rows, touched })
  }

  #read(ids: string[]): Promise<Found> {
    return readChanged(this.#parts.sql, ids, (id) => this.#known.has(id) || this.#parts.isWatched(id))
  }

  /** Remembers the rows; those that are not as they were. */
  #note({ rows, reminders, gone }: Found): Found['rows'] {
    for (const id of gone) this.#known.delete(id)
    return rows.flatMap(({ row, listed }) => {
      const before = this.#known.get(row.id)
      const text = JSON.stringify([row, reminders.filter(({ conversation }) => conversation === row.id)])
      this.#known.set(row.id, { row, text })
      // What left its list a moment ago is told to everybody once more.
      return before?.text === text ? [] : [{ row, listed: listed || before !== undefined }]
    })
  }

  /** What is closed and watched by nobody is forgotten, when all that is open has been read. */
  #prune(all: boolean): void {
    if (!all) return
    for (const [id, { row }] of this.#known) if (!isOpen(row) && !this.#parts.isWatched(id)) this.#known.delete(id)
  }
}

const isOpen = ({ state, flag }: DeskRow) => state === 'waiting' || state === 'human' || flag !== null
