import type { Activity } from './wire.ts'

/** Who has the word: the bot; the bot while a human is waited for; a human with this first name. `at`: the id of the event that said so. */
export type Helper = { readonly kind: 'bot' | 'waiting' | 'human'; readonly name: string; readonly at: string }

export const botHelps: Helper = { kind: 'bot', name: '', at: '' }

/** Who has the word after this activity: Bot Framework's hand-off events say so, now and in the history. The very same one when nothing changes. */
export function nextHelper(helper: Helper, { type, name, id = '', value, channelData }: Activity): Helper {
  // Ids sort as the messages do; what comes again, or late, changes nothing.
  if (type !== 'event' || id <= helper.at) return helper
  if (name === 'handoff.initiate') return { kind: 'waiting', name: '', at: id }
  if (name !== 'handoff.status') return helper
  if (value?.state === 'accepted') return { kind: 'human', name: channelData?.by ?? '', at: id }
  return { kind: value?.move === 'released' ? 'waiting' : 'bot', name: '', at: id }
}
