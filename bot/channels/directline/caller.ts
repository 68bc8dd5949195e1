// Who is calling: the bearer token of a request, checked against the conversation in its address.
import { HttpError } from '../../http/errors.ts'
import type { Incoming } from '../../http/exchange.ts'
import type { Claims, Tokens } from './tokens.ts'

export type Caller = Claims & { expired: boolean }

const mostCharacters = 2_048

/**
 * The caller. `grace`: a token some hours expired will do, for asking a new one and for reading; a 403 there would make
 * Microsoft's client open extra sockets.
 * @throws HttpError MissingToken, BadToken, TokenExpired, ForeignConversation
 */
export async function readCaller(tokens: Tokens, request: Incoming, { grace }: { grace: boolean }): Promise<Caller> {
  const token = /^Bearer +(\S+)$/i.exec(request.header('authorization') ?? '')?.[1]
  if (!token) throw new HttpError('MissingToken')
  const reading = token.length > mostCharacters ? { kind: 'invalid' as const } : await tokens.read(token)
  if (reading.kind === 'invalid') throw new HttpError('BadToken')
  if (reading.kind === 'expired' && !grace) throw new HttpError('TokenExpired')
  const conversation = request.params.id
  if (conversation !== undefined && conversation !== reading.claims.conv) throw new HttpError('ForeignConversation')
  return { ...reading.claims, expired: reading.kind === 'expired' }
}
