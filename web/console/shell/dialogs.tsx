import { Spinner } from '@fluentui/react-components'
import { lazy, Suspense } from 'react'
import type { Session } from '../sign-in/session.ts'
import { useDeskState } from '../state/desk.tsx'

export type DialogName = 'settings' | 'shortcuts' | 'colleagues'

const contents = {
  settings: lazy(() => import('./settings-dialog.tsx').then((module) => ({ default: module.SettingsDialog }))),
  shortcuts: lazy(() => import('./shortcuts-dialog.tsx').then((module) => ({ default: module.ShortcutsDialog }))),
  colleagues: lazy(() => import('./colleagues-dialog.tsx').then((module) => ({ default: module.ColleaguesDialog }))),
}
const ExpiredDialog = lazy(() => import('./expired-dialog.tsx').then((module) => ({ default: module.ExpiredDialog })))

/** Fetched when they are first needed. */
export function Dialogs({ open, onClose, session }: { open: DialogName | null; onClose: () => void; session: Session }) {
  const refused = useDeskState(({ line }) => line === 'refused')
  const Content = open ? contents[open] : null
  return (
    <Suspense fallback={<Spinner className="fetching" />}>
      {refused ? <ExpiredDialog session={session} /> : null}
      {Content ? <Content onClose={onClose} /> : null}
    </Suspense>
  )
}
