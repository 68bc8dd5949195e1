// The fault runs: what goes wrong, and how often.
import { setTimeout as pause } from 'node:timers/promises'
import { seededRandom } from '../../tests/support/fake-twilio.ts'
import { openScene, type Scene } from './scene.ts'
import { talk, turnsPerTalker, type Verdict } from './talker.ts'

export type Plan = { people: number; kills: number; seconds: number }
export type Fault = {
  name: string
  /** About how long it goes on, in milliseconds. */
  lasts: (plan: Plan) => number
  during: (scene: Scene, plan: Plan) => Promise<void>
}
export type Outcome = {
  name: string; people: number; turns: number; seconds: number
  /** Conversations that were still going on when the fault ended. */
  underWay: number
  accepted: number; unanswered: number; unfinished: number; doubled: number; disordered: number
  /** Acknowledgements the fake took and lost on purpose: only those may show up as doubled. */
  acknowledgementsLost: number
  /** Conversations whose row is not what their messages say. */
  stateLost: number
  unresolved: number
  /** What the app did against Twilio's rules, and what it logged as an error. */
  violations: number; errors: number
}

/** Milliseconds from one kill to the next, the start of the app included. */
const perKill = 3_000
const asPlanned = ({ seconds }: Plan) => seconds * 1_000
const random = seededRandom(20_261_121)
const share = (rule: object) => async ({ fake }: Scene, { seconds }: Plan) => {
  const end = fake.fault({ share: 0.15, ...rule } as never, random)
  await pause(seconds * 1_000)
  end()
}

export const faults: Fault[] = [
  {
    name: 'kill -9',
    lasts: ({ kills }) => kills * perKill,
    during: async ({ killApp }, { kills }) => {
      for (let kill = 0; kill < kills; kill += 1) {
        await pause(500 + random() * 1_500)
        await killApp()
      }
    },
  },
  { name: 'Twilio answers 500', lasts: asPlanned, during: share({ kind: 'status', status: 500 }) },
  { name: 'Twilio took it, answers 500', lasts: asPlanned, during: share({ kind: 'status', status: 500, accept: true }) },
  { name: 'Twilio answers 429', lasts: asPlanned, during: share({ kind: 'status', status: 429, code: 20429 }) },
  { name: 'Twilio hangs', lasts: asPlanned, during: share({ kind: 'hang', share: 0.03 }) },
  { name: 'Twilio took it, connection lost', lasts: asPlanned, during: share({ kind: 'acceptThenDrop' }) },
  { name: 'connection lost', lasts: asPlanned, during: share({ kind: 'drop' }) },
  {
    name: 'database restarted',
    lasts: () => perKill,
    during: async ({ restartDatabase }) => {
      await pause(1_500)
      await restartDatabase()
    },
  },
]

/** One kind of fault under so many people at once. */
export async function run(fault: Fault, plan: Plan): Promise<Outcome> {
  const scene = await openScene()
  const started = performance.now()
  const patience = (plan.seconds + plan.kills * 4 + 90) * 1_000
  // Conversations last as long as the fault does: everybody taps at moments of their own.
  const think = () => random() * 2 * fault.lasts(plan) / turnsPerTalker
  const tooLong = () => performance.now() - started > patience
  try {
    const talking = Array.from({ length: plan.people }, (_, index) => talk(scene.fake, `+3163${String(index).padStart(7, '0')}`, { until: tooLong, think }))
    let talkingStill = plan.people
    for (const one of talking) void one.finally(() => { talkingStill -= 1 })
    await fault.during(scene, plan)
    const underWay = talkingStill
    const verdicts = await Promise.all(talking)
    const seconds = (performance.now() - started) / 1_000
    return { name: fault.name, people: plan.people, turns: plan.people * turnsPerTalker, seconds, underWay, ...added(verdicts), ...await inspect(scene) }
  } finally {
    await scene.close()
  }
}

function added(verdicts: Verdict[]): Pick<Outcome, 'accepted' | 'unanswered' | 'unfinished' | 'doubled' | 'disordered'> {
  const sum = (read: (verdict: Verdict) => number) => verdicts.reduce((total, verdict) => total + read(verdict), 0)
  return {
    accepted: sum(({ accepted }) => accepted), unanswered: sum(({ unanswered }) => unanswered), unfinished: sum(({ finished }) => (finished ? 0 : 1)),
    doubled: sum(({ doubled }) => doubled), disordered: sum(({ disordered }) => disordered),
  }
}

async function inspect({ fake, query, complaints }: Scene): Promise<Pick<Outcome, 'acknowledgementsLost' | 'stateLost' | 'unresolved' | 'violations' | 'errors'>> {
  // Every turn raises the version once; every message has a number of its own without a gap.
  const lost = await query<{ id: string }>(`
    select c.id from "Conversation" c join "Journey" j on j.id = c."journeyId"
    where j.step <> 'code' or (select count(*) from "Inbound" i where i."conversationId" = c.id) <> ${turnsPerTalker}
       or (select count(*) from "Message" m where m."conversationId" = c.id) <> c.seq`)
  const unresolved = await query<{ count: number }>(`select count(*)::int as count from "Delivery" where status in ('unresolved', 'failed')`)
  const { faults: done, violations } = fake.stats()
  return {
    acknowledgementsLost: (done['acceptThenDrop'] ?? 0) + (done['status'] ?? 0), stateLost: lost.length, unresolved: unresolved[0]?.count ?? 0,
    violations: violations.length, errors: complaints().filter((line) => /"level":50/.test(line)).length,
  }
}
