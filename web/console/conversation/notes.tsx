import { Button, makeStyles, Textarea, tokens } from '@fluentui/react-components'
import { type FormEvent, useRef, useState } from 'react'
import type { Note } from '../../../bot/desk/contract.ts'
import { uuid } from '../../widget/uuid.ts'
import { useDesk, useNow } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import { drafts } from './drafts.ts'
import { limits } from './limits.ts'
import { usePane } from './pane-context.tsx'
import { Section } from './section.tsx'
import { momentText } from './words.ts'

/** For colleagues only: the person never sees them. */
export function Notes() {
  const { conversation } = usePane()
  const now = useNow(60_000)
  const styles = useStyles()
  return (
    <Section title={t('conversation.notes')}>
      <p className={styles.small}>{t('conversation.notesPrivate')}</p>
      <ul className={styles.list}>
        {conversation?.notes.map(({ id, by, text, at }) => (
          <li key={id} className={styles.note}><p className={styles.text}>{text}</p><p className={styles.small}>{by || t('conversation.someone')}, {momentText(at, now)}</p></li>
        ))}
      </ul>
      <NoteForm />
    </Section>
  )
}

function NoteForm() {
  const styles = useStyles()
  const { text, change, send, sending } = useNote()
  return (
    <form className={styles.form} onSubmit={send}>
      <Textarea value={text} onChange={(_, { value }) => change(value)} maxLength={limits.noteCharacters} aria-label={t('conversation.noteNew')} placeholder={t('conversation.noteNew')} resize="vertical" />
      <Button type="submit" disabledFocusable={text.trim() === '' || sending}>{t('conversation.noteAdd')}</Button>
    </form>
  )
}

/** The same note again, after no answer came, goes under the same id: it is one note. */
function useNote() {
  const { id, ask } = usePane()
  const { api } = useDesk()
  const key = { conversation: id, what: 'note' } as const
  const [text, setText] = useState(() => drafts.read(key))
  const [sending, setSending] = useState(false)
  const tried = useRef<{ id: string; text: string } | null>(null)
  const change = (next: string) => { setText(next); drafts.write(key, next) }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '' || sending) return
    setSending(true)
    const wish = tried.current?.text === text.trim() ? tried.current : { id: uuid(), text: text.trim() }
    tried.current = wish
    if (await ask(() => api.post<Note>(`/conversations/${id}/notes`, wish))) {
      tried.current = null
      change('')
    }
    setSending(false)
  }
  return { text, change, send: (event: FormEvent) => void send(event), sending }
}

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  note: { padding: tokens.spacingHorizontalS, borderLeft: `3px solid ${tokens.colorPaletteMarigoldBorder2}`, backgroundColor: tokens.colorNeutralBackground3 },
  text: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  small: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  form: { display: 'flex', flexDirection: 'column', alignItems: 'flex-end', gap: tokens.spacingVerticalXS, '& > :first-child': { width: '100%' } },
})
