import type { Api, Reply } from './api.ts'
import type { Credentials } from './credentials.ts'
import type { Outgoing } from './outbox.ts'
import type { Word } from './wire.ts'

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

/** Asks for a word to go on with in WhatsApp. */
export function askWord(api: Api, credentials: Credentials): Promise<Reply<Word>> {
  return withToken(credentials, (token) => api<Word>('/api/web/whatsapp', { method: 'POST', token }))
}

/** A call that, refused for its token, is done once more with a fresh one. */
async function withToken<T>(credentials: Credentials, call: (token: string) => Promise<Reply<T>>): Promise<Reply<T>> {
  const reply = await call(credentials.token())
  return reply.kind === 'denied' && (await credentials.refresh()) ? call(credentials.token()) : reply
}
