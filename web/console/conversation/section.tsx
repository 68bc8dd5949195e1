import { makeStyles, tokens } from '@fluentui/react-components'
import { type ReactNode, useId } from 'react'

/** A part of the side panel with its title. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles()
  const id = useId()
  return <section aria-labelledby={id} className={styles.section}><h3 id={id} className={styles.title}>{title}</h3>{children}</section>
}

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
})
