// What the simulated people do: all of route A as a client who manages Caren, some of it typed.

/** Presses the button with this choice, types a text, or types the code of their own letter. */
export type Move = { press: string } | { type: string; isCode?: true }

/** Of the first demo letter (prisma/seed.ts), with which the conversation is recorded. The same for everybody, so that all read-backs are alike. */
export const birthDate = '1980-05-03'
const demoCode = 'hk47-pr93'

export const moves: readonly Move[] = [
  { press: 'client' },
  { press: 'haveLetter' },
  { press: 'done' }, { type: 'gelukt' }, { press: 'done' }, { press: 'done' },
  { press: 'clientManages' },
  { press: 'done' }, { type: 'gelukt' },
  { type: demoCode, isCode: true }, { type: '3 mei 1980' }, { press: 'yes' },
  { press: 'done' }, { press: 'done' }, { type: 'gelukt' }, { press: 'done' },
]

/** Texts (locales/nl.json) without which it was not the whole route. */
export const mustHear = ['whoAreYou.tell', 'code.ask', 'code.match', 'phoneNumber.tell', 'finished.tell'] as const
