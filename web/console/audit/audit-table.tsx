import type { AuditLine } from '../../../bot/desk/contract.ts'
import { Link } from '@fluentui/react-components'
import { t, wordFor } from '../text/labels.ts'
import { exactly } from '../text/times.ts'
import { detailText } from './detail.ts'

type OnSubject = (subject: string) => void

/** Scrolls sideways by itself, also with the keyboard, where it does not fit. `onSubject`: only lines about this person are asked for. */
export function AuditTable({ lines, onSubject }: { lines: readonly AuditLine[]; onSubject: OnSubject }) {
  return (
    <div className="audit-scroll" tabIndex={0} role="region" aria-label={t('audit.table')}>
      <table>
        <thead>
          <tr>{(['at', 'who', 'what', 'outcome', 'about', 'origin', 'detail'] as const).map((name) => <th key={name} scope="col">{t(`audit.${name}`)}</th>)}</tr>
        </thead>
        <tbody>{lines.map((line) => <Line key={line.id} line={line} onSubject={onSubject} />)}</tbody>
      </table>
    </div>
  )
}

function Line({ line: { at, actor, actorName, action, outcome, subject, origin, detail }, onSubject }: { line: AuditLine; onSubject: OnSubject }) {
  return (
    <tr>
      <td><time dateTime={at}>{exactly(at)}</time></td>
      <td title={actor}>{actorName ?? wordFor('auditActor', actor)}</td>
      <td title={action}>{wordFor('auditAction', action)}</td>
      <td title={outcome}>{wordFor('auditOutcome', outcome)}</td>
      <td className="audit-id">{subject ? <Subject subject={subject} onSubject={onSubject} /> : ''}</td>
      <td>{origin ?? ''}</td>
      <td>{detailText(detail)}</td>
    </tr>
  )
}

/** Whom it is about: a number of the log's own, which comes whole in the filter. Longer than the short name of a conversation, so that nobody takes it for one. */
function Subject({ subject, onSubject }: { subject: string; onSubject: OnSubject }) {
  const short = subject.slice(0, 8)
  return <Link as="button" title={subject} aria-label={t('audit.only', { short })} onClick={() => onSubject(subject)}>{short}</Link>
}
