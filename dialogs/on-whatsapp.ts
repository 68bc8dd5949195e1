// Texts that name things of the website have another wording on WhatsApp.
import type { TextKey } from '../locales/index.ts'
import type { Work } from './work.ts'

const variants: Partial<Record<TextKey, TextKey>> = {
  'openSite.explain': 'whatsapp.openSite.explain',
  'human.hint': 'whatsapp.human.hint',
  'code.kept': 'whatsapp.code.kept',
  'erase.how': 'whatsapp.erase.how',
}

/** The key of a text as this channel says it. */
export function keyOn(channel: Work['channel'], key: TextKey): TextKey {
  return channel === 'whatsapp' ? variants[key] ?? key : key
}
