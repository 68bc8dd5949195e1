// What a message must be to be accepted: the OpenAPI's fields and the rules it leaves out.
import { type Rendered, renderContent } from './content-render.ts'
import { badRequest } from './problem.ts'
import type { State } from './state.ts'
import type { FakeMessage } from './types.ts'

/** `approved`: may also be sent outside the 24 hours. */
export type Accepted = Pick<FakeMessage, 'to' | 'from' | 'body' | 'shape' | 'buttons' | 'contentSid' | 'contentVariables' | 'mediaUrls' | 'statusCallback'> & { approved: boolean }

const toForm = /^whatsapp:(\+[1-9]\d{6,14}|[A-Z]{2}\.[A-Za-z0-9.]{1,128})$/
const known = new Set([
  'To', 'StatusCallback', 'ApplicationSid', 'MaxPrice', 'ProvideFeedback', 'Attempt', 'ValidityPeriod', 'ForceDelivery', 'ContentRetention', 'AddressRetention', 'SmartEncoded', 'PersistentAction', 'TrafficType',
  'ShortenUrls', 'ScheduleType', 'SendAt', 'SendAsMms', 'ContentVariables', 'RiskCheck', 'From', 'FallbackFrom', 'MessagingServiceSid', 'Body', 'MediaUrl', 'ContentSid',
])
const longest = 1_600

/** @throws Problem with Twilio's code for the first rule that is broken */
export function checkMessage(state: State, form: URLSearchParams): Accepted {
  const unknown = [...form.keys()].find((name) => !known.has(name))
  if (unknown) throw badRequest(20001, `Unknown parameter ${unknown}`)
  const [to, from] = [checkTo(form.get('To')), checkFrom(form.get('From'), state.account.from)]
  const statusCallback = checkCallback(form.get('StatusCallback'))
  const mediaUrls = form.getAll('MediaUrl')
  const contentSid = form.get('ContentSid')
  if (contentSid === null && form.has('ContentVariables')) throw badRequest(21654, 'ContentVariables need a ContentSid')
  if (contentSid !== null && (form.has('Body') || mediaUrls.length > 0)) throw badRequest(20001, 'ContentSid goes without Body and MediaUrl')
  const said = contentSid === null ? { ...checkText(form.get('Body'), mediaUrls), approved: false, contentVariables: null } : checkContentOf(state, contentSid, form.get('ContentVariables'))
  return { to, from, statusCallback, mediaUrls, contentSid, ...said }
}

function checkTo(to: string | null): string {
  if (!to) throw badRequest(21604, "A 'To' phone number is required.")
  if (toForm.test(to)) return to
  if (/^\+\d+$/.test(to)) throw badRequest(21910, "Invalid From and To pair. From and To should be of the same channel")
  throw badRequest(21211, `Invalid 'To' Phone Number: ${to}`)
}

function checkFrom(from: string | null, own: string): string {
  if (!from) throw badRequest(21603, "A 'From' phone number is required.")
  if (from !== own) throw badRequest(63007, 'Twilio could not find a Channel with the specified From address')
  return from
}

function checkCallback(url: string | null): string | null {
  if (url === null) return null
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw badRequest(21609, `The 'StatusCallback' URL ${url} is not a valid URL.`)
  return url
}

function checkText(body: string | null, mediaUrls: readonly string[]): Rendered {
  if ((body ?? '').trim() === '' && mediaUrls.length === 0) throw badRequest(21619, 'A text message body or media urls must be specified.')
  if ((body ?? '').length > longest) throw badRequest(21617, `The concatenated message body exceeds the ${longest} character limit (${body?.length})`)
  if (mediaUrls.length > 1) throw badRequest(21623, 'WhatsApp takes one media a message')
  if (mediaUrls.some((url) => !URL.canParse(url))) throw badRequest(21620, 'Invalid media URL(s)')
  return { body: body ?? '', shape: 'text', buttons: [] }
}

function checkContentOf(state: State, sid: string, variables: string | null) {
  const content = state.contents.get(sid)
  if (!content) throw badRequest(21655, `The ContentSid ${sid} is invalid`)
  const { variables: contentVariables, ...rendered } = renderContent(content, variables)
  return { ...rendered, contentVariables, approved: content.approved }
}
