// A real OpenID Connect provider on loopback (oidc-provider): code flow with PKCE for the desk, JWT access tokens with the claims of Entra. Its keys also
// sign tokens directly, for tests that need no browser.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'
import { type Configuration, Provider } from 'oidc-provider'
import type { DeskRole } from '../../bot/desk/contract.ts'
import { OidcStore } from './oidc-store.ts'

export type OidcPerson = { oid: string; name: string; roles: readonly (DeskRole | 'visitor')[] }
export type Minting = {
  /** Seconds that it is valid; negative: expired that long ago. */
  life?: number
  claims?: JWTPayload
  issuer?: string
  audience?: string
  now?: Date
}
export type OidcProvider = {
  issuer: string
  /** The variables of an app that trusts it. */
  env: Record<'OIDC_ISSUER' | 'OIDC_CLIENT_ID' | 'OIDC_TENANT' | 'OIDC_SCOPE', string>
  people: readonly OidcPerson[]
  /** An access token as the provider signs them. */
  mint: (person: OidcPerson, options?: Minting) => Promise<string>
  /** From now on it answers the console of the app at this address. */
  serve: (appUrl: string) => void
  /** It is out of reach, or back. */
  refuse: (refuses: boolean) => void
  stop: () => Promise<void>
}

export const tenant = '6d2f1c9e-0000-4000-8000-00000000a5b7'
export const oidcPeople = {
  karin: { oid: '11111111-0000-4000-8000-000000000001', name: 'Karin de Boer', roles: ['digimaatje'] },
  mo: { oid: '11111111-0000-4000-8000-000000000002', name: 'Mo Yilmaz', roles: ['digimaatje', 'coordinator'] },
  els: { oid: '11111111-0000-4000-8000-000000000003', name: 'Els Vos', roles: ['auditor'] },
  visitor: { oid: '11111111-0000-4000-8000-000000000004', name: 'Vera Visser', roles: ['visitor'] },
} as const satisfies Record<string, OidcPerson>

const clientId = 'digimaatje-desk'
const hour = 3_600

/** Listens on a free port. */
export async function startOidc(people: readonly OidcPerson[] = Object.values(oidcPeople)): Promise<OidcProvider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk: JWK = { ...await exportJWK(privateKey), kid: 'desk-test', use: 'sig', alg: 'RS256' }
  const state: { answer: (request: IncomingMessage, response: ServerResponse) => void; refuses: boolean } = { answer: (_, response) => response.writeHead(503).end(), refuses: false }
  const server = createServer((request, response) => (state.refuses ? request.socket.destroy() : state.answer(request, response)))
  const issuer = await listen(server)
  const serve = (appUrl: string) => {
    state.answer = answerOf(new Provider(issuer, configurationOf({ people, jwk, appUrl })), people)
  }
  serve('http://localhost:1')
  const mint = async (person: OidcPerson, { life = hour, claims = {}, issuer: other, audience, now = new Date() }: Minting = {}) => {
    const at = Math.floor(now.getTime() / 1_000)
    return new SignJWT({ ...claimsOf(person), ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'desk-test' })
      .setIssuer(other ?? issuer).setAudience(audience ?? clientId).setSubject(person.oid).setIssuedAt(Math.min(at, at + life)).setExpirationTime(at + life).sign(privateKey)
  }
  const stop = () => new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
  return {
    issuer, people, mint, serve, stop, env: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_TENANT: tenant, OIDC_SCOPE: 'openid profile offline_access desk' },
    refuse: (refuses) => {
      state.refuses = refuses
    },
  }
}

const claimsOf = ({ oid, name, roles }: OidcPerson) => ({ tid: tenant, oid, name, roles: [...roles] })

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
}

function configurationOf({ people, jwk, appUrl }: { people: readonly OidcPerson[]; jwk: JWK; appUrl: string }): Configuration {
  const personOf = (id: string | undefined) => people.find(({ oid }) => oid === id)
  return {
    jwks: { keys: [jwk as never] },
    clients: [{
      client_id: clientId, token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
      redirect_uris: [`${appUrl}/desk`], post_logout_redirect_uris: [`${appUrl}/desk`],
    }],
    adapter: OidcStore,
    ttl: { AccessToken: hour, AuthorizationCode: 60, Grant: hour, IdToken: hour, Interaction: hour, RefreshToken: hour, Session: hour },
    cookies: { keys: ['for tests only'] },
    clientBasedCORS: () => true,
    scopes: ['openid', 'profile', 'offline_access'],
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: personOf(id)?.name }) }),
    extraTokenClaims: (_, token) => {
      const person = personOf((token as { accountId?: string }).accountId)
      return person && claimsOf(person)
    },
    issueRefreshToken: () => true,
    interactions: { url: (_, { uid }) => `/choose/${uid}` },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session?.accountId ?? '' })
      grant.addOIDCScope('openid profile offline_access')
      grant.addResourceScope(`urn:${clientId}`, 'desk')
      await grant.save()
      return grant
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        logoutSource: (context, form) => {
          context.body = `<!doctype html><title>Sign out</title>${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Yes</button>`
        },
      },
      resourceIndicators: {
        enabled: true, defaultResource: () => `urn:${clientId}`, useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: 'desk', audience: clientId, accessTokenFormat: 'jwt', accessTokenTTL: hour, jwt: { sign: { alg: 'RS256' } } }),
      },
    },
  }
}

/** The provider, with a page of its own to choose who you are: a link each. */
function answerOf(provider: Provider, people: readonly OidcPerson[]): (request: IncomingMessage, response: ServerResponse) => void {
  const standard = provider.callback()
  return (request, response) => {
    const [, uid, chosen] = /^\/choose\/([^/?]+)(?:\/([^/?]+))?$/.exec(request.url ?? '') ?? []
    if (uid === undefined) return void standard(request, response)
    if (chosen !== undefined) return void provider.interactionFinished(request, response, { login: { accountId: chosen } })
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><title>Sign in</title>${people.map(({ oid, name }) => `<p><a href="/choose/${uid}/${oid}">${name}</a></p>`).join('')}`)
  }
}
