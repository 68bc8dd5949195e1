import type { LiveOut } from '../contract.ts'
import type { Changed } from './changes.ts'

export type Viewer = { id: string; /** the conversation they look at */ watches: string | null }

/** Makes the frame of each viewer, as text; null: nothing of it is theirs. Most get the same, which is made once. */
export function rowsFor({ rows, reminders, gone }: Changed): (viewer: Viewer) => string | null {
  const listed = rows.filter((one) => one.listed).map(({ row }) => row)
  let shared: string | null = null
  return ({ id, watches }) => {
    const watched = rows.filter((one) => !one.listed && one.row.id === watches).map(({ row }) => row)
    const own = reminders.filter(({ digimaatje }) => digimaatje === id)
    if (watched.length + listed.length + gone.length === 0) return null
    if (watched.length + own.length === 0) return shared ??= textOf({ rows: listed, gone })
    const remindAt = new Map(own.map(({ conversation, at }) => [conversation, at]))
    return textOf({ gone, rows: [...listed, ...watched].map((row) => Object.assign({}, row, { remindAt: remindAt.get(row.id) ?? null })) })
  }
}

const textOf = (frame: Omit<Extract<LiveOut, { kind: 'rows' }>, 'kind'>) => JSON.stringify({ kind: 'rows', ...frame } satisfies LiveOut)
