// What became of a message that Twilio did not accept: one table of codes, for answers to a call and for later status callbacks alike.
import type { FailureCause, SendOutcome } from '../../delivery/types.ts'
import { NotSent, Throttled } from './http-client.ts'

type Verdict = { kind: 'later' } | { kind: 'window' } | { kind: 'failed'; cause: FailureCause }

const later: Verdict = { kind: 'later' }
const failed = (cause: FailureCause): Verdict => ({ kind: 'failed', cause })

/** Twilio's codes. Whatever is not here, and was refused, is our fault. https://www.twilio.com/docs/api/errors */
const verdicts: Readonly<Record<string, Verdict>> = {
  20429: later, // too many requests
  21611: later, // the sender's queue is full
  63018: later, // too many messages a second, or to one person
  63016: { kind: 'window' }, // outside the 24 hours
  21610: failed('optOut'), // wrote STOP
  63014: failed('optOut'), // blocked us
  63003: failed('person'), // no such WhatsApp user
  63024: failed('person'), // cannot be reached
  20003: failed('account'), // credentials
  20005: failed('account'), // account not active
  63017: failed('account'), // account or sender limit
  63038: failed('account'), // daily limit
  21211: failed('ours'), 21603: failed('ours'), 21604: failed('ours'), 21617: failed('ours'), 21619: failed('ours'), 21655: failed('ours'),
  63005: failed('ours'), 63007: failed('ours'), 63013: failed('ours'), 63019: failed('ours'), 63021: failed('ours'),
}

/** The verdict on a code of Twilio's. */
export function verdictOf(code: string): Verdict {
  return verdicts[code] ?? failed('ours')
}

/** Why a message that was accepted failed later; null: it did not, or may pass. */
export function causeOf(code: string | null): FailureCause | null {
  const verdict = code === null ? null : verdictOf(code)
  return verdict?.kind === 'failed' ? verdict.cause : null
}

/**
 * What a failed call means for its message. Only what was surely not processed may be sent again without asking: a refusal, or a
 * connection that never came about. Never carries Twilio's own words: they hold phone numbers.
 */
export function outcomeOf(error: unknown): Exclude<SendOutcome, { kind: 'accepted' }> {
  if (error instanceof Throttled) return { kind: 'later', after: error.after, code: error.code }
  if (error instanceof NotSent) return { kind: 'later', after: 0, code: error.code }
  const { status, code } = error as { status?: unknown; code?: unknown }
  if (typeof status !== 'number' || status >= 500) return { kind: 'unknown', code: nameOf(error, status) }
  // The server had no patience: it may have read everything.
  if (status === 408) return { kind: 'unknown', code: 'http408' }
  const known = typeof code === 'number' || typeof code === 'string' ? String(code) : `http${status}`
  if (status === 401 && !verdicts[known]) return { kind: 'failed', code: known, cause: 'account' }
  return withCode(verdictOf(known), known)
}

function withCode(verdict: Verdict, code: string): Exclude<SendOutcome, { kind: 'accepted' }> {
  return verdict.kind === 'later' ? { ...verdict, after: 0, code } : { ...verdict, code }
}

function nameOf(error: unknown, status: unknown): string {
  if (typeof status === 'number') return `http${status}`
  const { code, name } = error as { code?: unknown; name?: unknown }
  return typeof code === 'string' ? code : String(name ?? 'unknown')
}
