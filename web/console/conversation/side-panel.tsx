import { Button, makeStyles, OverlayDrawer, DrawerBody, DrawerHeader, DrawerHeaderTitle, tokens } from '@fluentui/react-components'
import { t } from '../text/labels.ts'
import { Facts } from './facts.tsx'
import { History } from './history.tsx'
import { DismissIcon } from './icons.ts'
import { Journey } from './journey.tsx'
import { Notes } from './notes.tsx'
import { PhoneNumber } from './phone-number.tsx'
import { Standing } from './standing.tsx'

/** Everything beside the messages: next to them when there is room, else in a drawer. */
export function SidePanel({ wide, open, onClose }: { wide: boolean; open: boolean; onClose: () => void }) {
  const styles = useStyles()
  if (wide) return <aside className={styles.aside} aria-label={t('conversation.details')} tabIndex={0}><Sections /></aside>
  return (
    <OverlayDrawer open={open} position="end" onOpenChange={(_, data) => !data.open && onClose()} aria-label={t('conversation.details')}>
      <DrawerHeader>
        <DrawerHeaderTitle action={<Button appearance="subtle" icon={<DismissIcon />} aria-label={t('conversation.closePanel')} onClick={onClose} />}>{t('conversation.details')}</DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody><Facts inPane={false} /><Sections /></DrawerBody>
    </OverlayDrawer>
  )
}

function Sections() {
  return <div className={useStyles().sections}><PhoneNumber /><Standing /><Journey /><Notes /><History /></div>
}

const useStyles = makeStyles({
  aside: { width: '300px', flexShrink: 0, overflowY: 'auto', padding: tokens.spacingHorizontalL, borderLeft: `1px solid ${tokens.colorNeutralStroke2}`, boxSizing: 'border-box' },
  sections: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL, paddingBottom: tokens.spacingVerticalL },
})
