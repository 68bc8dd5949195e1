import { Button, Spinner } from '@fluentui/react-components'
import type { SearchAnswer } from '../../../bot/desk/contract.ts'
import { DismissRegular } from '../icons.ts'
import { useDeskState, useNow } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import { Empty } from './empty.tsx'
import type { View } from './route.ts'
import { moveInRows } from './row-keys.ts'
import { RowLine } from './row-line.tsx'
import type { Search } from './search.ts'
import type { SearchState } from './with-handle.ts'

/** What was found, in the place of the list. */
export function SearchPane({ search, view, open }: { search: Search; view: View; open: string | null }) {
  const { state } = search
  return (
    <section className="list search-pane" aria-label={t('search.results')}>
      <header>
        <h2>{t('search.results')}</h2>
        <Button appearance="subtle" icon={<DismissRegular />} aria-label={t('list.close')} onClick={search.clear} />
      </header>
      {state?.kind === 'found' ? <Found answer={state.answer} view={view} open={open} /> : <NotFound state={state} />}
    </section>
  )
}

function NotFound({ state }: { state: SearchState | null }) {
  if (state?.kind === 'busy') return <Spinner className="empty" label={t('search.busy')} />
  return <div role="alert"><Empty title={t(state?.kind === 'short' ? 'search.short' : 'search.failed')} /></div>
}

function Found({ answer, view, open }: { answer: SearchAnswer; view: View; open: string | null }) {
  const now = useNow()
  const me = useDeskState((state) => state.me.id)
  const rows = useDeskState((state) => state.rows)
  if (answer.found.length === 0) return <div role="status"><Empty title={t('search.none')} help={t('search.noneHelp')} /></div>
  return (
    <>
      <ul className="rows" onKeyDown={moveInRows} aria-label={t('search.results')}>
        {answer.found.map(({ row, seq, excerpt }, place) => (
          <RowLine key={`${row.id} ${seq}`} row={rows.get(row.id) ?? row} view={view} me={me} now={now} current={row.id === open} first={place === 0}>
            {excerpt ? <span className="row-excerpt">{excerpt}</span> : null}
          </RowLine>
        ))}
      </ul>
      {answer.more ? <p className="more-hint" role="status">{t('search.more')}</p> : null}
    </>
  )
}
