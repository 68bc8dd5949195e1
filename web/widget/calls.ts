import type { Api, Reply } from './api.ts'
import type { Credentials } from './credentials.ts'
import type { Outgoing } from './outbox.ts'

/** Posts one activity; its id travels as clientActivityID, by which the server knows a repetition. */
export function postActivity(api: Api, credentials: Credentials, { id, activity }: Outgoing): Promise<Reply<unknown>> {
  const path = `/v3/directline/conversations/${encodeURIComponent(credentials.id)}/activities`
  const body = { ...activity, from: { id: 'person' }, channelData: { clientActivityID: id } }
  return withToken(credentials, (token) => api(path, { method: 'POST', token, body }))
}

/** Erases the conversation on the server. True also when it was gone already. */
export async function eraseConversation(api: Api, credentials: Credentials): Promise<boolean> {
  const reply = await withToken(credentials, (token) => api('/api/web/erase', { method: 'POST', token }))
  return reply.kind === 'ok' || reply.kind === 'gone'
}

/** A call that, refused for its token, is done once more with a fresh one. */
async function withToken(credentials: Credentials, call: (token: string) => Promise<Reply<unknown>>): Promise<Reply<unknown>> {
  const reply = await call(credentials.token())
  return reply.kind === 'denied' && (await credentials.refresh()) ? call(credentials.token()) : reply
}
