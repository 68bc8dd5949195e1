// A message as lines for a terminal.
import type { FakeMessage } from '../fake-twilio.ts'

const margin = 6

/** The text beside the name of who says it, and its buttons with the number that taps them. */
export function showMessage(name: string, { body, buttons, shape }: Pick<FakeMessage, 'body' | 'buttons' | 'shape'>): string {
  const choices = buttons.map(({ title }, index) => `[${index + 1}] ${title}`)
  const rows = choices.length === 0 ? [] : shape === 'list' ? choices : [choices.join('   ')]
  return ['', ...besides(name, [...body.split('\n'), ...rows])].join('\n')
}

/** What the person said, when that does not stand on the screen already. */
export function showOwn(name: string, text: string): string {
  return ['', ...besides(name, text.split('\n'))].join('\n')
}

function besides(name: string, lines: readonly string[]): string[] {
  const [first = '', ...rest] = lines
  return [`${`${name}:`.padEnd(margin)}${first}`, ...rest.map((line) => `${' '.repeat(margin)}${line}`.trimEnd())]
}
