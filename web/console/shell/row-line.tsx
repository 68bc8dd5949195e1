import { type ComponentType, memo, type ReactNode } from 'react'
import type { DeskRow } from '../../../bot/desk/contract.ts'
import { AlertUrgentFilled, CallRegular, ChatRegular, ClockAlarmRegular, GlobeRegular, HourglassRegular, PersonRegular, PhoneRegular, WarningRegular } from '../icons.ts'
import { type Mark, rowText } from '../text/row-text.ts'
import { handleOf } from '../text/handle.ts'
import { t } from '../text/labels.ts'
import { hashOf, type View } from './route.ts'

const icons: Readonly<Record<Mark['kind'], ComponentType>> = {
  urgent: AlertUrgentFilled, answer: ChatRegular, window: HourglassRegular, call: CallRegular, flag: WarningRegular, remind: ClockAlarmRegular, owner: PersonRegular,
}

export type RowLineProps = { row: DeskRow; view: View; me: string; now: number; current: boolean; first: boolean; children?: ReactNode }

/** One line of a list: where the person is, why a human is asked, how long it takes already. */
export const RowLine = memo(function RowLine({ row, view, me, now, current, first, children }: RowLineProps) {
  const { title, reason, channel, time, waits, marks } = rowText(row, { me, now })
  const Channel = row.channel === 'web' ? GlobeRegular : PhoneRegular
  return (
    <li className={row.urgent ? 'row urgent' : 'row'}>
      <a href={hashOf({ view, conversation: row.id })} aria-current={current || undefined} tabIndex={current || first ? 0 : -1} data-row={row.id}>
        <span className="row-channel" title={channel}><Channel aria-hidden /><span className="heard">{channel}.</span></span>
        <span className="row-title">{title}</span>
        <span className="row-time">{waits ? <span className="heard">{t('row.waits')} </span> : null}{time}</span>
        <span className="row-reason">{reason} · {t(`role.${row.role ?? 'none'}`)}</span>
        <span className="row-handle"><span className="heard">{t('row.handle', { handle: '' })}</span>{handleOf(row.id)}</span>
        {marks.length > 0 ? <span className="row-marks">{marks.map((mark) => <RowMark key={mark.kind} {...mark} />)}</span> : null}
        {children}
      </a>
    </li>
  )
})

function RowMark({ kind, text }: Mark) {
  const Icon = icons[kind]
  return <span className={`mark mark-${kind}`}><Icon aria-hidden />{text}</span>
}
