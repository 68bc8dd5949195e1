// One step of the journey: say what to see and press, hear how it went, help when it did not.
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import type { StepName } from '../domain/journey.ts'
import type { TextKey } from '../locales/index.ts'
import type { Answer } from './answer.ts'
import { finishStep, noteTrouble } from './moves.ts'
import type { ButtonId, LinkName, Question } from './question.ts'
import { TalkDialog } from './talk-dialog.ts'
import { type Services, type Work, workOf } from './work.ts'

/** What a step says now: its text, simpler words, "which one?", "what goes wrong?", or the help for one problem. */
type Mode = { say: 'tell' } | { say: 'explain' } | { say: 'which' } | { say: 'trouble' } | { say: 'help'; problem: string }
export type StepOptions = {
  /** The two likeliest problems: `<step>.problem.<name>` and `<step>.help.<name>`. */
  problems: readonly [string, string]
  links?: LinkName[]
  /** The buttons under the step's text. */
  buttons?: ButtonId[]
  means?: Record<string, ButtonId>
  /** The name of the texts, where it is not the dialog's. */
  texts?: StepName
}

export class StepDialog extends TalkDialog {
  readonly options: StepOptions
  readonly texts: string

  constructor(name: string, services: Services, options: StepOptions) {
    super(name, services)
    this.options = options
    this.texts = options.texts ?? name
    this.addStep(this.tell.bind(this))
    this.addStep(this.hear.bind(this))
  }

  private async tell(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { explain, ...options } = step.options as { explain?: true }
    const mode = { say: explain ? 'explain' : 'tell', ...options } as Mode
    return this.ask(step, this.question(mode))
  }

  private question(mode: Mode): Question {
    const { problems, links, means, buttons = ['done', 'fails', 'explain'] } = this.options
    const common = { ...(means && { means }), also: [...buttons, 'done', 'fails', 'explain'] }
    if (mode.say === 'trouble') return { ...common, text: 'trouble.ask', buttons: [...problems.map((name) => `problem.${name}`), 'other'] }
    const text = mode.say === 'help' ? `${this.texts}.help.${mode.problem}` : `${this.texts}.${mode.say}`
    return { ...common, text: text as TextKey, buttons, numbered: mode.say === 'tell', ...(links && { links }) }
  }

  private async hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const work = workOf(step.context)
    const answer = step.result as Answer
    if (answer.kind !== 'choice') return this.end(step, { kind: 'side', name: 'lost' })
    if (answer.choice === 'other') return this.end(step, { kind: 'side', name: 'human', options: { reason: 'stuck' } })
    if (answer.choice === 'fails') return this.again(step, this.fails(work))
    if (answer.choice === 'explain') return this.end(step, { kind: 'explain' })
    if (answer.choice.startsWith('problem.')) return this.again(step, this.help(work, answer.choice.slice('problem.'.length)))
    return this.finish(step, answer.choice)
  }

  /** The step went well. A step that asks for a decision notes it first. */
  protected async finish(step: WaterfallStepContext, _choice: ButtonId): Promise<DialogTurnResult> {
    finishStep(workOf(step.context))
    return this.end(step, { kind: 'finished' })
  }

  private fails(work: Work): Mode {
    noteTrouble(work, 'fails')
    return { say: 'trouble' }
  }

  private help(work: Work, problem: string): Mode {
    const given = work.memory.helps ?? []
    if (given.includes(problem)) noteTrouble(work, 'sameHelp')
    work.memory.helps = [...given, problem]
    return { say: 'help', problem }
  }

  private again(step: WaterfallStepContext, mode: Mode): Promise<DialogTurnResult> {
    return step.replaceDialog(this.id, mode)
  }
}
