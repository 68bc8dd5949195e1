import type { Refusal, Who } from '../../../bot/desk/contract.ts'
import { ApiError } from '../api/client.ts'
import { type LabelKey, t } from '../text/labels.ts'

const refused: Readonly<Record<Refusal, LabelKey>> = {
  taken: 'conversation.refused.taken', notYours: 'conversation.refused.notYours', notPossible: 'conversation.refused.notPossible', window: 'conversation.refused.window',
  optedOut: 'conversation.refused.optedOut', noTemplate: 'conversation.refused.noTemplate', targetAway: 'conversation.refused.targetAway',
  unknownStep: 'conversation.refused.unknownStep', gone: 'conversation.refused.gone', busy: 'conversation.refused.busy',
}

/** Why the server did not do it, and what to do. `me`: id of who asked. */
export function refusalText({ code, by }: { code: Refusal; by: Who | null }, me: string): string {
  if (code === 'taken' && by?.id === me) return t('conversation.refused.mine')
  return t(refused[code], { name: by?.name ?? t('conversation.someone') })
}

/** What to do when there was no answer, or none that was expected. */
export function failureText(error: unknown): string {
  if (!(error instanceof ApiError)) return t('conversation.failed.other', { code: 'Unknown' })
  if (error.status === 0 || error.status >= 500) return t('conversation.failed.connection')
  if (error.status === 401) return t('conversation.failed.signedOut')
  if (error.status === 403) return t(error.code === 'NotYours' ? 'error.NotYours' : 'conversation.failed.forbidden')
  if (error.status === 404) return t('conversation.refused.gone')
  return error.status === 429 ? t('conversation.refused.busy') : t('conversation.failed.other', { code: error.code })
}
