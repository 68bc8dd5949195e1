import type { AuditLine } from '../../../bot/desk/contract.ts'
import { t, wordFor } from '../text/labels.ts'
import { exactly } from '../text/times.ts'

/** Scrolls sideways by itself, also with the keyboard, where it does not fit. */
export function AuditTable({ lines }: { lines: readonly AuditLine[] }) {
  return (
    <div className="audit-scroll" tabIndex={0} role="region" aria-label={t('audit.table')}>
      <table>
        <thead>
          <tr>{(['at', 'who', 'what', 'outcome', 'about', 'origin', 'detail'] as const).map((name) => <th key={name} scope="col">{t(`audit.${name}`)}</th>)}</tr>
        </thead>
        <tbody>{lines.map((line) => <Line key={line.id} {...line} />)}</tbody>
      </table>
    </div>
  )
}

function Line({ at, actor, actorName, action, outcome, subject, origin, detail }: AuditLine) {
  return (
    <tr>
      <td><time dateTime={at}>{exactly(at)}</time></td>
      <td title={actor}>{actorName ?? wordFor('auditActor', actor)}</td>
      <td title={action}>{wordFor('auditAction', action)}</td>
      <td title={outcome}>{wordFor('auditOutcome', outcome)}</td>
      <td className="audit-id">{subject ?? ''}</td>
      <td>{origin ?? ''}</td>
      <td>{Object.entries(detail).map(([name, value]) => `${name}: ${value}`).join(', ')}</td>
    </tr>
  )
}
