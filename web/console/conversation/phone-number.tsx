import { Button, Link, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { PhoneAnswer } from '../../../bot/desk/contract.ts'
import { useDesk } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import { isMine } from './actions.ts'
import { CallIcon } from './icons.ts'
import { usePane } from './pane-context.tsx'
import { Section } from './section.tsx'

/** "Bel mij": the number is shown to who has the conversation, when they ask for it. Who looked is written down. */
export function PhoneNumber() {
  const { row } = usePane()
  const { me } = useDesk()
  const styles = useStyles()
  if (!row.callMe) return null
  return (
    <Section title={t('conversation.callMe')}>
      {isMine(row, me) ? <Number /> : <p className={styles.small}>{t('conversation.callMeOther')}</p>}
    </Section>
  )
}

function Number() {
  const { id, ask } = usePane()
  const { api } = useDesk()
  const styles = useStyles()
  const [answer, setAnswer] = useState<PhoneAnswer | null>(null)
  const show = async () => setAnswer(await ask(() => api.post<PhoneAnswer>(`/conversations/${id}/phone`)))
  return (
    <>
      <div role="status">
        {answer?.phone && <Link href={`tel:${answer.phone}`} className={styles.number}>{answer.phone}</Link>}
        {answer?.phone === null && t('conversation.callMeGone')}
      </div>
      <Button icon={<CallIcon />} onClick={() => (answer ? setAnswer(null) : void show())}>{t(answer ? 'conversation.hideNumber' : 'conversation.showNumber')}</Button>
      <p className={styles.small}>{t('conversation.callMeWritten')}</p>
    </>
  )
}

const useStyles = makeStyles({
  number: { fontSize: tokens.fontSizeBase500 },
  small: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
})
