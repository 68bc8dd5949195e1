// Who is calling the desk: a bearer token of the issuer (or of the demo), checked anew at every call; and the row of who that is.
import { limits } from '../../../domain/limits.ts'
import type { Keys } from '../../config.ts'
import type { DeskConfig } from '../../config-desk.ts'
import { createDemoTokens } from './demo-tokens.ts'
import { createIssuer } from './issuer.ts'
import { createPeople, type PeopleParts } from './people.ts'
import type { Authenticated, Checked } from './types.ts'

export type { DeskPerson } from './types.ts'
/** `origin`: the network address it came from, for the audit log. Rejects when the database cannot be used. */
export type Authenticate = (token: string, origin?: string | null) => Promise<Authenticated>
export type AuthenticateParts = PeopleParts & { desk: DeskConfig; keys: Pick<Keys, 'signing'> }

/** Checks tokens. Never lets anybody through whom it could not check: the issuer out of reach is `Unavailable`, no role of ours `Forbidden`. */
export function createAuthenticate(parts: AuthenticateParts): Authenticate {
  const check = checkOf(parts)
  const meet = createPeople(parts)
  return async (token, origin = null) => {
    if (token === '' || token.length > limits.desk.tokenCharacters) return { kind: 'refused', code: 'Unauthenticated' }
    const checked = await check(token)
    if (checked.kind === 'refused') return checked
    const { person, expires } = checked
    if (person.roles.length === 0) return { kind: 'refused', code: 'Forbidden' }
    await meet(checked, origin)
    return { kind: 'valid', person, expires }
  }
}

function checkOf({ desk, keys, now, log }: AuthenticateParts): (token: string) => Promise<Checked> {
  return desk.kind === 'demo' ? createDemoTokens({ signing: keys.signing, now }).check : createIssuer({ config: desk, now, log })
}
