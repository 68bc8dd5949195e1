// What a route of the desk is: who may call it, and what it does for them.
import type { Answer, Incoming } from '../../http/exchange.ts'
import type { DeskPerson } from '../auth/authenticate.ts'
import type { DeskRole } from '../contract.ts'

export type DeskCall = { request: Incoming; person: DeskPerson }
export type DeskHandler = (call: DeskCall) => Promise<Answer> | Answer
export type DeskRoute = {
  method: 'get' | 'post'
  path: string
  /** One of these roles is needed; `open`: nobody need sign in. */
  roles: readonly DeskRole[] | 'open'
  handler: DeskHandler
}
