import type { Api } from './api.ts'
import type { Conversation } from './wire.ts'

/** The token of one conversation, kept fresh: at 80 % of its life it is exchanged for the next. */
export type Credentials = {
  readonly id: string
  token(): string
  adopt(conversation: Conversation): void
  /** Asks for a new token now; false if the server will not give one. */
  refresh(): Promise<boolean>
  stop(): void
}

const SHARE_OF_LIFE = 0.8
const RETRY_MS = 30_000

export function createCredentials(api: Api, first: Conversation): Credentials {
  let token = first.token
  let timer: ReturnType<typeof setTimeout> | undefined
  const plan = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void refresh(), ms)
  }
  const adopt = (conversation: Conversation): void => {
    token = conversation.token
    if (conversation.expires_in) plan(conversation.expires_in * 1000 * SHARE_OF_LIFE)
  }
  const refresh = async (): Promise<boolean> => {
    const reply = await api<Conversation>('/v3/directline/tokens/refresh', { method: 'POST', token })
    if (reply.kind === 'ok') adopt(reply.body)
    if (reply.kind === 'later') plan(RETRY_MS)
    return reply.kind === 'ok'
  }
  adopt(first)
  return { id: first.conversationId, token: () => token, adopt, refresh, stop: () => clearTimeout(timer) }
}
