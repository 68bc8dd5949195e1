import { SearchBox } from '@fluentui/react-components'
import { PlugDisconnectedRegular } from '../icons.ts'
import type { Session } from '../sign-in/session.ts'
import { useDeskState } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import type { DialogName } from './dialogs.tsx'
import { MeMenu } from './me-menu.tsx'
import type { Search } from './search.ts'

type BarProps = { session: Session; /** null: nothing to search in */ search: Search | null; onDialog: (name: DialogName) => void }

/** What is always there: search, whether the line is up, and me. */
export function Bar({ session, search, onDialog }: BarProps) {
  return (
    <header className="bar">
      <h1 className="bar-name">{t('app.title')}</h1>
      {search ? <SearchField {...search} /> : <span className="bar-search" />}
      {search ? <LineStatus /> : null}
      <MeMenu session={session} onDialog={onDialog} />
    </header>
  )
}

function SearchField({ text, setText, run, clear }: Search) {
  return (
    <search className="bar-search">
      <SearchBox
        value={text} aria-label={t('search.label')} placeholder={t('search.placeholder')} maxLength={100} appearance="filled-lighter" dismiss={{ 'aria-label': t('search.clear') }}
        onChange={(_, { value }) => (value === '' ? clear() : setText(value))}
        onKeyDown={(event) => {
          if (event.key === 'Enter') run()
          if (event.key !== 'Escape') return
          event.preventDefault()
          clear()
        }}
      />
    </search>
  )
}

function LineStatus() {
  const line = useDeskState((state) => state.line)
  return (
    <span role="status" className={`bar-line line-${line}`}>
      {line === 'open' ? <span className="line-dot" aria-hidden /> : <PlugDisconnectedRegular aria-hidden />}
      <span>{t(`line.${line}`)}</span>
    </span>
  )
}
