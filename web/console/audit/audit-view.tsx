import { Button, Field, Input, MessageBar, MessageBarBody, Select, Spinner } from '@fluentui/react-components'
import { type FormEvent, useCallback, useEffect, useState } from 'react'
import type { AuditAnswer } from '../../../bot/desk/contract.ts'
import { ApiError } from '../api/client.ts'
import { Empty } from '../shell/empty.tsx'
import { useDesk } from '../state/desk.tsx'
import { t, wordFor } from '../text/labels.ts'
import { AuditTable } from './audit-table.tsx'
import { type Filters, lastWeek, queryOf } from './filters.ts'
import { save } from './save.ts'
import './audit.css'

type Shown = { answer: AuditAnswer; loading: boolean; problem: string | null }

/** The log of who did what (NEN 7513), for auditors: filtered, in pages, and as a file. */
export function AuditView() {
  const { now } = useDesk()
  const [asked, setAsked] = useState<Filters>(() => lastWeek(now()))
  const [picked, setPicked] = useState(0)
  const { answer, loading, problem, more } = useAudit(asked)
  const pick = (subject: string) => {
    setAsked((before) => ({ ...before, subject }))
    setPicked((before) => before + 1)
  }
  return (
    <div className="audit">
      <header>
        <h2>{t('audit.title')}</h2>
        <p>{t('audit.text')}</p>
      </header>
      <FilterForm key={picked} first={asked} actions={answer.actions} onShow={setAsked} />
      {problem ? <MessageBar intent="error"><MessageBarBody>{wordFor('error', problem)}</MessageBarBody></MessageBar> : null}
      {answer.lines.length > 0 ? <AuditTable lines={answer.lines} onSubject={pick} /> : null}
      {answer.lines.length === 0 && !loading && !problem ? <Empty title={t('audit.none')} help={t('audit.noneHelp')} /> : null}
      {loading ? <Spinner label={t('audit.loading')} /> : null}
      {answer.next && !loading ? <Button onClick={more}>{t('list.more')}</Button> : null}
    </div>
  )
}

const nothing: AuditAnswer = { lines: [], next: null, actions: [] }

/** Reads the first page of these filters, and the next ones behind it. */
function useAudit(filters: Filters): Shown & { more: () => void } {
  const { api } = useDesk()
  const [shown, setShown] = useState<Shown>({ answer: nothing, loading: true, problem: null })
  useEffect(() => {
    let current = true
    const put = (change: (before: Shown) => Shown) => void (current && setShown(change))
    put((before) => ({ ...before, loading: true, problem: null }))
    api.get<AuditAnswer>(`/audit${queryOf(filters)}`)
      .then((answer) => put(() => ({ answer, loading: false, problem: null })))
      .catch((error: unknown) => put(({ answer }) => ({ answer: { ...nothing, actions: answer.actions }, loading: false, problem: codeOf(error) })))
    return () => { current = false }
  }, [api, filters])
  const { next } = shown.answer
  const more = useCallback(() => {
    if (next === null) return
    setShown((before) => ({ ...before, loading: true }))
    api.get<AuditAnswer>(`/audit${queryOf(filters, next)}`)
      .then((page) => setShown(({ answer }) => ({ answer: { ...page, lines: [...answer.lines, ...page.lines] }, loading: false, problem: null })))
      .catch((error: unknown) => setShown((before) => ({ ...before, loading: false, problem: codeOf(error) })))
  }, [api, filters, next])
  return { ...shown, more }
}

const codeOf = (error: unknown): string => (error instanceof ApiError ? error.code : 'Unknown')

function FilterForm({ first, actions, onShow }: { first: Filters; actions: readonly string[]; onShow: (filters: Filters) => void }) {
  const [wish, setWish] = useState(first)
  const put = (change: Partial<Filters>) => setWish((before) => ({ ...before, ...change }))
  const show = (event: FormEvent) => {
    event.preventDefault()
    onShow(wish)
  }
  return (
    <form className="audit-filters" onSubmit={show}>
      <Field label={t('audit.from')}><Input type="date" value={wish.from} onChange={(_, { value }) => put({ from: value })} /></Field>
      <Field label={t('audit.to')}><Input type="date" value={wish.to} onChange={(_, { value }) => put({ to: value })} /></Field>
      <Field label={t('audit.action')}>
        <Select value={wish.action} onChange={(_, { value }) => put({ action: value })}>
          <option value="">{t('audit.anyAction')}</option>
          {actions.map((name) => <option key={name} value={name}>{wordFor('auditAction', name)}</option>)}
        </Select>
      </Field>
      <Field label={t('audit.actor')}><Input value={wish.actor} onChange={(_, { value }) => put({ actor: value })} /></Field>
      <Field label={t('audit.subject')} hint={t('audit.subjectHint')}><Input value={wish.subject} onChange={(_, { value }) => put({ subject: value })} /></Field>
      <Button type="submit" appearance="primary">{t('audit.show')}</Button>
      <CsvButton filters={wish} />
    </form>
  )
}

function CsvButton({ filters }: { filters: Filters }) {
  const { api } = useDesk()
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready')
  const download = async () => {
    setState('busy')
    try {
      save(await api.file(`/audit.csv${queryOf(filters)}`), `logboek-${filters.from}-${filters.to}.csv`)
      setState('ready')
    } catch {
      setState('failed')
    }
  }
  return (
    <>
      <Button disabled={state === 'busy'} onClick={() => void download()}>{t(state === 'busy' ? 'audit.csvBusy' : 'audit.csv')}</Button>
      {state === 'failed' ? <span role="alert">{t('error.Unknown')}</span> : null}
    </>
  )
}
