// One app for the conversations of a test file, and the little words every conversation needs.
import type { DemoLetter } from '../../prisma/seed.ts'
import type { TestApp } from './app.ts'
import { Person, type Shown } from './person.ts'
import { useApp } from './use-app.ts'

/** Starts the app before the tests of this file and stops it after them. */
export function useTalk(): { bot: () => TestApp; opened: () => Promise<Person>; letterOf: (kind: DemoLetter['kind'], which?: number) => DemoLetter } {
  const bot = useApp()
  const opened = async () => {
    const person = new Person(bot().url)
    await person.open()
    return person
  }
  /** `which`: misses on one letter close its code for every test of a file, so those that miss take letters of their own. */
  const letterOf = (kind: DemoLetter['kind'], which = 0) => {
    const letter = bot().app.letters.filter((one) => one.kind === kind)[which]
    if (!letter) throw new Error(`no demo letter of kind ${kind}`)
    return letter
  }
  return { bot, opened, letterOf }
}

export const textOf = (shown: Shown[]) => shown.map(({ text }) => text).join('\n')

/** Presses "Gelukt" (or the first button) until the text shows. */
export async function untilText(person: Person, wanted: string): Promise<string> {
  for (let press = 0; press < 12; press += 1) {
    const shown = textOf(await person.press(person.buttons().some(({ value }) => value.choice === 'done') ? 'done' : person.buttons()[0]?.value.choice ?? ''))
    if (shown.includes(wanted)) return shown
  }
  throw new Error(`never saw ${wanted}`)
}
