import type { Helper } from './helper.ts'
import type { Outgoing } from './outbox.ts'

/**
 * What this browser keeps for all its tabs (localStorage): its credential, which conversation is open, who has the word there, the id of the last
 * message that was on screen, the letter size.
 */
export type Kept = {
  readonly secret?: string
  readonly conversation?: string
  readonly helper?: Helper['kind']
  readonly seen?: string
  readonly size?: number
}

/** What this tab keeps over a reload (sessionStorage): what was typed and not sent, for one conversation only. */
export type Held = { readonly conversation?: string; readonly draft?: string; readonly unsent?: readonly Outgoing[] }

export type Keep<T> = { read(): T; write(change: T): void; clear(): void }

export const KEY = 'digimaatje-bot'

/** One JSON value under our one key. A browser that forbids storage gets memory: the conversation then ends with the page. */
export function createKeep<T extends object>(find: () => Storage): Keep<T> {
  let memory: string | null = null
  const attempt = <R>(use: (storage: Storage) => R, otherwise: R): R => {
    try {
      return use(find())
    } catch {
      return otherwise
    }
  }
  const read = (): T => parse<T>(attempt((storage) => storage.getItem(KEY), memory))
  return {
    read,
    write: (change) => {
      memory = JSON.stringify({ ...read(), ...change })
      attempt((storage) => storage.setItem(KEY, memory ?? ''), undefined)
    },
    clear: () => {
      memory = null
      attempt((storage) => storage.removeItem(KEY), undefined)
    },
  }
}

function parse<T extends object>(text: string | null): T {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return (typeof value === 'object' && value !== null ? value : {}) as T
  } catch {
    return {} as T
  }
}
