// What a Direct Line client posts, made into what a turn takes. Who, where and when are never read from it.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { limits } from '../../../domain/limits.ts'
import { choiceForm, cleanText, contentTypeForm } from '../../turn/clean-text.ts'
import type { StoredActivity } from '../../turn/types.ts'

export type TurnToRun = { kind: 'turn'; externalId: string; activity: StoredActivity }
export type Parsed =
  | TurnToRun
  /** The person is typing: told to a digimaatje who has them, kept nowhere. */
  | { kind: 'typing' }
  /** Our widget: the messages up to this number were seen. */
  | { kind: 'read'; seq: number }
  /** Other people's events: acknowledged, nothing happens. */
  | { kind: 'ignored' }
  | { kind: 'refused'; code: 'BadArgument' | 'TextTooLong' | 'EmptyMessage' }

const { textCharacters, clientIdCharacters, attachments: mostAttachments } = limits.directLine
const word = z.string().regex(choiceForm)
const choice = z.object({ choice: word, on: word.optional() })
const clientId = z.string().regex(new RegExp(`^[\\x21-\\x7e]{1,${clientIdCharacters}}$`))
const attachment = z.object({ contentType: z.string().regex(contentTypeForm) }).catch({ contentType: 'application/octet-stream' })

const posted = z.object({
  type: z.string(),
  name: z.string().optional().catch(undefined),
  text: z.string().nullish(),
  value: choice.optional().catch(undefined),
  attachments: z.array(attachment).optional().catch(undefined),
  channelData: z.object({ clientActivityID: clientId.optional().catch(undefined) }).optional().catch(undefined),
})
type Posted = z.infer<typeof posted>
const seen = z.object({ value: z.object({ seq: z.int().min(1).max(2_147_483_647) }) })

/** Reads a posted activity. A message keeps its cleaned text, its choice and the kinds of its attachments, never their content. */
export function parseActivity(body: unknown): Parsed {
  const { success, data } = posted.safeParse(body)
  if (!success) return { kind: 'refused', code: 'BadArgument' }
  if (data.type === 'event' && data.name === 'resume') return turn(data, { type: 'event', name: 'resume' })
  if (data.type === 'event' && data.name === 'read') return parseRead(body)
  if (data.type === 'typing') return { kind: 'typing' }
  return data.type === 'message' ? parseMessage(data) : { kind: 'ignored' }
}

/** A message that says only: something was sent that is not read here. */
export function refusedUpload(): TurnToRun {
  return turn({}, { type: 'message', text: '', attachments: [{ contentType: 'application/octet-stream' }] })
}

function parseRead(body: unknown): Parsed {
  const { success, data } = seen.safeParse(body)
  return success ? { kind: 'read', seq: data.value.seq } : { kind: 'ignored' }
}

function parseMessage(data: Posted): Parsed {
  const text = cleanText(data.text ?? '')
  const files = (data.attachments ?? []).slice(0, mostAttachments)
  if (text.length > textCharacters) return { kind: 'refused', code: 'TextTooLong' }
  if (text.trim() === '' && !data.value && files.length === 0) return { kind: 'refused', code: 'EmptyMessage' }
  return turn(data, {
    type: 'message', text,
    ...(data.value ? { value: data.value } : {}),
    ...(files.length > 0 ? { attachments: files } : {}),
  })
}

function turn({ channelData }: Pick<Posted, 'channelData'>, activity: StoredActivity): TurnToRun {
  const id = channelData?.clientActivityID
  return {
    kind: 'turn',
    externalId: id ?? randomUUID(),
    // Dutch whatever the browser says: without it the framework's prompts turn English.
    activity: { ...activity, locale: 'nl-NL', ...(id ? { channelData: { clientActivityID: id } } : {}) },
  }
}
