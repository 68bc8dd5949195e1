// Demo mode: the one-time link of the terminal opens the desk for this browser, as whom you like.
import type { DemoSignedIn, demoPeople } from '../../../bot/desk/contract.ts'
import { ApiError, errorOf } from '../api/client.ts'
import type { Session } from './session.ts'

export type DemoWho = (typeof demoPeople)[number]
export const everybody: readonly DemoWho[] = ['karin', 'mo', 'els']

/** `key`: what signs in (of the link, or of an earlier sign-in); null: the link must be opened first. */
export type Demo = { key: string | null; session: Session | null; choose: (who: DemoWho) => Promise<Session> }

/** The browser's, so that a second tab can be somebody else. */
const KEY = 'digimaatje-desk-demo'
/** This tab's. */
const WHO = 'digimaatje-desk-who'

export function openDemo(): Demo {
  const link = /^#demo=([\w-]+)$/.exec(location.hash)?.[1] ?? null
  if (link) history.replaceState(null, '', location.pathname)
  const key = link ?? localStorage.getItem(KEY)
  const who = everybody.find((name) => name === sessionStorage.getItem(WHO)) ?? null
  return {
    key,
    // A new link is a new server: whoever this tab was, is asked again.
    session: who && !link && key ? sessionOf(who) : null,
    choose: async (name) => {
      const { token } = await signIn(localStorage.getItem(KEY), name).catch((error: unknown) => {
        if (link && error instanceof ApiError && !error.passing) return signIn(link, name)
        throw error
      })
      sessionStorage.setItem(WHO, name)
      return sessionOf(name, token)
    },
  }
}

/** Signs in with the link or the earlier session, and keeps what signs in the next time. @throws ApiError */
async function signIn(key: string | null, who: DemoWho): Promise<DemoSignedIn> {
  if (key === null) throw new ApiError({ status: 401, code: 'Unauthenticated' })
  const response = await fetch('/api/desk/demo-sign-in', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: key, who }) })
    .catch(() => { throw new ApiError({ status: 0, code: 'Network' }) })
  if (!response.ok) throw await errorOf(response)
  const signedIn = await response.json() as DemoSignedIn
  localStorage.setItem(KEY, signedIn.session)
  return signedIn
}

function sessionOf(who: DemoWho, first: string | null = null): Session {
  let token = first
  return {
    token: async (renew) => {
      if (token !== null && !renew) return token
      token = await signIn(localStorage.getItem(KEY), who).then((signedIn) => signedIn.token).catch((error: unknown) => {
        if (error instanceof ApiError && error.passing) throw error
        return null
      })
      return token
    },
    signOut: leave,
    again: leave,
  }
}

/** Back to the choice of who you are. */
async function leave(): Promise<void> {
  sessionStorage.removeItem(WHO)
  location.reload()
}
