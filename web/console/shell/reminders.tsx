import { Button } from '@fluentui/react-components'
import { ClockAlarmRegular } from '../icons.ts'
import { useDesk, useDeskState, useModel } from '../state/desk.tsx'
import type { DueReminder } from '../state/state.ts'
import { handleOf } from '../text/handle.ts'
import { t, wordFor } from '../text/labels.ts'

/** "Herinner mij": it is time. Stays until somebody says what to do with it. */
export function Reminders() {
  const due = useDeskState(({ reminders }) => reminders)
  return <div className="toasts" role="status" aria-live="polite">{due.map((reminder) => <Reminder key={reminder.id} {...reminder} />)}</div>
}

function Reminder({ id, conversation }: DueReminder) {
  const { api, openConversation } = useDesk()
  const { reminderDone } = useModel()
  const row = useDeskState(({ rows }) => rows.get(conversation))
  const done = () => {
    reminderDone(id)
    // Said again at the next sign-in when it does not arrive, which is better than lost.
    api.post(`/conversations/${conversation}/reminders/${id}/done`).catch(() => undefined)
  }
  return (
    <section className="toast" aria-label={t('reminder.title')}>
      <ClockAlarmRegular aria-hidden />
      <p><strong>{t('reminder.title')}</strong><span>{t('row.handle', { handle: handleOf(conversation) })}. {row ? wordFor('step', row.step) : t('reminder.text')}</span></p>
      <Button appearance="primary" size="small" onClick={() => { done(); openConversation(conversation) }}>{t('reminder.open')}</Button>
      <Button size="small" onClick={done}>{t('reminder.done')}</Button>
    </section>
  )
}
