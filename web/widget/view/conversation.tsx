import { useSignal } from '@preact/signals'
import { Fragment } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { dayKey, dayLabel } from '../dates.ts'
import { labels } from '../labels.ts'
import type { Entry } from '../transcript.ts'
import { Answers } from './answers.tsx'
import { Bubble } from './bubble.tsx'
import { Typing } from './typing.tsx'
import { useScroll } from './use-scroll.ts'

type ConversationProps = { readonly chat: Chat; readonly now: () => number }

/** A panel that is just shown must not read out all that it shows: only what comes after. */
const SHOWN_AFTER_MS = 500

export function Conversation({ chat, now }: ConversationProps) {
  const { entries, announcing, replaced } = chat.store
  const shown = useShown(chat)
  const scroller = useRef<HTMLDivElement>(null)
  useScroll(scroller, chat)
  return (
    <div ref={scroller} class="scroller" role="region" aria-label={labels.messages} tabIndex={0}>
      {replaced.value && <p class="day">{labels.gone}</p>}
      <div role="log" aria-label={labels.messages} aria-live={announcing.value && shown ? 'polite' : 'off'} aria-relevant="additions">
        {entries.value.map((entry, index, all) => (
          <Fragment key={entry.key}>
            {startsDay(entry, all[index - 1]) && <p class="day">{dayLabel(entry.at, now(), labels)}</p>}
            <Bubble entry={entry} first={!together(all[index - 1], entry)} last={!together(entry, all[index + 1])} onRetry={() => chat.retry(entry.key)} />
          </Fragment>
        ))}
      </div>
      <Typing chat={chat} />
      <Answers chat={chat} />
    </div>
  )
}

function useShown(chat: Chat): boolean {
  const shown = useSignal(true)
  const open = chat.store.open.value
  useEffect(() => {
    if (!open) shown.value = false
    const timer = setTimeout(() => { shown.value = open }, SHOWN_AFTER_MS)
    return () => clearTimeout(timer)
  }, [open, shown])
  return shown.value
}

function startsDay(entry: Entry, before: Entry | undefined): boolean {
  return !before || dayKey(before.at) !== dayKey(entry.at)
}

/** Messages of one speaker on one day stand together, with one picture and one time. */
function together(one: Entry | undefined, other: Entry | undefined): boolean {
  return one !== undefined && other !== undefined && one.author === other.author && one.name === other.name && !startsDay(other, one)
}
