// The one table of what can be answered instead of a result: code → status. Clients act on the code and the status; the message is for developers.
const table = {
  BadArgument: [400, 'The request is not understood.'],
  MalformedJson: [400, 'The body is not valid JSON.'],
  TextTooLong: [400, 'The text is too long.'],
  EmptyMessage: [400, 'The message has no text, choice or attachment.'],
  MissingToken: [401, 'A bearer token is needed.'],
  Unauthenticated: [401, 'Sign in again: the token is missing, expired or not valid here.'],
  Forbidden: [403, 'This is not for your role.'],
  NotYours: [403, 'Somebody else has this conversation, or nobody.'],
  BadToken: [403, 'The token is not valid.'],
  TokenExpired: [403, 'The token has expired.'],
  ForeignConversation: [403, 'The token belongs to another conversation.'],
  BadTicket: [403, 'The stream address is used, expired or not valid.'],
  BadSignature: [403, 'The request is not signed by the provider for this address.'],
  ForeignMessage: [403, 'The message is not for this account and number.'],
  HostNotAllowed: [403, 'In demo mode only this machine itself is served.'],
  OriginNotAllowed: [403, 'Pages of this origin may not use the bot (ALLOWED_ORIGINS).'],
  NotFound: [404, 'There is nothing at this address.'],
  ConversationNotFound: [404, 'The conversation does not exist (any more).'],
  MethodNotAllowed: [405, 'This method is not allowed here.'],
  LinkOver: [410, 'The one-time link is used, expired or not ours.'],
  RequestTimeout: [408, 'The request took too long.'],
  BodyTooLarge: [413, 'The body is larger than 64 KiB.'],
  NotJson: [415, 'The body must be application/json.'],
  NotForm: [415, 'The body must be application/x-www-form-urlencoded.'],
  TooManyRequests: [429, 'Too many requests; try again later.'],
  HeadersTooLarge: [431, 'The headers are too large.'],
  InternalError: [500, 'Something went wrong here.'],
  Unavailable: [503, 'The service cannot answer now; try again later.'],
} as const satisfies Record<string, readonly [number, string]>

export type HttpErrorCode = keyof typeof table
export type ErrorAnswer = { status: number; headers: Record<string, string>; json: { error: { code: HttpErrorCode; message: string } } }

/** A refusal with a code. `retryAfter` is in seconds. */
export class HttpError extends Error {
  readonly code: HttpErrorCode
  readonly retryAfter: number | undefined
  constructor(code: HttpErrorCode, options: { retryAfter?: number; cause?: unknown } = {}) {
    super(code, { cause: options.cause })
    this.name = 'HttpError'
    this.code = code
    this.retryAfter = options.retryAfter
  }
}

/** The answer of a code: `{"error":{"code","message"}}`, as Direct Line clients expect it. */
export function errorAnswer(code: HttpErrorCode, retryAfter?: number): ErrorAnswer {
  const [status, message] = table[code]
  return { status, headers: retryAfter ? { 'retry-after': String(Math.ceil(retryAfter)) } : {}, json: { error: { code, message } } }
}

/** The code of restify's own error (unknown path, wrong method) or of anything thrown. */
export function codeOf(error: unknown): HttpErrorCode {
  if (error instanceof HttpError) return error.code
  const status = (error as { statusCode?: unknown } | null)?.statusCode
  if (status === 404) return 'NotFound'
  if (status === 405) return 'MethodNotAllowed'
  return 'InternalError'
}

/** A failing dependency (the database) is 503 with a moment to try again, not an error of ours. */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw cause instanceof HttpError ? cause : new HttpError('Unavailable', { retryAfter: 2, cause })
  }
}
