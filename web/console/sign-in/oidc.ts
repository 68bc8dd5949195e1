// OpenID Connect in the browser: code flow with PKCE at the organisation's issuer. Tokens live in this tab only; no cookies of ours.
import { ErrorResponse, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts'
import type { DeskConfigAnswer } from '../../../bot/desk/contract.ts'
import { ApiError } from '../api/client.ts'
import type { Session, SignIn } from './session.ts'

type OidcConfig = Extract<DeskConfigAnswer['signIn'], { kind: 'oidc' }>

/** Scopes that are about the person, not about an API. */
const own = ['openid', 'profile', 'email', 'offline_access']
/** A token that ends this soon is renewed before it is used. */
const SOON_S = 60
/** Kept over the way to the issuer and back: who just signed out is not signed in again at once. */
const SIGNED_OUT = 'digimaatje-desk-signed-out'

/** Finishes what the issuer sent us back with, or takes the tokens of this tab, or goes to the issuer. */
export async function signInAtIssuer(config: OidcConfig): Promise<SignIn> {
  const manager = createManager(config)
  const start = () => manager.signinRedirect({ state: location.hash })
  const back = new URLSearchParams(location.search)
  if (back.has('state') && (back.has('code') || back.has('error'))) return finish(manager, { config, start })
  if (sessionStorage.getItem(SIGNED_OUT)) {
    sessionStorage.removeItem(SIGNED_OUT)
    return { kind: 'out', problem: 'signedOut', start }
  }
  const user = await manager.getUser()
  if (user && (!user.expired || user.refresh_token)) return { kind: 'in', session: sessionOf(manager, { config, start }) }
  await start()
  return { kind: 'leaving' }
}

/** Back from the issuer: the code becomes tokens, and the address what it was before. */
async function finish(manager: UserManager, { config, start }: { config: OidcConfig; start: () => Promise<void> }): Promise<SignIn> {
  try {
    const user = await manager.signinCallback()
    history.replaceState(null, '', `${location.pathname}${typeof user?.state === 'string' ? user.state : ''}`)
    return { kind: 'in', session: sessionOf(manager, { config, start }) }
  } catch {
    history.replaceState(null, '', location.pathname)
    return { kind: 'out', problem: 'failed', start }
  }
}

function createManager({ issuer, clientId, scope }: OidcConfig): UserManager {
  const page = `${location.origin}/desk`
  return new UserManager({
    authority: issuer, client_id: clientId, scope, redirect_uri: page, post_logout_redirect_uri: page, response_type: 'code',
    userStore: new WebStorageStateStore({ store: sessionStorage }), stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: false, monitorSession: false, loadUserInfo: false, revokeTokensOnSignout: false,
  })
}

function sessionOf(manager: UserManager, { config, start }: { config: OidcConfig; start: () => Promise<void> }): Session {
  let renewing: Promise<User | null> | null = null
  const renew = () => {
    renewing ??= renewOnce(manager).finally(() => { renewing = null })
    return renewing
  }
  return {
    token: async (refused) => {
      const user = await manager.getUser()
      const fresh = user && !refused && (user.expires_in ?? 0) > SOON_S
      const used = fresh ? user : await renew()
      return used ? tokenOf(used, config) : null
    },
    signOut: async () => {
      sessionStorage.setItem(SIGNED_OUT, '1')
      await manager.signoutRedirect().catch(async () => {
        // An issuer without an address to sign out at: forget the tokens here.
        await manager.removeUser()
        location.reload()
      })
    },
    again: start,
  }
}

/** With the refresh token only: a hidden frame would need the issuer's cookie, which browsers keep from frames. null: sign in anew. */
async function renewOnce(manager: UserManager): Promise<User | null> {
  const user = await manager.getUser()
  if (!user?.refresh_token) return null
  return manager.signinSilent().catch((error: unknown) => {
    if (error instanceof ErrorResponse) return null
    throw new ApiError({ status: 0, code: 'Network' })
  })
}

/** Without a scope of an API the access token is the issuer's own business: then the ID token, which is addressed to us, says who it is. */
function tokenOf(user: User, { scope }: OidcConfig): string | null {
  const forApi = scope.split(' ').some((part) => part !== '' && !own.includes(part))
  return (forApi ? user.access_token : user.id_token) ?? null
}
