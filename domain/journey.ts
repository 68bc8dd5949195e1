// A person's way through Caren as data: the steps, their order, who sees which. Order lives here, never in a dialog's position.
// Source: ASVZ's manual for representatives; numbers shown are the manual's (5a shows "Stap 5").

export type StepName =
  | 'whoAreYou' | 'letter'
  | 'openSite' | 'acceptTerms' | 'clientName' | 'role' | 'whoManages' | 'ownName' | 'managerEmail' | 'haveCode' | 'code' | 'mailSent' | 'choosePassword'
  | 'phoneNumber' | 'finished'

export type Role = 'client' | 'representative'
/** Who manages Caren: JA = the client, NEE = the representative (step 5). */
export type Manager = 'client' | 'representative'
export type Facts = { role: Role | null; manager: Manager | null }

/** `number` is the one in the manual; null before step 1 and after step 10. */
export type Step = { name: StepName; number: number | null; phase: 'start' | 'steps' | 'after' | 'end'; onlyWhen?: (facts: Facts) => boolean }

export const lastNumber = 10

export const routeA: readonly Step[] = [
  { name: 'whoAreYou', number: null, phase: 'start' },
  { name: 'letter', number: null, phase: 'start' },
  { name: 'openSite', number: 1, phase: 'steps' },
  { name: 'acceptTerms', number: 2, phase: 'steps' },
  { name: 'clientName', number: 3, phase: 'steps' },
  { name: 'role', number: 4, phase: 'steps' },
  { name: 'whoManages', number: 5, phase: 'steps' },
  { name: 'ownName', number: 5, phase: 'steps', onlyWhen: ({ manager }) => manager === 'representative' },
  { name: 'managerEmail', number: 6, phase: 'steps' },
  { name: 'haveCode', number: 7, phase: 'steps' },
  { name: 'code', number: 8, phase: 'steps' },
  { name: 'mailSent', number: 9, phase: 'steps' },
  { name: 'choosePassword', number: 10, phase: 'steps' },
  { name: 'phoneNumber', number: null, phase: 'after' },
  { name: 'finished', number: null, phase: 'end' },
]

export const firstStep: StepName = 'whoAreYou'

/** The step with this name; the first one for a name that no longer exists (a journey older than a deploy). */
export function findStep(name: string): Step {
  return routeA.find((step) => step.name === name) ?? (routeA[0] as Step)
}

/** The step after this one, for a person with these facts. The last step follows itself. */
export function stepAfter(name: StepName, facts: Facts): StepName {
  const rest = routeA.slice(indexOf(name) + 1)
  return rest.find((step) => isShown(step, facts))?.name ?? name
}

/** The step before this one. The first step precedes itself. */
export function stepBefore(name: StepName, facts: Facts): StepName {
  return routeA.slice(0, indexOf(name)).findLast((step) => isShown(step, facts))?.name ?? name
}

const isShown = (step: Step, facts: Facts) => step.onlyWhen?.(facts) ?? true
const indexOf = (name: StepName) => Math.max(0, routeA.findIndex((step) => step.name === name))

/** Changes whenever a step is added, removed, renamed or moved: a dialog stack of another version is dropped. */
export const flowVersion = `A2:${routeA.map((step) => step.name).join('.')}`
