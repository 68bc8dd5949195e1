// Short talks beside the journey: an offer of help, stopping, starting over, distress. Each says something, asks one question and comes back.
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import type { TextKey } from '../locales/index.ts'
import type { Answer } from './answer.ts'
import { askHuman } from './handoff.ts'
import type { Outcome, SideName } from './outcome.ts'
import type { ButtonId, LinkName } from './question.ts'
import { say } from './say.ts'
import { mayRemind, remindId, type RemindOptions } from './steps/remind.ts'
import { TalkDialog } from './talk-dialog.ts'
import { type Services, workOf } from './work.ts'

type Side = {
  says: { text: TextKey; links?: LinkName[] }[]
  asks: TextKey
  buttons: ButtonId[]
  means?: Record<string, ButtonId>
  /** What follows a choice; anything else comes back to the current step. */
  leadsTo?: Record<ButtonId, Outcome>
  /** It is an emergency: a digimaatje is asked at once, and of that is said only what is true. */
  alarm?: { reason: 'distress'; says: TextKey }
}

const stay: Outcome = { kind: 'stay' }
/** The bot offered it. */
const human: Outcome = { kind: 'side', name: 'human', options: { reason: 'stuck' } }
/** The place is kept; on WhatsApp it is no wish to hear nothing more. */
const stop: Outcome = { kind: 'side', name: 'stop' }

/** "Ik kan het niet", said to an offer of help. */
const stuckMeansYes = { fails: 'yes', explain: 'yes' }

export const sides: Record<SideName, Side> = {
  offer: { says: [], asks: 'human.offer', buttons: ['yes', 'no'], means: stuckMeansYes, leadsTo: { yes: human } },
  angry: { says: [], asks: 'human.angry', buttons: ['yes', 'no'], means: stuckMeansYes, leadsTo: { yes: human } },
  lost: { says: [], asks: 'unclear.third', buttons: ['yes', 'no'], means: stuckMeansYes, leadsTo: { yes: human } },
  stop: { says: [{ text: 'stop.said' }], asks: 'stop.next', buttons: ['continue'], leadsTo: { no: stop } },
  restart: { says: [], asks: 'restart.ask', buttons: ['yes', 'no'], leadsTo: { yes: { kind: 'restart' } } },
  distress: {
    says: [{ text: 'distress.tell', links: ['call112'] }, { text: 'distress.suicide', links: ['call113'] }],
    asks: 'distress.tellSomeone', buttons: ['continue'], leadsTo: { no: stop }, alarm: { reason: 'distress', says: 'distress.desk' },
  },
  noLetter: {
    says: [{ text: 'letter.none', links: ['email'] }], asks: 'letter.wait', buttons: ['haveLetter'],
  },
}

export class SideDialog extends TalkDialog {
  readonly side: Side

  constructor(name: SideName, services: Services) {
    super(name, services)
    this.side = sides[name]
    this.addStep(this.tell.bind(this))
    this.addStep(this.hear.bind(this))
  }

  private async tell(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const work = workOf(step.context)
    const { told } = step.options as { told?: true }
    const { alarm } = this.side
    if (alarm) await askHuman(step.context, { reason: alarm.reason, urgent: true })
    for (const message of told ? [] : this.side.says) await say(step.context, this.services, message)
    if (alarm && (await work.desk.standing()).kind !== 'none') await say(step.context, this.services, alarm.says)
    if (this.id === 'noLetter' && mayRemind(work)) return step.replaceDialog(remindId, { from: 'noLetter' } satisfies RemindOptions)
    return this.ask(step, { text: this.side.asks, buttons: this.side.buttons, also: ['no'], ...(this.side.means && { means: this.side.means }) })
  }

  private async hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const answer = step.result as Answer
    if (this.id === 'noLetter' && answer.kind === 'choice' && answer.choice === 'haveLetter') workOf(step.context).cancelReminders()
    const outcome = answer.kind === 'choice' ? this.side.leadsTo?.[answer.choice] : undefined
    return this.end(step, outcome ?? stay)
  }
}
