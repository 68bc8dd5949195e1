// What is said about a message that is no text. Nothing of it is ever fetched or kept.
import type { Activity } from 'botbuilder'
import type { TextKey } from '../locales/index.ts'
import type { Work } from './work.ts'

type Kind = 'image' | 'audio' | 'video' | 'document' | 'location' | 'contacts' | 'sticker' | 'edited' | 'unsupported'

/** Messages that are no file, as the channels name them. */
const special: Record<string, Kind> = {
  'application/vnd.digimaatje.location': 'location', 'application/vnd.digimaatje.contacts': 'contacts',
  'application/vnd.digimaatje.edited': 'edited', 'application/vnd.digimaatje.unsupported': 'unsupported',
}
const files: Record<string, Kind> = { image: 'image', audio: 'audio', video: 'video' }

/** The text about what came with a message, or null when nothing did. */
export function attachmentText({ attachments }: Pick<Activity, 'attachments'>, channel: Work['channel']): TextKey | null {
  const type = attachments?.[0]?.contentType.toLowerCase()
  return type === undefined ? null : `attachment.${kindOf(type, channel)}` as TextKey
}

function kindOf(type: string, channel: Work['channel']): Kind {
  if (type === 'image/webp' && channel === 'whatsapp') return 'sticker'
  return special[type] ?? files[type.split('/')[0] ?? ''] ?? 'document'
}
