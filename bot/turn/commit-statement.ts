// The SQL of the commit, in three forms, so that no turn pays for what it has no use for: what every turn needs; with addresses and
// deliveries, which every turn of another channel than the website needs; and with everything that few turns need.
// No part joins the input with what was done: with 64 turns in a statement such joins took five times as long as all the rest.

/** The NOTIFY channel that tells other processes which conversations have something new. */
export const wakeChannel = 'digimaatje_wake'
/** In the place of a process's name: what became of a delivery; every process wants to hear it. */
export const fromDelivery = 'delivery'
/** The NOTIFY channel of what lasts no longer than a moment: typing, who is looking. */
export const signalChannel = 'digimaatje_signal'

const fields = `
        id uuid, version int, person uuid, channel text, "externalId" text, "ownSeq" int, identity text, "identityUntil" timestamptz,
        seq int, owner text, state jsonb, flag text, unseal boolean, at timestamptz,
        messages jsonb, journey jsonb, steps jsonb, audit jsonb, handoff jsonb, phone text, speaks boolean`

const moreFields = `,
        keys jsonb, heard boolean, "heardAt" timestamptz, attach boolean, "fromSeq" int, "optOut" boolean, detach boolean, unpark boolean,
        deliveries jsonb, direct boolean, "leaseUntil" timestamptz, links jsonb, reminder jsonb, unremind boolean,
        silence boolean, "reopenCheck" boolean`

/** The website's browsers: known by the first turn of a conversation. */
const identities = `
    identities as (
      insert into "ChannelIdentity" (id, channel, "addressHash", "personId", "conversationId", "expiresAt")
      select gen_random_uuid(), i.channel::"Channel", decode(i.identity, 'hex'), i.pid, i.id, i."identityUntil"
      from done i where i.version = 0 and i.channel = 'web'
      on conflict (channel, "addressHash") do update
      set "personId" = excluded."personId", "conversationId" = excluded."conversationId", "expiresAt" = excluded."expiresAt", "fromSeq" = 0
    )`

/**
 * Of one conversation, one process sends at a time: this one when nobody does, and then its rows are in flight from here. When the bot is
 * silenced, what the others waited for may be gone: whoever looks next sees how long the first one waits.
 */
const lease = `,
          "deliveringBy" = case when i.silence and c."deliveringBy" = 'later' then null when i.direct and coalesce(c."deliveringBy", $2) = $2 then $2 else c."deliveringBy" end,
          "deliveringUntil" = case when i.direct and coalesce(c."deliveringBy", $2) = $2 then i."leaseUntil" else c."deliveringUntil" end,
          "deliveriesWaiting" = c."deliveriesWaiting" or (jsonb_array_length(i.deliveries) > 0 and c."deliveringBy" is not null and c."deliveringBy" <> $2),
          "replyTo" = case when not i.speaks then c."replyTo" when i.channel = 'whatsapp' then decode(i.identity, 'hex') end,
          "checkReopenedAt" = case when i."reopenCheck" then i.at else c."checkReopenedAt" end`

const more = `, keys as (
      insert into "ChannelIdentity" (id, channel, "addressHash", "personId", "conversationId", address, "lastInboundAt", "optedOutAt", "expiresAt", "fromSeq")
      select gen_random_uuid(), i.channel::"Channel", decode(k.hash, 'hex'), i.pid, i.id, decode(k.address, 'hex'),
             case when i.heard then i."heardAt" end, case when i."optOut" then i.at end, i."identityUntil", coalesce(i."fromSeq", 0)
      from done i cross join lateral jsonb_to_recordset(i.keys) as k(hash text, address text)
      where k.address is not null or i.channel = 'web'
      on conflict (channel, "addressHash") do nothing
    ), known as (
      update "ChannelIdentity" n
      set "personId" = case when i.attach or i.version = 0 and n."conversationId" is null then i.pid else n."personId" end,
          "conversationId" = case when i.attach or i.version = 0 and n."conversationId" is null then i.id else n."conversationId" end,
          "fromSeq" = case when i.attach then i."fromSeq" else n."fromSeq" end,
          "lastInboundAt" = case when i.heard then greatest(n."lastInboundAt", i."heardAt") else n."lastInboundAt" end,
          "optedOutAt" = case when i."optOut" then i.at when i.heard and i."heardAt" >= n."optedOutAt" then null else n."optedOutAt" end,
          address = coalesce(decode(k.address, 'hex'), n.address), "expiresAt" = i."identityUntil"
      from done i cross join lateral jsonb_to_recordset(i.keys) as k(hash text, address text)
      cross join lateral (select f.id from "ChannelIdentity" f where f.channel = i.channel::"Channel" and f."addressHash" = decode(k.hash, 'hex') limit 1) as found
      where n.id = found.id
    ), deliveries as (
      insert into "Delivery" ("conversationId", seq, author, channel, "addressHash", template, payload, status, "dueAt", "createdAt", "updatedAt")
      select i.id, v.seq, v.author::"Author", 'whatsapp', decode(v.hash, 'hex'), v.template, decode(v.payload, 'hex'),
             (case when i.direct and i.holder = $2 then 'sending' else 'due' end)::"DeliveryStatus",
             case when i.direct and i.holder = $2 then i."leaseUntil" else i.at end, i.at, i.at
      from done i cross join lateral jsonb_to_recordset(i.deliveries) as v(part int, seq int, author text, hash text, template text, payload text)
      order by i.id, v.part
      returning id, "conversationId"
    )`

/** Rare: opting out, undoing, what was parked, links, reminders. */
const rest = `, detached as (
      update "ChannelIdentity" n set "personId" = null, "conversationId" = null
      from done i where i.detach and n."conversationId" = i.id and n.channel = 'whatsapp'
    ), cancelled as (
      update "Delivery" v set status = 'cancelled', payload = null, "updatedAt" = i.at
      from done i
      where v."conversationId" = i.id
        and ((i."optOut" or i.detach) and v.status in ('due', 'parked') or i.unpark and v.author = 'bot' and v.status = 'parked'
             or i.silence and v.author = 'bot' and v.template is distinct from 'continue' and v.status in ('due', 'parked'))
    ), unparked as (
      update "Delivery" v set status = 'due', "dueAt" = i.at, "updatedAt" = i.at
      from done i
      where i.unpark and not i."optOut" and v."conversationId" = i.id and v.author = 'human' and v.status = 'parked'
    ), ended as (
      delete from "OneTimeLink" l using done i
      where l."conversationId" = i.id and (i.detach or l.kind = 'check' and i.links @> '[{"kind": "check"}]')
    ), links as (
      insert into "OneTimeLink" ("tokenHash", kind, "conversationId", "addressHash", "createdAt", "expiresAt")
      select decode(l.hash, 'hex'), l.kind::"LinkKind", i.id, decode(i.identity, 'hex'), i.at, l.until
      from done i cross join lateral jsonb_to_recordset(i.links) as l(kind text, hash text, until timestamptz)
    ), unreminded as (
      update "Reminder" r set state = 'cancelled' from done i
      where i.unremind and r."conversationId" = i.id and r.state = 'planned'
    ), reminders as (
      insert into "Reminder" ("conversationId", channel, "addressHash", name, step, "dueAt", "createdAt")
      select i.id, i.channel::"Channel", decode(i.identity, 'hex'), i.reminder->>'name', i.reminder->>'step', (i.reminder->>'on')::timestamptz, i.at
      from done i where i.reminder is not null
    )`

/** A new conversation is nobody else's to send. */
const createdLease = {
  columns: `, "deliveringBy", "deliveringUntil", "replyTo"`,
  values: `, case when direct then $2 end, case when direct then "leaseUntil" end, case channel when 'whatsapp' then decode(identity, 'hex') end`,
}

/** A WhatsApp message has one id in the whole world. As a subselect with a limit: as a join the planner reads every message that ever came. */
const newEverywhere = `(select 1 from "Inbound" b where i.channel = 'whatsapp' and b.channel = 'whatsapp' and b."externalId" = i."externalId" limit 1) is null`

function textOf(form: CommitForm): string {
  const full = form !== 'plain'
  const held = full ? ', "deliveringBy" as holder' : ''
  return `
    with input as materialized (
      select * from jsonb_to_recordset($1::jsonb) as i(${fields}${full ? moreFields : ''})
    ), fresh as materialized (
      select * from input i where
        (select 1 from "Inbound" b where b."conversationId" = i.id and b.channel = i.channel::"Channel" and b."externalId" = i."externalId" limit 1) is null
        ${full ? `and ${newEverywhere}` : ''}
    ), persons as (
      insert into "Person" (id) select person from fresh where version = 0 on conflict (id) do nothing returning id
    ), created as (
      insert into "Conversation" (id, "personId", version, seq, owner, state, "journeyId", "createdAt", "lastMessageAt"${full ? createdLease.columns : ''})
      select id, person, 1, seq, owner::"Owner", state, (journey->>'id')::uuid, at, at${full ? createdLease.values : ''} from fresh where version = 0
      on conflict (id) do nothing returning id, "personId" as pid${held}
    ), moved as (
      update "Conversation" c
      set version = c.version + 1, seq = i.seq, owner = i.owner::"Owner", state = i.state, "lastMessageAt" = i.at,
          "flagReason" = nullif(coalesce(i.flag, c."flagReason"), ''), "flaggedAt" = case i.flag when '' then null else coalesce(case when i.flag is not null then i.at end, c."flaggedAt") end${full ? lease : `, "replyTo" = case when not i.speaks then c."replyTo" end`}
      from fresh i where i.version > 0 and c.id = i.id and c.version = i.version and c."personId" = i.person
      returning i.*, c."personId" as pid${full ? ', c."deliveringBy" as holder' : ''}
    ), done as materialized (
      select * from moved union all select i.*, c.pid${full ? ', c.holder' : ''} from fresh i join created c using (id)
    ),${identities}, unsealed as (
      update "Message" m set sealed = null from done i where i.unseal and m."conversationId" = i.id and m.sealed is not null
    ), messages as (
      insert into "Message" ("conversationId", seq, author, activity, sealed, "createdAt")
      select i.id, m.seq, m.author::"Author", m.activity, decode(m.sealed, 'hex'), i.at
      from done i cross join lateral jsonb_to_recordset(i.messages) as m(seq int, author text, activity jsonb, sealed text)
    ), inbound as (
      insert into "Inbound" ("conversationId", channel, "externalId", seq, "createdAt")
      select i.id, i.channel::"Channel", i."externalId", i."ownSeq", i.at from done i
    ), journeys as (
      insert into "Journey" (id, "conversationId", route, role, manager, step, stuck, "stuckBy", "startedAt", "finishedAt", "lastMoveAt")
      select (j->>'id')::uuid, i.id, 'A', (j->>'role')::"Role", (j->>'manager')::"Manager", j->>'step', (j->>'stuck')::int, j->'stuckBy', i.at, (j->>'finishedAt')::timestamptz, i.at
      from done i cross join lateral (select i.journey as j) as one where i.journey is not null
      on conflict (id) do update
      set role = excluded.role, manager = excluded.manager, step = excluded.step, stuck = excluded.stuck, "stuckBy" = excluded."stuckBy",
          "finishedAt" = excluded."finishedAt", "lastMoveAt" = excluded."lastMoveAt"
    ), steps as (
      insert into "StepProgress" ("journeyId", step, "startedAt", "finishedAt", "finishedBy", troubles)
      select (i.journey->>'id')::uuid, s.step, i.at, case when s.finished then i.at end, case when s.finished then coalesce(s.by, 'person')::"Author" end, s.troubles
      from done i cross join lateral jsonb_to_recordset(i.steps) as s(step text, finished boolean, by text, troubles jsonb)
      on conflict ("journeyId", step) do update
      set "finishedAt" = excluded."finishedAt", "finishedBy" = excluded."finishedBy", troubles = excluded.troubles
    ), audits as (
      insert into "AuditEvent" (at, actor, action, outcome, subject, origin, detail)
      select i.at, a.actor, a.action, a.outcome, p."auditSubject", a.origin, a.detail
      from done i cross join lateral jsonb_to_recordset(i.audit) as a(actor text, action text, outcome text, origin text, detail jsonb)
      left join "Person" p on p.id = i.person
    ), handoffs as (
      insert into "Handoff" (id, "conversationId", state, reason, step, urgent, "createdAt", "claimedById", "claimedAt", "personAt", "firstAnswerAt", "nobodyAt",
        "closedAt", "closeReason", back, phone)
      select (h->>'id')::uuid, i.id, (h->>'state')::"HandoffState", h->>'reason', h->>'step', (h->>'urgent')::boolean, (h->>'createdAt')::timestamptz, h->>'claimedById',
        (h->>'claimedAt')::timestamptz, (h->>'personAt')::timestamptz, (h->>'firstAnswerAt')::timestamptz, (h->>'nobodyAt')::timestamptz,
        (h->>'closedAt')::timestamptz, h->>'closeReason', nullif(h->'back', 'null'), decode(i.phone, 'hex')
      from done i cross join lateral (select i.handoff as h) as one where i.handoff is not null
      on conflict (id) do update
      set state = excluded.state, reason = excluded.reason, urgent = excluded.urgent, "claimedById" = excluded."claimedById", "claimedAt" = excluded."claimedAt",
          "personAt" = excluded."personAt", "firstAnswerAt" = excluded."firstAnswerAt", "nobodyAt" = excluded."nobodyAt", "closedAt" = excluded."closedAt",
          "closeReason" = excluded."closeReason", back = excluded.back,
          phone = case when excluded.state in ('waiting', 'human', 'back') then nullif(coalesce(excluded.phone, "Handoff".phone), '') end
    ), told as (
      select pg_notify('${wakeChannel}', $2 || ' ' || string_agg(id::text, ' ')) from done having count(*) > 0
    )${full ? more : ''}${form === 'full' ? rest : ''}
    select id, (select count(*) from told) as told${full ? `, direct and holder = $2 as mine, null::bigint as delivery from done
    union all select "conversationId", null, null, id from deliveries order by delivery nulls first` : ' from done'}`
}

export type CommitForm = 'plain' | 'outside' | 'full'

export const statements: Readonly<Record<CommitForm, { name: string; text: string }>> = {
  plain: { name: 'turn-commit', text: textOf('plain') },
  outside: { name: 'turn-commit-outside', text: textOf('outside') },
  full: { name: 'turn-commit-full', text: textOf('full') },
}
