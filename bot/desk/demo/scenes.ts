// The conversations of the demo's desk: who waits, who is with whom, what was. Nobody in them exists. Their words: locales/demo-desk.nl.json
// (people, notes), and the texts of the bot and the canned replies themselves.
import type { CloseReason, HandoffState, Reason } from '../../../domain/handoff.ts'
import type { Manager, Role, StepName } from '../../../domain/journey.ts'
import type { Trouble } from '../../../domain/stuck.ts'
import type { TextKey } from '../../../locales/index.ts'

/** One thing that happens. `person` and `human` name a sentence, `canned` a reply by its short word, `press` a button. */
export type Happening =
  | { bot: TextKey } | { person: string } | { press: TextKey } | { human: string } | { canned: string }
  /** What was typed is not kept. */
  | { secret: 'code' | 'phone' }
  | { event: 'asked' | 'taken' | 'closed' }
  /** Back with the bot, which goes on at this step. */
  | { back: StepName; done: StepName[] }
export type Scene = {
  state: Exclude<HandoffState, 'none' | 'cancelled'>
  by?: 'karin' | 'mo'
  reason: Reason
  urgent?: true
  callMe?: true
  /** WhatsApp's window closes in so many minutes; none: the website. */
  window?: number
  /** Shown as to be looked at. */
  flag?: string
  misses?: number
  role: Role
  manager?: Manager
  /** Where they are. The way there is told by itself. */
  step: StepName
  /** Minutes since the last thing happened. */
  ago: number
  troubles?: Partial<Record<Trouble, number>>
  happens: Happening[]
  note?: string
  closeReason?: CloseReason
}

const bot = (key: TextKey): Happening => ({ bot: key })
const person = (key: string): Happening => ({ person: key })
const press = (key: TextKey): Happening => ({ press: key })
const canned = (short: string): Happening => ({ canned: short })
const human = (key: string): Happening => ({ human: key })
const asked: Happening = { event: 'asked' }
const taken: Happening = { event: 'taken' }
const closed: Happening = { event: 'closed' }
const call = [asked, bot('human.open'), bot('human.place.more')]
const hour = 60
const day = 24 * hour

const waiting: Scene[] = [
  { state: 'waiting', reason: 'distress', urgent: true, role: 'client', step: 'whoManages', ago: 2, happens: [person('distress'), asked, bot('distress.tell'), bot('distress.suicide'), bot('distress.desk'), bot('distress.tellSomeone'), person('distressMore')] },
  { state: 'waiting', reason: 'asked', window: 95, role: 'representative', manager: 'representative', step: 'mailSent', ago: 22 * hour + 20, troubles: { fails: 1, sameHelp: 1 }, happens: [press('button.fails'), bot('trouble.ask'), press('mailSent.problem.noMail'), bot('mailSent.help.noMail'), person('noMail'), ...call] },
  { state: 'waiting', reason: 'checkClosed', misses: 3, role: 'client', manager: 'client', step: 'code', ago: 14, troubles: { miss: 3 }, happens: [{ secret: 'code' }, bot('code.miss'), { secret: 'code' }, bot('code.missMore'), { secret: 'code' }, bot('code.closed'), asked, bot('human.open'), bot('human.place.one')] },
  { state: 'waiting', reason: 'callMe', callMe: true, role: 'representative', manager: 'client', step: 'managerEmail', ago: 25, troubles: { explain: 1 }, happens: [person('talk'), ...call, press('button.continue'), bot('callMe.ask'), { secret: 'phone' }, bot('callMe.said')] },
  { state: 'waiting', reason: 'stuck', role: 'client', manager: 'client', step: 'choosePassword', ago: 6, troubles: { fails: 2, explain: 1 }, happens: [press('button.fails'), bot('trouble.ask'), press('choosePassword.problem.refused'), bot('choosePassword.help.refused'), person('password'), bot('choosePassword.explain'), press('button.fails'), bot('human.offer'), press('button.yes'), ...call] },
  { state: 'waiting', reason: 'failingTurn', flag: 'failingTurn', role: 'client', step: 'clientName', ago: 9, happens: [person('whoseName'), bot('failed.said'), asked] },
  { state: 'waiting', reason: 'asked', role: 'client', step: 'letter', ago: 4, happens: [person('noLetter'), bot('letter.none'), person('wantHuman'), ...call] },
]

const withSomebody: Scene[] = [
  { state: 'human', by: 'karin', reason: 'stuck', role: 'representative', manager: 'representative', step: 'managerEmail', ago: 1, troubles: { fails: 2 }, happens: [person('whichEmail'), bot('human.offer'), press('button.yes'), ...call, taken, canned('hoi'), person('whichEmailMore'), human('whichEmail'), person('whichEmailAgain')], note: 'email' },
  { state: 'human', by: 'karin', reason: 'asked', role: 'client', manager: 'client', step: 'phoneNumber', ago: 5, happens: [person('sms'), ...call, taken, canned('hoi'), person('smsMore'), canned('sms')] },
  { state: 'human', by: 'mo', reason: 'asked', role: 'client', step: 'acceptTerms', ago: 3, troubles: { explain: 2 }, happens: [person('box'), ...call, taken, canned('scherm'), person('boxMore'), canned('wacht')] },
  { state: 'human', by: 'mo', reason: 'deliveryFailed', role: 'representative', manager: 'client', step: 'mailSent', ago: 12, happens: [person('address'), ...call, taken, canned('adres')], note: 'address' },
]

type Ended = Pick<Scene, 'by' | 'reason' | 'role' | 'step' | 'ago'> & Partial<Scene> & { said: string; helped: string[]; thanks: string }

/** Asked, was helped, and it was over: closed, or back with the bot. */
function ended({ said, helped, thanks, ...scene }: Ended): Scene {
  const end: Happening = scene.state === 'back' ? { back: nextOf[scene.step] ?? 'finished', done: [scene.step] } : closed
  return { manager: 'client', ...scene, state: scene.state ?? 'closed', happens: [person(said), ...call, taken, canned('hoi'), ...helped.map(canned), person(thanks), end] }
}
const nextOf: Partial<Record<StepName, StepName>> = { openSite: 'acceptTerms', clientName: 'role', mailSent: 'choosePassword', choosePassword: 'phoneNumber' }

const past: Scene[] = [
  ended({ by: 'karin', reason: 'asked', role: 'client', step: 'openSite', ago: 40, state: 'back', said: 'site', helped: ['scherm'], thanks: 'thanks' }),
  ended({ by: 'karin', reason: 'stuck', role: 'client', step: 'mailSent', ago: 3 * hour, state: 'back', said: 'noMail', helped: ['spam'], thanks: 'found' }),
  ended({ by: 'mo', reason: 'asked', role: 'representative', manager: 'representative', step: 'ownName', ago: 4 * hour, closeReason: 'solved', said: 'twoNames', helped: ['vorige'], thanks: 'thanks' }),
  ended({ by: 'mo', reason: 'checkClosed', role: 'client', step: 'code', ago: 6 * hour, closeReason: 'elsewhere', said: 'codeWrong', helped: ['letters', 'brief'], thanks: 'newLetter', note: 'letter' }),
  ended({ by: 'karin', reason: 'asked', role: 'client', step: 'letter', ago: day, closeReason: 'solved', said: 'noLetter', helped: ['brief'], thanks: 'thanks' }),
  ended({ by: 'karin', reason: 'asked', role: 'client', step: 'clientName', ago: day + 2 * hour, state: 'back', said: 'whoseName', helped: ['vorige'], thanks: 'works' }),
  ended({ by: 'mo', reason: 'callMe', role: 'representative', manager: 'client', step: 'whoManages', ago: day + 4 * hour, closeReason: 'solved', said: 'talk', helped: ['begeleider'], thanks: 'thanks', note: 'called' }),
  ended({ by: 'karin', reason: 'stuck', role: 'client', step: 'choosePassword', ago: day + 5 * hour, state: 'back', said: 'password', helped: ['wachtwoord'], thanks: 'works' }),
  ended({ by: 'mo', reason: 'asked', role: 'client', step: 'phoneNumber', ago: 2 * day, closeReason: 'solved', said: 'sms', helped: ['telefoon', 'sms'], thanks: 'works' }),
  ended({ by: 'karin', reason: 'asked', role: 'client', step: 'acceptTerms', ago: 2 * day + hour, closeReason: 'noAnswer', said: 'box', helped: ['scherm'], thanks: 'later' }),
  ended({ by: 'karin', reason: 'distress', urgent: true, role: 'client', step: 'role', ago: 2 * day + 3 * hour, closeReason: 'elsewhere', said: 'distress', helped: ['begeleider'], thanks: 'calmer', note: 'distress' }),
  ended({ by: 'mo', reason: 'asked', role: 'representative', manager: 'representative', step: 'haveCode', ago: 3 * day, closeReason: 'notForUs', said: 'money', helped: ['klaar'], thanks: 'thanks' }),
  ended({ by: 'mo', reason: 'stuck', role: 'client', step: 'code', ago: 3 * day + 2 * hour, closeReason: 'solved', said: 'codeWrong', helped: ['letters'], thanks: 'works' }),
  ended({ by: 'karin', reason: 'asked', role: 'client', step: 'finished', ago: 4 * day, closeReason: 'solved', said: 'noRecord', helped: ['dossier'], thanks: 'thanks' }),
  ended({ by: 'mo', reason: 'asked', role: 'representative', manager: 'client', step: 'managerEmail', ago: 5 * day, closeReason: 'other', said: 'whichEmail', helped: ['later'], thanks: 'later' }),
]

export const scenes: readonly Scene[] = [...waiting, ...withSomebody, ...past]
