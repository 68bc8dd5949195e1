import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { memo } from 'react'
import type { DeskMessage } from '../../../bot/desk/contract.ts'
import { t, wordFor } from '../text/labels.ts'
import { BotIcon, HumanIcon, PersonIcon } from './icons.ts'
import { MessageMark } from './message-mark.tsx'
import { clockOf } from './times.ts'
import { markOf } from './transcript.ts'

type Props = { message: DeskMessage; starts: boolean; readSeq: number }

/** One message. Whose it is shows in its side, its picture and its name: never in the colour alone. */
export const Bubble = memo(function Bubble({ message, starts, readSeq }: Props) {
  const styles = useStyles()
  const { author, text, buttons, attachments, at } = message
  const mark = markOf(message, readSeq)
  return (
    <li className={mergeClasses(styles.line, author !== 'person' && styles.ours, starts && styles.starts)}>
      {starts && <AuthorLine message={message} />}
      <div className={mergeClasses(styles.bubble, styles[author], mark === 'cancelled' && styles.cancelled)}>
        {!starts && <span className={styles.heard}>{nameOf(message)}: </span>}
        {text !== '' && <p className={styles.text}>{text}</p>}
        {attachments > 0 && <p className={styles.small}>{attachmentsText(message)}</p>}
        {buttons.length > 0 && <Buttons titles={buttons} />}
      </div>
      <div className={styles.small}>
        <time dateTime={at}>{clockOf(at)}</time>
        {mark && <MessageMark mark={mark} />}
      </div>
    </li>
  )
})

function AuthorLine({ message }: { message: DeskMessage }) {
  const styles = useStyles()
  const Picture = { person: PersonIcon, bot: BotIcon, human: HumanIcon }[message.author]
  return <div className={styles.author}><Picture />{nameOf(message)}</div>
}

/** As the person saw them; here they do nothing. */
function Buttons({ titles }: { titles: readonly string[] }) {
  const styles = useStyles()
  return (
    <ul className={styles.buttons} aria-label={t('conversation.buttons')}>
      {titles.map((title) => <li key={title} className={styles.button}>{title}</li>)}
    </ul>
  )
}

/** 1 bijlage; 2 bijlagen: foto, geluid. */
function attachmentsText({ attachments, attachmentKinds }: DeskMessage): string {
  const count = t(attachments === 1 ? 'conversation.attachment' : 'conversation.attachments', { n: attachments })
  const kinds = attachmentKinds.map((kind) => wordFor('conversation.attachmentKind', kind))
  return kinds.length > 0 ? `${count}: ${kinds.join(', ')}` : count
}

export function nameOf({ author, by }: Pick<DeskMessage, 'author' | 'by'>): string {
  return author === 'human' && by ? by : wordFor('conversation.author', author)
}

const useStyles = makeStyles({
  line: { position: 'relative', display: 'flex', flexDirection: 'column', alignItems: 'flex-start', maxWidth: '85%', alignSelf: 'flex-start', listStyleType: 'none', marginTop: '2px' },
  ours: { alignSelf: 'flex-end', alignItems: 'flex-end' },
  starts: { marginTop: tokens.spacingVerticalM },
  author: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2 },
  bubble: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, borderRadius: tokens.borderRadiusLarge, border: `1px solid ${tokens.colorTransparentStroke}`, maxWidth: '100%', boxSizing: 'border-box' },
  person: { backgroundColor: tokens.colorNeutralBackground1, boxShadow: tokens.shadow2, border: `1px solid ${tokens.colorNeutralStroke1}` },
  bot: { backgroundColor: tokens.colorNeutralBackground3, border: `1px dashed ${tokens.colorNeutralStroke1}` },
  human: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorNeutralForeground1, border: `1px solid ${tokens.colorBrandStroke2}` },
  cancelled: { textDecorationLine: 'line-through' },
  text: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', lineHeight: tokens.lineHeightBase300 },
  small: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, margin: `${tokens.spacingVerticalS} 0 0`, padding: 0, listStyleType: 'none' },
  button: { padding: `2px ${tokens.spacingHorizontalS}`, border: `1px solid ${tokens.colorNeutralStroke1}`, borderRadius: tokens.borderRadiusMedium, fontSize: tokens.fontSizeBase200 },
  heard: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
})
