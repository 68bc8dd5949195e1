// A scene of the demo as its messages: the way to the step where it happens, and what happened there.
import { findStep, lastNumber, type Manager, routeA, type StepName } from '../../../domain/journey.ts'
import { type Form, formFor, type TextKey, type Texts } from '../../../locales/index.ts'
import type { Author, StoredActivity } from '../../turn/types.ts'
import type { Happening, Scene } from './scenes.ts'

/** `after`: seconds since the message before. */
export type Told = { author: Author; activity: StoredActivity; after: number; step: StepName; happening: Happening | null }
export type TellParts = {
  t: Texts
  /** locales/demo-desk.nl.json */
  labels: Readonly<Record<string, string>>
  canned: readonly { short: string; je: string; u: string }[]
  helpEmail: string
  /** First name of who helps. */
  name: string
}

type Tell = (author: Author, activity: StoredActivity, at: { step: StepName; happening?: Happening }) => void

/** Seconds, so that no two conversations go in step: people take their time, the bot does not. */
const pauses = [22, 41, 17, 63, 35, 28, 52, 19]
const hidden = '•••'

export function tellScene(scene: Scene, parts: TellParts): Told[] {
  const form = formFor(scene.role)
  const told: Told[] = []
  const tell: Tell = (author, activity, { step, happening = null }) => {
    told.push({ author, activity, step, happening, after: author === 'bot' ? 1 : (pauses[(told.length * 3 + scene.step.length) % pauses.length] ?? 30) * (author === 'human' ? 2 : 1) })
  }
  const say = (key: TextKey, step: StepName) => tell('bot', botSays(key, { ...parts, form, manager: scene.manager ?? null, step }), { step })
  say('welcome.hello', 'whoAreYou')
  for (const step of wayTo(scene)) {
    for (const key of asksAt(step)) {
      say(key, step)
      if (step === scene.step && key === asksAt(step)[0]) break
      tell('person', { type: 'message', text: key.startsWith('code.ask') ? hidden : parts.t(form, answerAt(step, scene)) }, { step })
    }
  }
  for (const happening of scene.happens) happen(happening, { scene, form, parts, tell, say })
  return told
}

type Happen = { scene: Scene; form: Form; parts: TellParts; tell: Tell; say: (key: TextKey, step: StepName) => void }

function happen(happening: Happening, { scene: { step, reason, urgent }, form, parts, tell, say }: Happen): void {
  const { t, labels, canned, name, helpEmail } = parts
  const person = (text: string) => tell('person', { type: 'message', text }, { step, happening })
  const human = (text: string) => tell('human', { type: 'message', text, channelData: { by: name } }, { step, happening })
  const status = (state: string, move: string) => tell('bot', { type: 'event', name: 'handoff.status', value: { state, move }, channelData: { by: name } }, { step, happening })
  const notice = (key: TextKey) => tell('bot', { type: 'message', text: t(form, key, { name, email: helpEmail, number: findStep(step).number ?? lastNumber }) }, { step })
  if ('bot' in happening) return say(happening.bot, step)
  if ('press' in happening) return person(t(form, happening.press))
  if ('person' in happening) return person(labels[`person.${happening.person}`] ?? '')
  if ('secret' in happening) return person(hidden)
  if ('human' in happening) return human(labels[`human.${happening.human}`] ?? '')
  if ('canned' in happening) return human(canned.find(({ short }) => short === happening.canned)?.[form === 'nl' ? 'je' : 'u'] ?? '')
  if ('back' in happening) {
    status('completed', 'handedBack')
    notice('handBack.one')
    return say(`${happening.back}.tell` as TextKey, happening.back)
  }
  if (happening.event === 'asked') return tell('bot', { type: 'event', name: 'handoff.initiate', value: { reason, urgent: urgent ?? false } }, { step, happening })
  status(happening.event === 'taken' ? 'accepted' : 'completed', happening.event === 'taken' ? 'accepted' : 'closed')
  notice(happening.event === 'taken' ? 'notice.accepted' : 'notice.closed')
}

type Says = Pick<TellParts, 't' | 'helpEmail'> & { form: Form; manager: Manager | null; step: StepName }

function botSays(key: TextKey, { t, form, manager, step, helpEmail }: Says): StoredActivity {
  const { number, phase } = findStep(step)
  const numbered = key === `${step}.tell` && phase !== 'start' && phase !== 'end'
  const line = numbered ? `${t(form, phase === 'after' ? 'progress.after' : 'progress.steps', { number: number ?? lastNumber, last: lastNumber })}\n` : ''
  const text = line + t(form, key, { email: helpEmail, last: lastNumber, number: number ?? lastNumber, before: 2, example: '3 mei 1980', ...(manager && { context: manager }) })
  const actions = numbered ? (['button.done', 'button.fails', 'button.explain'] as const).map((button) => ({ type: 'messageBack', title: t(form, button), value: {} })) : []
  return { type: 'message', text, ...(actions.length > 0 && { suggestedActions: { to: [], actions } }) }
}

/** The steps of this person up to the scene's, which is the last. */
function wayTo({ step, role, manager: given }: Scene): StepName[] {
  const manager = given ?? null
  const shown = routeA.filter(({ onlyWhen }) => onlyWhen?.({ role, manager }) ?? true).map(({ name }) => name)
  return shown.slice(0, shown.indexOf(step) + 1)
}

const asksAt = (step: StepName): TextKey[] => (step === 'code' ? ['code.ask', 'code.askBirthDate', 'code.tell'] : [`${step}.tell`])

function answerAt(step: StepName, { role, manager }: Scene): TextKey {
  if (step === 'whoAreYou') return `button.${role}`
  if (step === 'letter') return 'button.haveLetter'
  if (step === 'whoManages') return manager === 'representative' ? 'button.representativeManages' : 'button.clientManages'
  return 'button.done'
}
