import { Button, Spinner } from '@fluentui/react-components'
import { useEffect, useMemo, useRef } from 'react'
import type { ListName } from '../../../bot/desk/contract.ts'
import { useDeskState, useModel, useNow } from '../state/desk.tsx'
import { rowsOf } from '../state/rows.ts'
import { t } from '../text/labels.ts'
import { AskNotify } from './ask-notify.tsx'
import { Empty } from './empty.tsx'
import { focusListAtFirst } from './focus.ts'
import { RowLine } from './row-line.tsx'
import { moveInRows } from './row-keys.ts'

/** One of the lists, in its order; a row that changes moves by itself. */
export function ListPane({ list, open }: { list: ListName; open: string | null }) {
  const { load } = useModel()
  const now = useNow()
  const rows = useDeskState((state) => state.rows)
  const me = useDeskState((state) => state.me.id)
  const state = useDeskState(({ lists }) => lists[list])
  useEffect(() => void load(list), [load, list])
  const shown = useMemo(() => rowsOf(rows, list, { me, now }), [rows, list, me, now])
  useFirstFocus(shown.length > 0)
  const title = t(`list.${list}`)
  return (
    <section className="list" aria-label={title}>
      <header><h2>{title}</h2></header>
      {list === 'queue' ? <AskNotify /> : null}
      {shown.length === 0 ? <NoRows list={list} loading={state?.loading !== false} /> : (
        <ul className="rows" onKeyDown={moveInRows} aria-label={title}>
          {shown.map((row, place) => <RowLine key={row.id} row={row} view={list} me={me} now={now} current={row.id === open} first={place === 0} />)}
        </ul>
      )}
      {state?.next ? <Button className="more" appearance="subtle" disabled={state.loading} onClick={() => void load(list, 'more')}>{t('list.more')}</Button> : null}
    </section>
  )
}

/** Once: when there is something to walk through. */
function useFirstFocus(ready: boolean): void {
  const done = useRef(false)
  useEffect(() => {
    if (!ready || done.current) return
    done.current = true
    focusListAtFirst()
  }, [ready])
}

function NoRows({ list, loading }: { list: ListName; loading: boolean }) {
  if (loading) return <Spinner className="empty" label={t('list.loading')} />
  return <Empty title={t(`list.empty.${list}`)} help={t(`list.emptyHelp.${list}`)} />
}
