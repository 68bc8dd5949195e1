import type { StepLine } from '../../../bot/desk/contract.ts'

/** The steps that can be done together: the current one and what comes after it, but for the end. */
export function stepsToDo(steps: readonly StepLine[]): StepLine[] {
  const current = Math.max(0, steps.findIndex((step) => step.current))
  return steps.slice(current).filter(({ step }) => step !== 'finished')
}

/** Where the bot can go on: anywhere, also back at a step that went wrong. */
export function stepsToGoOn(steps: readonly StepLine[]): StepLine[] {
  return [...steps]
}

/** Where the bot goes on if nobody says otherwise: after the last step done; at the current one when none was. */
export function goOnAfter(steps: readonly StepLine[], done: readonly string[]): string {
  const last = steps.findLastIndex(({ step }) => done.includes(step))
  const next = last < 0 ? steps.find(({ current }) => current) : steps[last + 1] ?? steps[last]
  return next?.step ?? steps[0]?.step ?? ''
}

/** The steps of `done` in the journey's order: in that order the server and the sentence want them. */
export function inOrder(steps: readonly StepLine[], done: readonly string[]): string[] {
  return steps.filter(({ step }) => done.includes(step)).map(({ step }) => step)
}

/** What does not fit together: steps before the one to go on at that nobody did, and steps that were done and come again. */
export function doubtsOf(steps: readonly StepLine[], { done, step }: { done: readonly string[]; step: string }): { open: StepLine[]; again: StepLine[] } {
  const from = Math.max(0, steps.findIndex(({ current }) => current))
  const to = steps.findIndex((one) => one.step === step)
  return {
    open: steps.filter((one, i) => i >= from && i < to && !done.includes(one.step)),
    again: steps.filter((one, i) => i >= to && done.includes(one.step)),
  }
}
