import { Button, makeStyles, Popover, PopoverSurface, PopoverTrigger, SearchBox, tokens, useArrowNavigationGroup } from '@fluentui/react-components'
import { useState } from 'react'
import { useCanned } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import { findReplies } from './canned.ts'
import { CannedIcon } from './icons.ts'
import type { Form } from './warn.ts'

/** All canned replies, to search in. */
export function CannedMenu({ form, onChoose }: { form: Form; onChoose: (text: string) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={(_, data) => setOpen(data.open)} trapFocus positioning="above-start">
      <PopoverTrigger disableButtonEnhancement><Button appearance="subtle" icon={<CannedIcon />}>{t('conversation.cannedButton')}</Button></PopoverTrigger>
      <PopoverSurface aria-label={t('conversation.canned')}>
        <Replies form={form} onChoose={(text) => { setOpen(false); onChoose(text) }} />
      </PopoverSurface>
    </Popover>
  )
}

function Replies({ form, onChoose }: { form: Form; onChoose: (text: string) => void }) {
  const styles = useStyles()
  const [typed, setTyped] = useState('')
  const arrows = useArrowNavigationGroup({ axis: 'vertical' })
  const found = findReplies(useCanned(), typed, form)
  return (
    <div className={styles.menu} {...arrows}>
      <SearchBox value={typed} onChange={(_, { value }) => setTyped(value)} placeholder={t('conversation.cannedSearch')} aria-label={t('conversation.cannedSearch')} dismiss={{ 'aria-label': t('search.clear') }}
        onKeyDown={(event) => { const [first] = found; if (event.key === 'Enter' && first) { event.preventDefault(); onChoose(first[form]) } }} />
      <div className={styles.list}>
        {found.map((reply) => (
          <Button key={reply.short} appearance="subtle" className={styles.reply} onClick={() => onChoose(reply[form])}>
            <span className={styles.title}><strong>/{reply.short}</strong> {reply.title}</span>
            <span className={styles.text}>{reply[form]}</span>
          </Button>
        ))}
        {found.length === 0 && <p>{t('conversation.cannedNone')}</p>}
      </div>
    </div>
  )
}

const useStyles = makeStyles({
  menu: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, width: 'min(420px, calc(100vw - 64px))' },
  list: { display: 'flex', flexDirection: 'column', maxHeight: '320px', overflowY: 'auto' },
  reply: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', flexShrink: 0, textAlign: 'start', fontWeight: tokens.fontWeightRegular },
  title: { fontSize: tokens.fontSizeBase300 },
  text: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, whiteSpace: 'pre-wrap' },
})
