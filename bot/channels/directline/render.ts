// Our messages as Direct Line activities.
import type { StoredActivity, StoredMessage } from '../../turn/types.ts'

export type DirectLineFrame = { activities: object[]; watermark: string }

/** Ids and names on the wire; what people read comes from the widget's labels. A digimaatje goes by the first name. */
const speakers = {
  bot: () => ({ id: 'digimaatje-bot', name: 'digimaatje-bot', role: 'bot' }),
  human: (by?: string) => ({ id: 'digimaatje', name: by || 'digimaatje', role: 'bot' }),
}

/**
 * Messages in order, with the watermark that comes after them. `user` is who reads: their own messages are theirs, in every tab.
 * Of what is no message clients get the hand-over only; the watermark goes past the rest.
 */
export function renderFrame(messages: readonly StoredMessage[], user: string, watermark: number): DirectLineFrame {
  const shown = messages.filter(({ activity }) => (activity.type ?? 'message') === 'message' || isHandoff(activity))
  return { activities: shown.map((message) => renderActivity(message, user)), watermark: String(messages.at(-1)?.seq ?? watermark) }
}

/** A digimaatje is typing. The watermark stays where it is. */
export function renderTyping(conversationId: string, { by, watermark }: { by: string; watermark: number }): DirectLineFrame {
  const typing = { type: 'typing', id: `${activityId(conversationId, watermark)}.typing`, channelId: 'directline', conversation: { id: conversationId }, from: speakers.human(by) }
  return { activities: [typing], watermark: String(watermark) }
}

/** `<conversation>|0000007`: sortable, and the same for every reader. */
export function activityId(conversationId: string, seq: number): string {
  return `${conversationId}|${String(seq).padStart(7, '0')}`
}

function renderActivity({ conversationId, seq, author, activity, createdAt }: StoredMessage, user: string): object {
  return {
    type: 'message',
    locale: 'nl-NL',
    ...(isHandoff(activity) ? renderHandoff(activity) : activity),
    id: activityId(conversationId, seq),
    timestamp: createdAt.toISOString(),
    channelId: 'directline',
    conversation: { id: conversationId },
    from: author === 'person' ? { id: user, role: 'user' } : speakers[author](nameIn(activity)),
  }
}

const isHandoff = ({ type, name }: StoredActivity) => type === 'event' && (name === 'handoff.initiate' || name === 'handoff.status')

/** Bot Framework's hand-off events, without the packet that is for the digimaatje: where it stands, and who has it. */
function renderHandoff({ type, name, value, channelData }: StoredActivity): StoredActivity {
  const by = nameIn({ channelData })
  const { state, move } = (value ?? {}) as { state?: unknown; move?: unknown }
  const where = { ...(typeof state === 'string' && { state }), ...(typeof move === 'string' && { move }) }
  return { type, name, ...(name === 'handoff.status' && { value: where }), ...(by && { channelData: { by } }) }
}

function nameIn({ channelData }: StoredActivity): string | undefined {
  const by = (channelData as { by?: unknown } | undefined)?.by
  return typeof by === 'string' ? by : undefined
}
