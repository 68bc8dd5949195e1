import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { type RefObject, useImperativeHandle } from 'react'
import type { DeskMessage } from '../../../bot/desk/contract.ts'
import { useMessages, useNow, usePending, useTyping } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import { Bubble } from './bubble.tsx'
import { DownIcon } from './icons.ts'
import { DayLine, NewLine, SystemLine } from './lines.tsx'
import { LiveText } from './live-text.tsx'
import { PendingBubble } from './pending-bubble.tsx'
import { type Item, itemsOf } from './transcript.ts'
import { type Scroll, useScroll } from './use-scroll.ts'
import { useSeen } from './use-seen.ts'

export type TranscriptHandle = { sent: () => void }

/** The messages, newest below. `handle.sent()`: the digimaatje answered, so the end is shown and nothing is new any more. */
export function Transcript({ id, handle }: { id: string; handle: RefObject<TranscriptHandle | null> }) {
  const styles = useStyles()
  const { messages, readSeq, loading, loadEarlier } = useMessages(id)
  const { personTyping } = useTyping(id)
  const replies = usePending(id).filter(({ move }) => move.kind === 'reply')
  const last = messages.at(-1)?.seq ?? 0
  const scroll = useScroll({ first: messages[0]?.seq ?? 0, last: `${last} ${replies.length} ${personTyping}` })
  const { mark, clear } = useSeen(id, { last, atEnd: scroll.atEnd })
  useImperativeHandle(handle, () => ({ sent: () => { clear(); scroll.toEnd() } }))
  return (
    <div className={styles.frame}>
      <div ref={scroll.box} onScroll={scroll.onScroll} className={styles.box} tabIndex={0} role="region" aria-label={t('conversation.messages')}>
        {loading && messages.length === 0 && <Spinner className={styles.middle} label={t('conversation.loading')} />}
        {loadEarlier && <Button appearance="subtle" className={styles.middle} onClick={loadEarlier}>{t('conversation.earlier')}</Button>}
        <Lines messages={messages} mark={mark} readSeq={readSeq} />
        <ol className={styles.list}>{replies.map(({ id: key, move, at }) => <PendingBubble key={key} text={move.kind === 'reply' ? move.text : ''} at={at} />)}</ol>
        {personTyping && <p className={styles.typing}>{t('conversation.personTyping')}</p>}
      </div>
      <ToEnd scroll={scroll} fresh={mark !== null && last > mark} />
      <LiveText messages={messages} />
    </div>
  )
}

function Lines({ messages, mark, readSeq }: { messages: readonly DeskMessage[]; mark: number | null; readSeq: number }) {
  const now = useNow(60_000)
  return <ol className={useStyles().list}>{itemsOf(messages, mark).map((item) => <Line key={item.key} item={item} readSeq={readSeq} now={now} />)}</ol>
}

function Line({ item, readSeq, now }: { item: Item; readSeq: number; now: number }) {
  if (item.kind === 'day') return <DayLine at={item.at} now={now} />
  if (item.kind === 'new') return <NewLine />
  if (item.kind === 'system') return <SystemLine message={item.message} />
  return <Bubble message={item.message} starts={item.starts} readSeq={readSeq} />
}

/** It goes when it was pressed; the focus stays with the messages. */
function ToEnd({ scroll: { atEnd, toEnd, box }, fresh }: { scroll: Scroll; fresh: boolean }) {
  const styles = useStyles()
  if (atEnd) return null
  const press = () => { toEnd(); box.current?.focus({ preventScroll: true }) }
  return <Button className={styles.toEnd} shape="circular" icon={<DownIcon />} onClick={press}>{t(fresh ? 'conversation.toNew' : 'conversation.toEnd')}</Button>
}

const useStyles = makeStyles({
  frame: { position: 'relative', flex: '1 1 0', minHeight: '120px', display: 'flex' },
  box: {
    flex: '1 1 0', minWidth: 0, overflowY: 'auto', padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalM}`, backgroundColor: tokens.colorNeutralBackground2,
    display: 'flex', flexDirection: 'column', outlineOffset: '-2px',
  },
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0 },
  middle: { alignSelf: 'center', marginTop: tokens.spacingVerticalM },
  typing: { margin: `${tokens.spacingVerticalS} 0 0`, fontSize: tokens.fontSizeBase200, fontStyle: 'italic', color: tokens.colorNeutralForeground2 },
  toEnd: { position: 'absolute', bottom: tokens.spacingVerticalM, left: '50%', transform: 'translateX(-50%)', whiteSpace: 'nowrap', boxShadow: tokens.shadow8 },
})
