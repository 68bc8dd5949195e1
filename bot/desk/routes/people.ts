// The people of the desk: how to sign in, who I am, who my colleagues are.
import { limits } from '../../../domain/limits.ts'
import type { Database } from '../../../prisma/client.ts'
import { HttpError, orUnavailable } from '../../http/errors.ts'
import type { Answer, Incoming } from '../../http/exchange.ts'
import type { Signals } from '../../turn/types.ts'
import type { DeskConfig } from '../../config-desk.ts'
import type { Authenticate, DeskPerson } from '../auth/authenticate.ts'
import { type createDemoLink, createDemoTokens, personOf } from '../auth/demo-tokens.ts'
import { type Colleague, demoSignIn, type DemoSignedIn, type DeskConfigAnswer, type DeskRole, type Me, meChange, type Presence } from '../contract.ts'
import type { DeskCall, DeskHandler } from './types.ts'

export type PeopleRoutesParts = {
  db: Pick<Database, 'sql'>
  desk: DeskConfig
  helpEmail: string
  signing: Buffer
  authenticate: Authenticate
  /** null: not in demo mode. */
  demoLink: ReturnType<typeof createDemoLink> | null
  feed: Pick<Signals, 'signal'>
  now: () => Date
}
type Row = { id: string; name: string; roles: DeskRole[]; presence: Presence; capacity: number; lastSeenAt: Date; busy: number }

export function createPeopleRoutes(parts: PeopleRoutesParts): Record<'config' | 'me' | 'change' | 'colleagues' | 'signIn', DeskHandler> {
  return {
    config: () => ({ status: 200, json: configOf(parts) }),
    me: async ({ person }) => ({ status: 200, json: await readMe(parts, person) }),
    change: (call) => change(parts, call),
    colleagues: async () => ({ status: 200, json: await readColleagues(parts) }),
    signIn: ({ request }) => signIn(parts, request),
  }
}

function configOf({ desk, helpEmail }: PeopleRoutesParts): DeskConfigAnswer {
  if (desk.kind === 'demo') return { signIn: { kind: 'demo' }, helpEmail }
  const { issuer, clientId, scope } = desk
  return { signIn: { kind: 'oidc', issuer, clientId, scope }, helpEmail }
}

/** As the token says who they are, and the database what they chose. */
export async function readMe({ db }: Pick<PeopleRoutesParts, 'db'>, { id, name, roles }: DeskPerson): Promise<Me> {
  const { rows } = await orUnavailable(db.sql.query<Pick<Me, 'presence' | 'capacity'>>({ name: 'desk-me', text: 'select presence, capacity from "Digimaatje" where id = $1', values: [id] }))
  return { id, name, roles, presence: rows[0]?.presence ?? 'online', capacity: rows[0]?.capacity ?? 1 }
}

async function change(parts: PeopleRoutesParts, { request, person }: DeskCall): Promise<Answer> {
  const { success, data } = meChange.safeParse(await request.body())
  if (!success) throw new HttpError('BadArgument')
  const values = [person.id, data.presence ?? null, data.capacity ?? null]
  await orUnavailable(parts.db.sql.query('update "Digimaatje" set presence = coalesce($2::"DeskPresence", presence), capacity = coalesce($3, capacity) where id = $1', values))
  parts.feed.signal({ kind: 'colleagues' })
  return { status: 200, json: await readMe(parts, person) }
}

const colleagues = `
  select m.id, m.name, m.roles, m.presence, m.capacity, m."lastSeenAt",
         (select count(*)::int from "Handoff" h where h."claimedById" = m.id and h.state = 'human') as busy
  from "Digimaatje" m where m."lastSeenAt" > $1 order by m.name`
/** Who has not been here for this long is no colleague to choose. */
const forgottenAfter = 90 * 24 * 60 * 60 * 1_000

/** Everybody of the last months. */
export async function readColleagues({ db, now }: Pick<PeopleRoutesParts, 'db' | 'now'>): Promise<Colleague[]> {
  const at = now()
  const { rows } = await orUnavailable(db.sql.query<Row>({ name: 'desk-colleagues', text: colleagues, values: [new Date(at.getTime() - forgottenAfter)] }))
  return rows.map(({ id, name, roles, presence, capacity, busy, lastSeenAt }) => ({ id, name, roles, presence, here: isHere({ presence, lastSeenAt }, at), busy, capacity }))
}

export const isHere = ({ presence, lastSeenAt }: { presence: Presence; lastSeenAt: Date }, at: Date): boolean =>
  presence === 'online' && at.getTime() - lastSeenAt.getTime() < limits.desk.awayAfter

async function signIn(parts: PeopleRoutesParts, request: Incoming): Promise<Answer> {
  const { success, data } = demoSignIn.safeParse(await request.body())
  if (!success) throw new HttpError('BadArgument')
  if (!parts.demoLink) throw new HttpError('NotFound')
  const tokens = createDemoTokens(parts)
  if (!parts.demoLink.take(data.token) && !(await tokens.isSession(data.token))) throw new HttpError('LinkOver')
  const { token, session, expires } = await tokens.issue(data.who)
  // Met now, so that what they chose before is there.
  await orUnavailable(parts.authenticate(token, request.network))
  const answer: DemoSignedIn = { token, session, expires: expires.toISOString(), me: await readMe(parts, personOf(data.who)) }
  return { status: 200, json: answer }
}
