// The lines of an import in a temporary table: what they clash with, and how they become codes. One transaction, on one connection.
import type { SqlPool } from '../../prisma/client.ts'
import { codeHash, pairHash } from '../codes.ts'
import type { CodeLine, LineProblem } from './line.ts'
import { keyedHash } from '../keyed-hash.ts'

export type Connection = Pick<SqlPool, 'query'>
export type Counts = { added: number; changed: number; unchanged: number; kept: number }
type Staged = CodeLine & { number: number }
type ClashRow = { line: number; column: LineProblem['column']; reason: LineProblem['reason']; other: string | null; total: number }

/** Two imports at once would each miss what the other adds. */
const importLock = 20_261_122

export async function openStage(connection: Connection): Promise<void> {
  await connection.query('begin')
  // 100,000 lines may take longer than one question of a conversation.
  await connection.query('set local statement_timeout = 0')
  await connection.query('select pg_advisory_xact_lock($1)', [importLock])
  await connection.query(`create temporary table staged (
    line int not null, referentie text not null, kind "CodeKind" not null, "codeHash" bytea not null, "pairHash" bytea not null,
    "issuedOn" date not null, "expiresOn" date not null, status "CodeStatus" not null, "clientRefHash" bytea) on commit drop`)
}

/** Only hashes leave this process, here too. */
export async function stage(connection: Connection, lines: Staged[], pepper: Buffer): Promise<void> {
  const hashes = lines.map(({ code, birthDate }) => {
    const hash = codeHash(pepper, code)
    return { hash, pair: pairHash(pepper, hash, birthDate) }
  })
  await connection.query(
    `insert into staged select * from unnest($1::int[], $2::text[], $3::"CodeKind"[], $4::bytea[], $5::bytea[], $6::date[], $7::date[], $8::"CodeStatus"[], $9::bytea[])`,
    [lines.map(({ number }) => number), lines.map(({ referentie }) => referentie), lines.map(({ kind }) => kind),
      hashes.map(({ hash }) => hash), hashes.map(({ pair }) => pair), lines.map(({ issuedOn }) => issuedOn), lines.map(({ expiresOn }) => expiresOn),
      lines.map(({ status }) => status), lines.map(({ clientRef }) => (clientRef ? keyedHash(pepper, `client:${clientRef}`) : null))])
}

/**
 * What the lines clash with: each other, and the codes that are there already.
 * @param options.replace whether a known referentie may get another code or birth date
 * @param options.most how many to return; `total` counts all
 */
export async function clashesOf(connection: Connection, options: { replace: boolean; most: number }): Promise<{ problems: LineProblem[]; total: number }> {
  await connection.query('create index on staged (referentie)')
  await connection.query('analyze staged')
  const { rows } = await connection.query<ClashRow>(`
    select line, "column", reason, other, count(*) over ()::int as total from (
      select line, 'referentie' as "column", 'sameReference' as reason, first::text as other
        from (select line, min(line) over (partition by referentie) as first from staged) lines where line > first
      union all select line, 'code', 'sameCode', first::text
        from (select line, referentie, first_value(line) over same as first, first_value(referentie) over same as "firstReferentie"
              from staged window same as (partition by "codeHash" order by line)) lines where referentie <> "firstReferentie"
      union all select line, 'code', 'codeKnown', known.referentie
        from staged join "ActivationCode" known using ("codeHash") where known.referentie <> staged.referentie
      union all select line, case when known."codeHash" <> staged."codeHash" then 'code' else 'geboortedatum' end, 'changed', null
        from staged join "ActivationCode" known using (referentie) where not $1 and (known."codeHash", known."pairHash") <> (staged."codeHash", staged."pairHash")
    ) clashes order by line limit $2`, [options.replace, options.most])
  const problems = rows.map(({ line, column, reason, other }): LineProblem => ({ line, column, reason, ...(other !== null && { other }) }))
  return { problems, total: rows[0]?.total ?? 0 }
}

/** Staged lines become codes. A code that is used or cancelled stays so, whatever the file says: those are `kept`. */
export async function mergeStage(connection: Connection, { importId, at }: { importId: string; at: Date }): Promise<Counts> {
  const { rows } = await connection.query<{ lines: number; added: number; changed: number; kept: number }>(`
    with kept as (
      select count(*)::int as kept from staged join "ActivationCode" known using (referentie) where known.status <> 'active' and known.status <> staged.status
    ), merged as (
      insert into "ActivationCode" as known (referentie, kind, "codeHash", "pairHash", "issuedOn", "expiresOn", status, "clientRefHash", "importId", "createdAt", "updatedAt")
      select referentie, kind, "codeHash", "pairHash", "issuedOn", "expiresOn", status, "clientRefHash", $1::uuid, $2, $2 from staged
      on conflict (referentie) do update set
        kind = excluded.kind, "codeHash" = excluded."codeHash", "pairHash" = excluded."pairHash", "issuedOn" = excluded."issuedOn", "expiresOn" = excluded."expiresOn",
        status = case when known.status = 'active' then excluded.status else known.status end,
        "clientRefHash" = excluded."clientRefHash", "importId" = excluded."importId", "updatedAt" = excluded."updatedAt"
      where (known.kind, known."codeHash", known."pairHash", known."issuedOn", known."expiresOn", known."clientRefHash")
        is distinct from (excluded.kind, excluded."codeHash", excluded."pairHash", excluded."issuedOn", excluded."expiresOn", excluded."clientRefHash")
        or (known.status = 'active' and excluded.status <> 'active')
      returning xmax = 0 as added
    )
    select (select count(*)::int from staged) as lines, kept.kept,
      (select count(*)::int from merged where added) as added, (select count(*)::int from merged where not added) as changed from kept`, [importId, at])
  const { lines = 0, added = 0, changed = 0, kept = 0 } = rows[0] ?? {}
  return { added, changed, kept, unchanged: lines - added - changed }
}
