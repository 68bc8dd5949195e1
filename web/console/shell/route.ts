// Where the console is, in the address: #queue, #queue/<conversation>, #audit. So Back, reload and a link work.
import { useSyncExternalStore } from 'react'
import type { DeskRole, ListName } from '../../../bot/desk/contract.ts'

export const views = ['queue', 'mine', 'open', 'closed', 'audit'] as const
export type View = ListName | 'audit'
/** `conversation`: the one that is open. `view` null: nothing said, so whatever suits the role. */
export type Route = { view: View | null; conversation: string | null }

export function readRoute(hash: string): Route {
  const [name = '', id = ''] = hash.replace(/^#\/?/, '').split('/')
  const view = views.find((known) => known === name) ?? null
  return { view, conversation: view !== 'audit' && /^[\da-f-]{36}$/i.test(id) ? id.toLowerCase() : null }
}

/** Who only reads the log sees the log; who may not read it sees the queue instead. */
export function routeFor(hash: string, roles: readonly DeskRole[]): Route & { view: View } {
  const { view, conversation } = readRoute(hash)
  if (roles.every((role) => role === 'auditor')) return { view: 'audit', conversation: null }
  return { view: view === null || (view === 'audit' && !roles.includes('auditor')) ? 'queue' : view, conversation }
}

export const hashOf = ({ view, conversation }: Route): string => `#${view ?? 'queue'}${conversation ? `/${conversation}` : ''}`

export const useHash = (): string => useSyncExternalStore(subscribe, () => location.hash)

export function go(route: Route): void {
  location.hash = hashOf(route)
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}
