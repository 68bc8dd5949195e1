// The scenes of the demo as rows of the database, as if they had been held just before now.
import { randomBytes, randomUUID } from 'node:crypto'
import { notStuck } from '../../../domain/stuck.ts'
import { limits } from '../../../domain/limits.ts'
import { routeA, type StepName } from '../../../domain/journey.ts'
import type { DeskRows } from '../../../prisma/seed-desk.ts'
import type { Sealer } from '../../keys.ts'
import { personOf } from '../auth/demo-tokens.ts'
import { demoPeople } from '../contract.ts'
import { type Happening, type Scene, scenes } from './scenes.ts'
import { type TellParts, tellScene, type Told } from './transcript.ts'

export type DemoDeskParts = Omit<TellParts, 'name'> & { now: Date; seal: Sealer['seal']; /** Show one of them on WhatsApp. */ whatsapp: boolean }
type Line = Told & { at: Date; seq: number }
/** A number that is nobody's. */
const phone = '+31612345678'
const minute = 60_000

export function demoDeskRows(parts: DemoDeskParts): DeskRows {
  const rows: DeskRows = { digimaatjes: [], persons: [], conversations: [], identities: [], journeys: [], steps: [], messages: [], handoffs: [], notes: [], attempts: [], audit: [] }
  for (const who of demoPeople) {
    const { id, name, roles } = personOf(who)
    rows.digimaatjes.push({ id, name, roles, lastSeenAt: parts.now, lastSignInAt: new Date(0) })
  }
  for (const scene of scenes) add(rows, scene, parts)
  return rows
}

function add(rows: DeskRows, scene: Scene, parts: DemoDeskParts): void {
  const by = scene.by ? personOf(scene.by) : null
  const lines = dated(tellScene(scene, { ...parts, name: by?.name.split(' ')[0] ?? '' }), new Date(parts.now.getTime() - scene.ago * minute))
  const [first, last] = [lines[0], lines.at(-1)]
  if (!first || !last) return
  const [id, personId, subject] = [randomUUID(), randomUUID(), randomUUID()]
  const replyTo = scene.window && parts.whatsapp ? randomBytes(32) : null
  rows.persons.push({ id: personId, auditSubject: subject, createdAt: first.at })
  rows.messages.push(...lines.map(({ seq, author, activity, at }) => ({ conversationId: id, seq, author, activity: activity as object, createdAt: at })))
  const journeyId = addJourney(rows, scene, { id, lines })
  rows.conversations.push({
    id, personId, version: lines.length, seq: lines.length, owner: scene.state === 'human' ? 'human' : 'bot', state: {}, journeyId, createdAt: first.at, lastMessageAt: last.at, readSeq: lines.length,
    ...(scene.flag && { flagReason: scene.flag, flaggedAt: last.at }), ...(replyTo && { replyTo }),
  })
  if (replyTo) rows.identities.push({ id: randomUUID(), channel: 'whatsapp', addressHash: replyTo, personId, conversationId: id, lastInboundAt: new Date(parts.now.getTime() - limits.whatsapp.window + (scene.window ?? 0) * minute), createdAt: first.at })
  for (let miss = 0; miss < (scene.misses ?? 0); miss += 1) {
    rows.attempts.push({ inboundKey: randomUUID(), conversationId: id, identityHash: randomBytes(32), addressHash: randomBytes(32), codeHash: randomBytes(32), outcome: 'miss', createdAt: new Date(last.at.getTime() - (3 - miss) * minute) })
  }
  addHandoff(rows, scene, { id, lines, parts })
  addAudit(rows, scene, { subject, lines })
}

/** The last message at this moment, the others so much before each other. */
function dated(told: Told[], end: Date): Line[] {
  const lines: Line[] = []
  let at = end.getTime()
  for (const [index, one] of told.toReversed().entries()) {
    lines.unshift({ ...one, at: new Date(at), seq: told.length - index })
    at -= one.after * 1_000
  }
  return lines
}

type Placed = { id: string; lines: Line[] }

function addJourney(rows: DeskRows, scene: Scene, { id, lines }: Placed): string {
  const [journeyId, last] = [randomUUID(), lines.at(-1)]
  const visited = routeA.flatMap(({ name }) => {
    const own = lines.filter(({ step }) => step === name)
    return own[0] ? [{ name, startedAt: own[0].at, endedAt: own.at(-1)?.at ?? own[0].at }] : []
  })
  const current: StepName = visited.at(-1)?.name ?? scene.step
  const { troubles = notStuck.by } = scene
  const stuck = Object.entries(troubles).reduce((sum, [kind, times = 0]) => sum + times * (limits.stuck.points[kind as keyof typeof troubles] ?? 0), 0)
  rows.journeys.push({
    id: journeyId, conversationId: id, route: 'A', role: scene.role, manager: scene.manager ?? null, step: current, stuck: current === scene.step ? stuck : 0, stuckBy: current === scene.step ? troubles : {},
    startedAt: lines[0]?.at ?? new Date(0), lastMoveAt: last?.at ?? new Date(0), ...(current === 'finished' && last && { finishedAt: last.at }),
  })
  for (const { name, startedAt, endedAt } of visited) {
    const done = name !== current && { finishedAt: endedAt, finishedBy: name === scene.step ? 'human' as const : 'person' as const }
    rows.steps.push({ journeyId, step: name, startedAt, troubles: name === scene.step ? troubles : {}, ...done })
  }
  return journeyId
}

const nameOf = (happening: Happening | null) => (happening && 'event' in happening ? happening.event : happening && 'back' in happening ? 'back' : null)
const momentOf = (lines: Line[], event: ReturnType<typeof nameOf>) => lines.find(({ happening }) => nameOf(happening) === event)?.at ?? null

function addHandoff(rows: DeskRows, scene: Scene, { id, lines, parts }: Placed & { parts: DemoDeskParts }): void {
  const [askedAt, claimedAt] = [momentOf(lines, 'asked'), momentOf(lines, 'taken')]
  if (!askedAt) return
  const by = scene.by ? personOf(scene.by).id : null
  const answered = lines.findLast(({ author }) => author === 'human')?.at
  const spoke = lines.findLast(({ author, at }) => author === 'person' && (!answered || at > answered))?.at ?? null
  const open = scene.state === 'waiting' || scene.state === 'human'
  const back = scene.happens.find((one) => 'back' in one)
  rows.handoffs.push({
    id: randomUUID(), conversationId: id, state: scene.state, reason: scene.reason, step: scene.step, urgent: scene.urgent ?? false, createdAt: askedAt,
    claimedById: by, claimedAt, personAt: open ? spoke : null, firstAnswerAt: lines.find(({ author }) => author === 'human')?.at ?? null, nobodyAt: scene.state === 'waiting' ? askedAt : null,
    ...(!open && { closedAt: momentOf(lines, 'closed') ?? momentOf(lines, 'back') }), closeReason: scene.closeReason ?? null,
    ...(back && { back: { from: scene.step, to: back.back, done: back.done, finishedAt: null } }), ...(scene.callMe && { phone: new Uint8Array(parts.seal(phone)) }),
  })
  const noted = answered ?? askedAt
  if (scene.note && by) rows.notes.push({ id: randomUUID(), conversationId: id, byId: by, text: parts.labels[`note.${scene.note}`] ?? '', createdAt: noted })
}

/** What such a conversation leaves in the audit log. */
function addAudit(rows: DeskRows, scene: Scene, { subject, lines }: { subject: string; lines: Line[] }): void {
  const [actor, detail] = [scene.by ? personOf(scene.by).id : '', { step: scene.step, reason: scene.reason }]
  const desk = { actor, outcome: 'done', subject, origin: '127.0.0.1' }
  for (const { author, happening, at } of lines) {
    const event = nameOf(happening)
    if (event === 'asked') rows.audit.push({ at, actor: 'person', action: 'handoff.asked', outcome: scene.reason, subject, detail: { step: scene.step, urgent: scene.urgent ?? false } })
    if (event === 'taken') rows.audit.push({ ...desk, at, action: 'conversation.opened', detail: {} }, { ...desk, at, action: 'handoff.claim', detail })
    if (author === 'human') rows.audit.push({ ...desk, at, action: 'handoff.reply', detail })
    if (event === 'closed') rows.audit.push({ ...desk, at, action: 'handoff.close', detail })
    if (event === 'back') rows.audit.push({ ...desk, at, action: 'handoff.handBack', detail })
  }
}
