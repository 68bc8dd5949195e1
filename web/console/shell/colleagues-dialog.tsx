import { Avatar } from '@fluentui/react-components'
import type { Colleague } from '../../../bot/desk/contract.ts'
import { useColleagues } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import { Empty } from './empty.tsx'
import { PlainDialog } from './plain-dialog.tsx'

/** Who else is at the desk, and how busy. */
export function ColleaguesDialog({ onClose }: { onClose: () => void }) {
  const colleagues = useColleagues()
  return (
    <PlainDialog title={t('colleagues.title')} onClose={onClose}>
      {colleagues.length === 0 ? <Empty title={t('colleagues.none')} /> : (
        <ul className="colleagues">{colleagues.toSorted(byPresence).map((one) => <ColleagueLine key={one.id} {...one} />)}</ul>
      )}
    </PlainDialog>
  )
}

const byPresence = (a: Colleague, b: Colleague): number => Number(b.here) - Number(a.here) || a.name.localeCompare(b.name, 'nl')

function ColleagueLine({ name, here, roles, busy, capacity }: Colleague) {
  const helps = roles.some((role) => role !== 'auditor')
  const parts = [t(here ? 'colleagues.here' : 'colleagues.away'), roles.map((role) => t(`deskRole.${role}`)).join(', '), ...(helps ? [t(busy >= capacity ? 'colleagues.full' : 'colleagues.busy', { busy, capacity })] : [])]
  return (
    <li>
      <Avatar name={name} badge={{ status: here ? 'available' : 'away' }} aria-hidden />
      <span><strong>{name}</strong><span>{parts.join(' · ')}</span></span>
    </li>
  )
}
