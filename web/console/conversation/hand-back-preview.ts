import type { StepLine } from '../../../bot/desk/contract.ts'
import { t } from '../text/labels.ts'
import type { Form } from './warn.ts'
import { stepText } from './words.ts'

type HandBack = { name: string; form: Form; steps: readonly StepLine[]; done: readonly string[]; step: string }

/** What the person will read, as dialogs/hand-back.ts says it; after it comes the step itself. A test holds both to the same words. */
export function handBackPreview({ name, form, steps, done, step }: HandBack): string {
  return `${doneText(name, form, numbersOf(steps, done))}\n${goOnText(steps, step)}`
}

function numbersOf(steps: readonly StepLine[], done: readonly string[]): number[] {
  return [...new Set(steps.flatMap(({ step, number }) => (number !== null && done.includes(step) ? [number] : [])))]
}

function doneText(name: string, form: Form, numbers: readonly number[]): string {
  const [first, ...rest] = numbers
  const last = rest.at(-1)
  if (first === undefined) return t(`conversation.preview.${form}.none`, { name })
  if (last === undefined) return t(`conversation.preview.${form}.one`, { name, number: first })
  return t(`conversation.preview.${form}.more`, { name, steps: numbersText(numbers) })
}

/** 3; 3 en 5; 3 tot en met 6. */
function numbersText(numbers: readonly number[]): string {
  const [first, ...rest] = numbers
  const last = rest.at(-1)
  if (first === undefined || last === undefined) return `${first ?? ''}`
  const inARow = last - first === rest.length
  return inARow && rest.length > 1 ? t('conversation.preview.range', { from: first, to: last }) : t('conversation.preview.list', { from: numbers.slice(0, -1).join(', '), to: last })
}

function goOnText(steps: readonly StepLine[], name: string): string {
  const number = steps.find(({ step }) => step === name)?.number ?? null
  if (number !== null) return t('conversation.preview.next', { next: number })
  const last = Math.max(0, ...steps.flatMap((step) => step.number ?? []))
  return name === 'phoneNumber' ? t('conversation.preview.after', { last }) : t('conversation.preview.on')
}

/** Stap 1 tot en met 5 staan nog open. */
export function doubtText(steps: readonly StepLine[], kind: 'open' | 'again'): string {
  const numbers = numbersOf(steps, steps.map(({ step }) => step))
  const [first] = steps
  const what = numbers.length > 0 ? t('conversation.handBack.steps', { steps: numbersText(numbers) }) : first ? stepText(first) : ''
  return t(`conversation.handBack.${kind}${numbers.length > 1 ? 'More' : 'One'}`, { what })
}
