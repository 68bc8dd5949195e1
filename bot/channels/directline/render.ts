// Our messages as Direct Line activities.
import type { Author, StoredMessage } from '../../turn/types.ts'

export type DirectLineFrame = { activities: object[]; watermark: string }

/** Ids and names on the wire; what people read comes from the widget's labels. */
const speakers: Record<Exclude<Author, 'person'>, object> = {
  bot: { id: 'digimaatje-bot', name: 'digimaatje-bot', role: 'bot' },
  human: { id: 'digimaatje', name: 'digimaatje', role: 'bot' },
}

/** Messages in order, with the watermark that comes after them. `user` is who reads: their own messages are theirs, in every tab. */
export function renderFrame(messages: readonly StoredMessage[], user: string, watermark: number): DirectLineFrame {
  return { activities: messages.map((message) => renderActivity(message, user)), watermark: String(messages.at(-1)?.seq ?? watermark) }
}

/** `<conversation>|0000007`: sortable, and the same for every reader. */
export function activityId(conversationId: string, seq: number): string {
  return `${conversationId}|${String(seq).padStart(7, '0')}`
}

function renderActivity({ conversationId, seq, author, activity, createdAt }: StoredMessage, user: string): object {
  return {
    type: 'message',
    locale: 'nl-NL',
    ...activity,
    id: activityId(conversationId, seq),
    timestamp: createdAt.toISOString(),
    channelId: 'directline',
    conversation: { id: conversationId },
    from: author === 'person' ? { id: user, role: 'user' } : speakers[author],
  }
}
