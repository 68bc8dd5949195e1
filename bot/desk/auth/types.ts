// What a token says of who is behind it.
import type { HttpErrorCode } from '../../http/errors.ts'
import type { DeskRole } from '../contract.ts'

export type DeskPerson = { id: string; name: string; roles: DeskRole[] }
/** What a token says, once its signature, issuer, audience and time are checked. `issued`: when they signed in, or had the token renewed. */
export type Claimed = { person: DeskPerson; issued: Date; expires: Date }
export type Refused = { kind: 'refused'; code: Extract<HttpErrorCode, 'Unauthenticated' | 'Forbidden' | 'Unavailable'> }
export type Checked = ({ kind: 'valid' } & Claimed) | Refused
export type Authenticated = { kind: 'valid'; person: DeskPerson; expires: Date } | Refused
