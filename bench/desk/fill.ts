// A busy desk in one statement each: conversations with their journeys and messages, people who wait, people who have somebody.
import { Client } from 'pg'
import { secretFile } from '../../bot/keys.ts'
import { startEmbedded } from '../../prisma/embedded.ts'

export type FillOptions = { conversations: number; waiting: number; owners: readonly { id: string; name: string }[] }
/** Ids of conversations; `human` in the order of the owners. */
export type Filled = { waiting: string[]; human: string[] }

/** Every fifth is on WhatsApp; of those who wait every tenth is in distress. Nobody is left to be told that they wait long: that is no part of the measure. */
const made = (waiting: number, conversations: number) => `
  create temporary table made on commit preserve rows as
  select n, gen_random_uuid() as id, gen_random_uuid() as person, gen_random_uuid() as journey,
         case when n % 5 = 0 then sha256(convert_to('bench ' || n, 'UTF8')) end as address,
         case when n <= ${waiting} then now() - n * interval '40 seconds' else now() - (n % 28800) * interval '1 minute' end as at,
         (array['whoManages', 'managerEmail', 'code', 'choosePassword'])[1 + n % 4] as step
  from generate_series(1, ${conversations}) as n`
const fills = [
  `insert into "Person" (id, "createdAt") select person, at from made`,
  `insert into "Conversation" (id, "personId", version, seq, owner, state, "journeyId", "replyTo", "createdAt", "lastMessageAt")
   select id, person, 10, 20, (case when n > $2::int and n <= $2::int + cardinality($1::text[]) then 'human' else 'bot' end)::"Owner", '{}', journey, address, at - interval '1 hour', at from made`,
  `insert into "ChannelIdentity" (id, channel, "addressHash", "personId", "conversationId", "lastInboundAt", "createdAt")
   select gen_random_uuid(), 'whatsapp', address, person, id, at, at - interval '1 hour' from made where address is not null`,
  `insert into "Journey" (id, "conversationId", route, role, step, "startedAt", "lastMoveAt")
   select journey, id, 'A', (case when n % 2 = 0 then 'client' else 'representative' end)::"Role", step, at - interval '1 hour', at from made`,
  `insert into "StepProgress" ("journeyId", step, "startedAt", "finishedAt", "finishedBy")
   select journey, name, at - interval '1 hour', at - interval '30 minutes', 'person' from made, unnest(array['whoAreYou', 'letter', 'openSite', 'acceptTerms', 'clientName', 'role']) as name`,
  `insert into "Message" ("conversationId", seq, author, activity, "createdAt")
   select id, seq, (case when seq % 2 = 0 then 'person' else 'bot' end)::"Author",
          case when seq % 2 = 0 then jsonb_build_object('type', 'message', 'text', 'Gelukt')
               else jsonb_build_object('type', 'message', 'text', repeat('Ga nu naar de volgende bladzijde en druk op de knop. ', 4), 'suggestedActions',
                    '{"actions": [{"type": "imBack", "title": "Gelukt", "value": {"choice": "done"}}, {"type": "imBack", "title": "Lukt niet", "value": {"choice": "fails"}}]}'::jsonb) end,
          at - (20 - seq) * interval '1 minute'
   from made, generate_series(1, 20) as seq`,
  `insert into "Handoff" ("conversationId", state, reason, step, urgent, "createdAt", "claimedById", "claimedAt", "personAt", "nobodyAt", "closedAt", "closeReason")
   select id, (case when n <= $2::int then 'waiting' when n <= $2::int + cardinality($1::text[]) then 'human' else 'closed' end)::"HandoffState",
          case when n <= $2::int and n % 10 = 0 then 'distress' when n % 3 = 0 then 'stuck' else 'asked' end, step, n <= $2::int and n % 10 = 0, at,
          case when n > $2::int then ($1::text[])[1 + (n - $2::int - 1) % cardinality($1::text[])] end, case when n > $2::int then at end,
          case when n <= $2::int then at end, at, case when n > $2::int + cardinality($1::text[]) then at + interval '10 minutes' end,
          case when n > $2::int + cardinality($1::text[]) then 'solved' end
   from made where n <= $2::int + cardinality($1::text[]) or n % 2 = 0`,
]

/** Opens the app's own embedded database, fills it, closes it. */
export async function fillDesk(dataDir: string, { conversations, waiting, owners }: FillOptions): Promise<Filled> {
  const { address } = await startEmbedded({ dataDir, password: () => secretFile(dataDir, 'database') })
  const client = new Client(address)
  await client.connect()
  try {
    const ids = owners.map(({ id }) => id)
    await client.query('insert into "Digimaatje" (id, name, roles, "lastSignInAt") select id, name, array[\'digimaatje\'], \'-infinity\' from unnest($1::text[], $2::text[]) as o(id, name)', [ids, owners.map(({ name }) => name)])
    // No statement that makes a table takes parameters.
    await client.query(made(waiting, conversations))
    for (const fill of fills) await client.query(fill.includes('$2') ? { text: fill, values: [ids, waiting] } : fill)
    const { rows } = await client.query<{ id: string; n: number }>('select id, n from made where n <= $1 order by n', [waiting + ids.length])
    // As the server does by itself, some minutes later.
    await client.query('vacuum analyze')
    return { waiting: rows.slice(0, waiting).map(({ id }) => id), human: rows.slice(waiting).map(({ id }) => id) }
  } finally {
    await client.end()
  }
}
