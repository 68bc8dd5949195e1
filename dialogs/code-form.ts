// The page where code and birth date are filled in was sent. The page shows what became of it; the conversation says what changes there.
import type { TurnContext } from 'botbuilder'
import { readBirthDate } from '../domain/birth-date.ts'
import { noteTrouble } from './moves.ts'
import type { Outcome } from './outcome.ts'
import { say } from './say.ts'
import type { CodeOptions } from './steps/code-questions.ts'
import type { CodeCheckOptions } from './steps/code-check.ts'
import { type CodeResult, type Services, todayOf, type Work, workOf } from './work.ts'

/**
 * Checks what was filled in and leaves the result for the page (`work.codeResult`).
 * @returns where the conversation goes from here; null: nowhere, and nothing is said
 */
export async function takeCodeForm(context: TurnContext, services: Services): Promise<Outcome | null> {
  const work = workOf(context)
  const read = readForm(work)
  if ('result' in read) {
    work.codeResult = read.result
    return null
  }
  const outcome = await work.check.attempt(read.codeHash, work.check.pair(read.codeHash, read.date))
  switch (outcome.kind) {
    case 'match':
      work.codeResult = { kind: 'match' }
      work.memory.checkDone = true
      await say(context, services, { text: 'code.match', celebrate: true })
      return { kind: 'stay' }
    case 'miss':
      work.codeResult = { kind: 'miss', left: outcome.left }
      noteTrouble(work, 'miss')
      if (outcome.left > 0) return null
      delete work.memory.checkAsked
      return stay({ refused: 'closed' })
    default:
      work.codeResult = { kind: outcome.kind }
      return stay({ refused: outcome.kind })
  }
}

const stay = (checked: CodeCheckOptions): Outcome => ({ kind: 'stay', options: { checked } satisfies CodeOptions })

function readForm(work: Work): { codeHash: string; date: string } | { result: CodeResult } {
  const { codeForm: form, journey, memory } = work
  if (!form || journey.step !== 'code' || memory.checkDone) return { result: { kind: 'notNow' } }
  const found = work.check.findCode(form.code)
  if (!found) return { result: { kind: 'noCode' } }
  const reading = readBirthDate(form.birthDate, todayOf(work))
  if (reading.kind !== 'date') return { result: { kind: 'noDate', why: reading.kind } }
  // What was typed into the chat before is not needed any more.
  delete memory.codeHash
  return { codeHash: found.codeHash, date: reading.date }
}
