// /v1/Content
import { checkContent } from './content-rules.ts'
import { notFound } from './problem.ts'
import { createSid, type State } from './state.ts'
import type { FakeContent } from './types.ts'

const origin = 'https://content.twilio.com'

/** @throws Problem when it breaks a rule */
export function createContent(state: State, given: unknown, over: Partial<FakeContent> = {}): FakeContent {
  const { friendly_name: friendlyName = '', language, variables = {}, types } = checkContent(given)
  const content = { sid: createSid('HX'), friendlyName, language, variables, types, approved: false, createdAt: state.now(), ...over }
  state.contents.set(content.sid, content)
  return content
}

/** @throws Problem 404 */
export function findContent(state: State, sid: string): FakeContent {
  const content = state.contents.get(sid)
  if (!content) throw notFound(`/v1/Content/${sid}`)
  return content
}

/** One page, newest first. */
export function listContents(state: State, query: URLSearchParams): object {
  const [size, page] = [Number(query.get('PageSize') ?? 50), Number(query.get('Page') ?? 0)]
  const all = [...state.contents.values()].toReversed()
  const url = (number: number) => `${origin}/v1/Content?PageSize=${size}&Page=${number}`
  const meta = {
    page, page_size: size, first_page_url: url(0), previous_page_url: page > 0 ? url(page - 1) : null, url: url(page), next_page_url: all.length > (page + 1) * size ? url(page + 1) : null, key: 'contents',
  }
  return { meta, contents: all.slice(page * size, (page + 1) * size).map((content) => contentJson(state, content)) }
}

export function contentJson({ account }: State, { sid, friendlyName, language, variables, types, createdAt }: FakeContent): object {
  const url = `${origin}/v1/Content/${sid}`
  return {
    sid, account_sid: account.accountSid, friendly_name: friendlyName, language, variables, types, url, date_created: createdAt.toISOString(), date_updated: createdAt.toISOString(),
    links: { approval_create: `${url}/ApprovalRequests/whatsapp`, approval_fetch: `${url}/ApprovalRequests` },
  }
}
