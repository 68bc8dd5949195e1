import { makeStyles } from '@fluentui/react-components'
import { useState } from 'react'
import type { DeskMessage } from '../../../bot/desk/contract.ts'
import { nameOf } from './bubble.tsx'
import { heardLast } from './transcript.ts'

/** Says what the person writes to who listens instead of looking; not what was there already. */
export function LiveText({ messages }: { messages: readonly DeskMessage[] }) {
  const styles = useStyles()
  const last = heardLast(messages)
  const [from, setFrom] = useState<number | null>(null)
  if (from === null && messages.length > 0) setFrom(last?.seq ?? 0)
  const isNew = from !== null && last !== null && last.seq > from
  return <div className={styles.heard} aria-live="polite">{isNew ? `${nameOf(last)}: ${last.text}` : ''}</div>
}

const useStyles = makeStyles({
  heard: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
})
