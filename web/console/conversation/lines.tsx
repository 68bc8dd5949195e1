import { makeStyles, tokens } from '@fluentui/react-components'
import { t } from '../text/labels.ts'
import { clockOf } from './times.ts'
import type { Item } from './transcript.ts'
import { dayText } from './words.ts'

/** Something that happened: it is nobody's message. */
export function SystemLine({ message }: Pick<Extract<Item, { kind: 'system' }>, 'message'>) {
  const styles = useStyles()
  const { event, text, at } = message
  const said = event.name === 'other' ? text : t(`conversation.event.${event.name}`, { name: event.by ?? t('conversation.someone') })
  return <li className={styles.system}>{said} <time dateTime={at}>{clockOf(at)}</time></li>
}

export function DayLine({ at, now }: { at: string; now: number }) {
  return <li className={useStyles().day}>{dayText(at, now)}</li>
}

export function NewLine() {
  return <li className={useStyles().fresh}>{t('conversation.new')}</li>
}

const useStyles = makeStyles({
  system: { alignSelf: 'center', listStyleType: 'none', padding: tokens.spacingVerticalS, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, textAlign: 'center' },
  day: { alignSelf: 'center', listStyleType: 'none', padding: tokens.spacingVerticalM, fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold, '::first-letter': { textTransform: 'uppercase' } },
  fresh: {
    listStyleType: 'none', textAlign: 'end', marginTop: tokens.spacingVerticalM, fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorPaletteRedForeground1, borderBottom: `1px solid ${tokens.colorPaletteRedBorder2}`,
  },
})
