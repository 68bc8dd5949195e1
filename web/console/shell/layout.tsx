import { useCallback, useEffect, useState } from 'react'
import type { Session } from '../sign-in/session.ts'
import { useDesk, useDeskState } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import { Bar } from './bar.tsx'
import { Dialogs, type DialogName } from './dialogs.tsx'
import { focusReply, focusRow, focusSearch } from './focus.ts'
import { type KeyAction, useKeys } from './keys.ts'
import { Rail } from './rail.tsx'
import { Reminders } from './reminders.tsx'
import { go, routeFor, useHash, type View } from './route.ts'
import { useSearch } from './search.ts'
import { Work } from './work.tsx'

/** Rail, list and pane, as in Teams; on a phone one of them at a time. */
export function Layout({ session }: { session: Session }) {
  const { me } = useDesk()
  const { view, conversation } = routeFor(useHash(), me.roles)
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const search = useSearch()
  const { clear } = search
  const onKey = useCallback((action: KeyAction) => {
    if (action === 'escape') escape(view, clear)
    else actOn(action, { show: setDialog, clear })
  }, [view, clear])
  useKeys(onKey)
  useTitle(view)
  const shows = view === 'audit' ? 'with-audit' : conversation ? 'with-pane' : 'without-pane'
  return (
    <div className={`desk ${shows}`}>
      <a className="skip" href="#pane" onClick={skip}>{t('app.skip')}</a>
      <Bar session={session} search={me.roles.some((role) => role !== 'auditor') ? search : null} onDialog={setDialog} />
      <Rail view={view} conversation={conversation} onChoose={clear} />
      <Work view={view} conversation={conversation} search={search} />
      <Reminders />
      <Dialogs open={dialog} onClose={() => setDialog(null)} session={session} />
    </div>
  )
}

function skip(event: React.MouseEvent): void {
  event.preventDefault()
  document.getElementById('pane')?.focus()
}

/** Choosing a list ends the search. */
function actOn(action: Exclude<KeyAction, 'escape'>, { show, clear }: { show: (dialog: DialogName) => void; clear: () => void }): void {
  if (action === 'search') focusSearch()
  else if (action === 'help') show('shortcuts')
  else if (action === 'reply') focusReply()
  else if (action === 'next' || action === 'previous') focusRow(action)
  else {
    clear()
    go({ view: action, conversation: null })
  }
}

/** From the conversation back to the list; from the search back to the list behind it. */
function escape(view: View, clear: () => void): void {
  const row = document.querySelector<HTMLElement>('.rows [aria-current=true]') ?? document.querySelector<HTMLElement>('.rows a')
  if (document.activeElement?.closest('.pane') && row && row.offsetParent !== null) row.focus()
  else if (document.querySelector('.search-pane')) clear()
  else if (view !== 'audit') go({ view, conversation: null })
}

/** The number waiting stands in the tab of the browser. */
function useTitle(view: View): void {
  const waiting = useDeskState(({ counts }) => counts.queue)
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${t(`list.${view}`)} – ${t('app.title')}`
  }, [waiting, view])
}
