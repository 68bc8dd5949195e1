import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useEffect } from 'react'
import type { CannedReply } from '../../../bot/desk/contract.ts'
import { t } from '../text/labels.ts'
import type { Form } from './warn.ts'

type Props = { replies: readonly CannedReply[]; active: number; choose: (i: number) => void; list: string; form: Form }

/** The focus stays in the field: arrows move, Enter puts it in. */
export function SlashList({ replies, active, choose, list, form }: Props) {
  const styles = useStyles()
  useEffect(() => {
    // In new browsers it returns a promise, which React would take for a clean-up.
    void document.getElementById(`${list}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [list, active])
  return (
    <>
      <span role="status" className={styles.heard}>{replies.length > 0 ? t('conversation.cannedFound', { n: replies.length }) : ''}</span>
      {replies.length > 0 && (
        <div role="listbox" id={list} aria-label={t('conversation.canned')} className={styles.list}>
          {replies.map((reply, i) => (
            <div key={reply.short} id={`${list}-${i}`} role="option" aria-selected={i === active} className={mergeClasses(styles.option, i === active && styles.active)}
              onMouseDown={(event) => { event.preventDefault(); choose(i) }}>
              <strong>/{reply.short}</strong> {reply.title}
              <div className={mergeClasses(styles.text, i === active && styles.activeText)}>{reply[form]}</div>
            </div>
          ))}
        </div>
      )}
    </>
  )
}

const useStyles = makeStyles({
  list: {
    position: 'absolute', bottom: '100%', left: tokens.spacingHorizontalL, right: tokens.spacingHorizontalL, maxHeight: '240px', overflowY: 'auto', zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1, boxShadow: tokens.shadow16, border: `1px solid ${tokens.colorNeutralStroke1}`, borderRadius: tokens.borderRadiusMedium,
  },
  option: { padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`, cursor: 'pointer', borderLeft: '3px solid transparent', '@media (forced-colors: active)': { borderLeftColor: 'Canvas' } },
  active: { backgroundColor: tokens.colorNeutralBackground1Selected, color: tokens.colorNeutralForeground1Selected, borderLeftColor: tokens.colorCompoundBrandStroke, '@media (forced-colors: active)': { forcedColorAdjust: 'none', backgroundColor: 'Highlight', color: 'HighlightText', borderLeftColor: 'Highlight' } },
  text: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' },
  // In high contrast the two colours of one text may be the other way round.
  activeText: { color: 'inherit' },
  heard: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
})
