import { Button, makeStyles, Textarea, tokens } from '@fluentui/react-components'
import { useId, useMemo, useRef, useState } from 'react'
import { useCanned, useTyping } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import { CannedMenu } from './canned-menu.tsx'
import { findReplies, insertReply, replyOf, shortWordIn, slashAt } from './canned.ts'
import { fieldKeys, type FieldKeys } from './field-keys.ts'
import { SendIcon } from './icons.ts'
import { limits } from './limits.ts'
import { usePane } from './pane-context.tsx'
import { SlashList } from './slash-list.tsx'
import type { Reply } from './use-reply.ts'
import { isGrave, type Form, warningsOf } from './warn.ts'
import { Warnings } from './warnings.tsx'

type Props = Reply & { form: Form }

/** Enter sends, Shift+Enter is a new line, as in Teams; /word puts in a canned reply. */
export function ReplyField({ text, change, send, form }: Props) {
  const styles = useStyles()
  const { id } = usePane()
  const { sendTyping } = useTyping(id)
  const slash = useSlash({ text, change, form })
  const warnings = useMemo(() => warningsOf(text, { form, sentenceWords: limits.sentenceWords }), [text, form])
  const [asked, setAsked] = useState('')
  const [strange, setStrange] = useState('')
  const asking = asked !== '' && asked === text && warnings.some(isGrave)
  const submit = (sure: boolean) => {
    if (shortWordIn(text) !== null) return slash.putWhole() || setStrange(text)
    if (!sure && warnings.some(isGrave)) return setAsked(text)
    setAsked('')
    return send()
  }
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); submit(asking) }} aria-label={t('conversation.answer')}>
      <Warnings warnings={warnings} asking={asking} strange={strange !== '' && strange === text} />
      <SlashList {...slash} form={form} />
      <Textarea
        id="conversation-reply" className={styles.field} ref={slash.field} value={text} rows={rowsOf(text)} resize="none"
        maxLength={limits.replyCharacters} aria-label={t('conversation.answer')} placeholder={t('conversation.answerHint')} aria-describedby="conversation-warnings" {...slash.aria}
        onChange={(_, { value }) => { change(value); slash.moved(); sendTyping() }} onSelect={slash.moved} onKeyDown={fieldKeys({ ...slash.keys, send: () => submit(false) })}
      />
      <div className={styles.buttons}>
        <CannedMenu form={form} onChoose={slash.insertHere} />
        <Button type="submit" appearance="primary" icon={<SendIcon />} disabledFocusable={text.trim() === ''}>{t(asking ? 'conversation.sendAnyway' : 'conversation.send')}</Button>
      </div>
    </form>
  )
}

/** The list of canned replies under a short word that is being typed. */
function useSlash({ text, change, form }: { text: string; change: (text: string) => void; form: Form }) {
  const canned = useCanned()
  const field = useRef<HTMLTextAreaElement>(null)
  const [caret, setCaret] = useState(0)
  const [closed, setClosed] = useState('')
  const [active, setActive] = useState(0)
  const list = useId()
  const slash = slashAt(text, caret)
  const replies = slash && closed !== text ? findReplies(canned, slash.word, form).slice(0, 8) : []
  const at = Math.min(active, replies.length - 1)
  const put = (place: { start: number; end: number }, reply: string) => {
    const next = insertReply(text, place, reply)
    change(next.text)
    setCaret(next.caret)
    requestAnimationFrame(() => { field.current?.focus(); field.current?.setSelectionRange(next.caret, next.caret) })
  }
  const choose = (i: number) => { const reply = replies[i]; if (reply && slash) put(slash, reply[form]) }
  const keys: Omit<FieldKeys, 'send'> = {
    listOpen: replies.length > 0, move: (by) => setActive((at + by + replies.length) % replies.length), choose: () => choose(at), close: () => setClosed(text),
  }
  return {
    field, keys, replies, active: at, choose, list,
    aria: replies.length > 0 ? { 'aria-controls': list, 'aria-activedescendant': `${list}-${at}`, 'aria-autocomplete': 'list' as const } : {},
    /** The field is one short word: its reply comes in its place; false when it has none. */
    putWhole: () => {
      const reply = replyOf(canned, shortWordIn(text) ?? '')
      if (reply) put({ start: 0, end: text.length }, reply[form])
      return reply !== null
    },
    moved: () => { setCaret(field.current?.selectionStart ?? 0); setActive(0) },
    insertHere: (reply: string) => put({ start: field.current?.selectionStart ?? text.length, end: field.current?.selectionEnd ?? text.length }, reply),
  }
}

/** High enough for the text, at about 50 characters a line. */
function rowsOf(text: string): number {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 50)), 0)
  return Math.min(8, Math.max(2, lines))
}

const useStyles = makeStyles({
  form: { position: 'relative', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalM}`, borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  field: { width: '100%' },
  buttons: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: tokens.spacingHorizontalS, '& > button': { minWidth: 'auto', whiteSpace: 'nowrap' } },
})
