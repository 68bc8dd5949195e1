// What is said about a message that is no text. Nothing of it is ever fetched or kept.
import type { Activity } from 'botbuilder'
import type { TextKey } from '../locales/index.ts'
import type { Work } from './work.ts'

export type AttachmentKind = 'image' | 'audio' | 'video' | 'document' | 'location' | 'contacts' | 'sticker' | 'edited' | 'unsupported'

/** Messages that are no file, as the channels name them. */
const special: Record<string, AttachmentKind> = {
  'application/vnd.digimaatje.location': 'location', 'application/vnd.digimaatje.contacts': 'contacts',
  'application/vnd.digimaatje.edited': 'edited', 'application/vnd.digimaatje.unsupported': 'unsupported',
}
const files: Record<string, AttachmentKind> = { image: 'image', audio: 'audio', video: 'video' }

/** The text about what came with a message, or null when nothing did. */
export function attachmentText({ attachments }: Pick<Activity, 'attachments'>, channel: Work['channel']): TextKey | null {
  const [first] = attachments ?? []
  return first ? `attachment.${attachmentKind(first.contentType, channel)}` : null
}

/** @param contentType as the channel named it */
export function attachmentKind(contentType: string, channel: Work['channel']): AttachmentKind {
  const type = contentType.toLowerCase()
  if (type === 'image/webp' && channel === 'whatsapp') return 'sticker'
  return special[type] ?? files[type.split('/')[0] ?? ''] ?? 'document'
}
