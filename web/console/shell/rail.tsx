import { CounterBadge } from '@fluentui/react-components'
import type { ComponentType, MouseEvent } from 'react'
import { ArchiveFilled, ArchiveRegular, ChatFilled, ChatMultipleFilled, ChatMultipleRegular, ChatRegular, ClipboardTaskListLtrFilled, ClipboardTaskListLtrRegular, PeopleQueueFilled, PeopleQueueRegular } from '../icons.ts'
import { useDesk, useDeskState } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import { go, hashOf, type View, views } from './route.ts'

type Icons = { plain: ComponentType; filled: ComponentType }
const icons: Readonly<Record<View, Icons>> = {
  queue: { plain: PeopleQueueRegular, filled: PeopleQueueFilled },
  mine: { plain: ChatRegular, filled: ChatFilled },
  open: { plain: ChatMultipleRegular, filled: ChatMultipleFilled },
  closed: { plain: ArchiveRegular, filled: ArchiveFilled },
  audit: { plain: ClipboardTaskListLtrRegular, filled: ClipboardTaskListLtrFilled },
}

/** The lists, with how many are in them: left as in Teams, at the bottom of a phone. */
export function Rail({ view, conversation, onChoose }: { view: View; conversation: string | null; onChoose: () => void }) {
  const { me } = useDesk()
  const counts = useDeskState((state) => state.counts)
  const auditor = me.roles.includes('auditor')
  const helps = me.roles.some((role) => role !== 'auditor')
  const shown = views.filter((name) => (name === 'audit' ? auditor : helps))
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      {shown.map((name) => {
        const count = name === 'closed' || name === 'audit' ? 0 : counts[name]
        const label = t(`list.${name}`)
        const { plain: Plain, filled: Filled } = icons[name]
        // The open conversation stays when another list is shown beside it.
        return (
          <a key={name} href={hashOf({ view: name, conversation: name === 'audit' ? null : conversation })} aria-current={view === name ? 'page' : undefined} onClick={(event) => { onChoose(); showList(event, name) }}>
            <span className="rail-icon">{view === name ? <Filled /> : <Plain />}</span>
            <span>{label}</span>
            {count > 0 ? <CounterBadge className="rail-count" size="small" count={count} overflowCount={99} color={name === 'queue' ? 'danger' : 'brand'} /> : null}
          </a>
        )
      })}
    </nav>
  )
}

/** On a phone the open conversation stands in the place of the list: whoever presses a list wants to see it. */
function showList(event: MouseEvent, view: View): void {
  const list = document.querySelector<HTMLElement>('.list')
  if (!list || list.offsetParent !== null || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  go({ view, conversation: null })
}
