// The one statement a turn writes with: all of it or none of it, guarded by the version that was read.
// Several turns that are ready at one instant share it (group commit), each with a guard of its own.
import type { Sealer } from '../keys.ts'
import type { SqlPool } from '../../prisma/client.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** `moved`: somebody else changed the conversation since it was read, or this activity was committed before; nothing of this turn was written. */
export type CommitResult = 'committed' | 'moved'

/** `processId` goes with the NOTIFY, so that this process can skip its own; `identityLife` in milliseconds. */
export type CommitParts = { sql: SqlPool; sealer: Sealer; processId: string; identityLife: number }

/** The NOTIFY channel that tells other processes which conversations have something new. */
export const wakeChannel = 'digimaatje_wake'

const statement = {
  name: 'turn-commit',
  text: `
    with input as materialized (
      select * from jsonb_to_recordset($1::jsonb) as i(
        id uuid, version int, person uuid, channel text, "externalId" text, "ownSeq" int, identity text, "identityUntil" timestamptz,
        seq int, owner text, state jsonb, flag text, unseal boolean, at timestamptz,
        messages jsonb, journey jsonb, steps jsonb, audit jsonb, handoff jsonb)
    ), fresh as materialized (
      select * from input i where not exists (
        select 1 from "Inbound" b where b."conversationId" = i.id and b.channel = i.channel::"Channel" and b."externalId" = i."externalId")
    ), persons as (
      insert into "Person" (id) select person from fresh where version = 0 on conflict (id) do nothing returning id
    ), created as (
      insert into "Conversation" (id, "personId", version, seq, owner, state, "journeyId", "createdAt", "lastMessageAt")
      select id, person, 1, seq, owner::"Owner", state, (journey->>'id')::uuid, at, at from fresh where version = 0
      on conflict (id) do nothing returning id, "personId"
    ), moved as (
      update "Conversation" c
      set version = c.version + 1, seq = i.seq, owner = i.owner::"Owner", state = i.state, "lastMessageAt" = i.at,
          "flagReason" = coalesce(i.flag, c."flagReason"), "flaggedAt" = case when i.flag is null then c."flaggedAt" else i.at end
      from fresh i where i.version > 0 and c.id = i.id and c.version = i.version
      returning c.id, c."personId"
    ), done as materialized (
      select id, "personId" from created union all select id, "personId" from moved
    ), identities as (
      insert into "ChannelIdentity" (id, channel, "addressHash", "personId", "conversationId", "expiresAt")
      select gen_random_uuid(), i.channel::"Channel", decode(i.identity, 'hex'), d."personId", d.id, i."identityUntil"
      from input i join done d using (id) where i.version = 0
      on conflict (channel, "addressHash") do update
      set "personId" = excluded."personId", "conversationId" = excluded."conversationId", "expiresAt" = excluded."expiresAt"
    ), unsealed as (
      update "Message" m set sealed = null from input i join done using (id) where i.unseal and m."conversationId" = i.id and m.sealed is not null
    ), messages as (
      insert into "Message" ("conversationId", seq, author, activity, sealed, "createdAt")
      select i.id, m.seq, m.author::"Author", m.activity, decode(m.sealed, 'hex'), i.at
      from input i join done using (id) cross join lateral jsonb_to_recordset(i.messages) as m(seq int, author text, activity jsonb, sealed text)
    ), inbound as (
      insert into "Inbound" ("conversationId", channel, "externalId", seq, "createdAt")
      select i.id, i.channel::"Channel", i."externalId", i."ownSeq", i.at from input i join done using (id)
    ), journeys as (
      insert into "Journey" (id, "conversationId", route, role, manager, step, stuck, "stuckBy", "startedAt", "finishedAt", "lastMoveAt")
      select (j->>'id')::uuid, i.id, 'A', (j->>'role')::"Role", (j->>'manager')::"Manager", j->>'step', (j->>'stuck')::int, j->'stuckBy', i.at, (j->>'finishedAt')::timestamptz, i.at
      from input i join done using (id) cross join lateral (select i.journey as j) as one where i.journey is not null
      on conflict (id) do update
      set role = excluded.role, manager = excluded.manager, step = excluded.step, stuck = excluded.stuck, "stuckBy" = excluded."stuckBy",
          "finishedAt" = excluded."finishedAt", "lastMoveAt" = excluded."lastMoveAt"
    ), steps as (
      insert into "StepProgress" ("journeyId", step, "startedAt", "finishedAt", "finishedBy", troubles)
      select (i.journey->>'id')::uuid, s.step, i.at, case when s.finished then i.at end, case when s.finished then 'person'::"Author" end, s.troubles
      from input i join done using (id) cross join lateral jsonb_to_recordset(i.steps) as s(step text, finished boolean, troubles jsonb)
      on conflict ("journeyId", step) do update
      set "finishedAt" = excluded."finishedAt", "finishedBy" = excluded."finishedBy", troubles = excluded.troubles
    ), audits as (
      insert into "AuditEvent" (at, actor, action, outcome, subject, detail)
      select i.at, a.actor, a.action, a.outcome, p."auditSubject", a.detail
      from input i join done using (id) cross join lateral jsonb_to_recordset(i.audit) as a(actor text, action text, outcome text, detail jsonb)
      left join "Person" p on p.id = i.person
    ), handoffs as (
      insert into "Handoff" ("conversationId", reason, step, urgent, "createdAt")
      select i.id, i.handoff->>'reason', i.handoff->>'step', (i.handoff->>'urgent')::boolean, i.at
      from input i join done using (id) where i.handoff is not null
      on conflict ("conversationId") where state = 'waiting' do update set urgent = "Handoff".urgent or excluded.urgent, reason = excluded.reason
    ), told as (
      select pg_notify('${wakeChannel}', $2 || ' ' || string_agg(id::text, ' ')) from done having count(*) > 0
    )
    select id, (select count(*) from told) as told from done`,
}

/** Commits units of work, in the order given. */
export async function commitAll(parts: CommitParts, works: UnitOfWork[]): Promise<CommitResult[]> {
  const input = works.map((work) => toRow(work, parts))
  const { rows } = await parts.sql.query<{ id: string }>({ ...statement, values: [JSON.stringify(input), parts.processId] })
  const done = new Set(rows.map(({ id }) => id))
  return works.map((work) => (done.has(work.snapshot.conversationId) ? 'committed' : 'moved'))
}

function toRow(work: UnitOfWork, { sealer, identityLife }: CommitParts) {
  const { snapshot, inbound, journey, at } = work
  const steps = [...work.steps.values()]
  return {
    id: snapshot.conversationId, version: snapshot.version, person: snapshot.personId,
    channel: inbound.channel, externalId: inbound.externalId, ownSeq: work.ownSeq,
    ...(snapshot.version === 0 && { identity: inbound.identityHash.toString('hex'), identityUntil: new Date(at.getTime() + identityLife) }),
    seq: snapshot.seq + work.messages.length, owner: work.owner, state: work.state, flag: work.flag, unseal: work.unseal, at,
    messages: work.messages.map(({ seq, author, activity, secret }) => ({
      seq, author, activity, sealed: secret ? sealer.seal(JSON.stringify(secret)).toString('hex') : null,
    })),
    journey: work.journeyChanged || steps.length > 0
      ? { id: journey.id, role: journey.role, manager: journey.manager, step: journey.step, stuck: journey.stuck.points, stuckBy: journey.stuck.by, finishedAt: journey.finishedAt }
      : null,
    steps, audit: work.audit, handoff: work.handoff,
  }
}
