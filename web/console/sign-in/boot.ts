// From an empty page to somebody who is signed in: how, who, and what they may do.
import type { DeskConfigAnswer, Me } from '../../../bot/desk/contract.ts'
import { ApiError, type Api, createApi, errorOf } from '../api/client.ts'
import { type Demo, type DemoWho, openDemo } from './demo.ts'
import type { Session, SignIn } from './session.ts'

export type Boot =
  | { kind: 'starting' }
  /** `off`: this server has no desk. `unreachable`: no answer. */
  | { kind: 'failed'; problem: 'off' | 'unreachable' }
  | { kind: 'signIn'; problem: Extract<SignIn, { kind: 'out' }>['problem']; start: () => void }
  /** Signed in, but not one of us. */
  | { kind: 'refused'; helpEmail: string; other: () => void }
  | { kind: 'demo'; ready: boolean; problem: 'used' | 'unreachable' | null; choose: (who: DemoWho) => void }
  | { kind: 'in'; api: Api; me: Me; session: Session; config: DeskConfigAnswer }

/** Says each step to `show`; the last is 'in', or waits for somebody. */
export async function boot(show: (step: Boot) => void): Promise<void> {
  show({ kind: 'starting' })
  try {
    const config = await readConfig()
    if (config.signIn.kind === 'demo') return await bootDemo(config, show)
    const { signInAtIssuer } = await import('./oidc.ts')
    const result = await signInAtIssuer(config.signIn)
    if (result.kind === 'in') await enter({ session: result.session, config, show })
    else if (result.kind === 'out') show({ kind: 'signIn', problem: result.problem, start: () => void result.start().catch(() => show({ kind: 'failed', problem: 'unreachable' })) })
  } catch (error) {
    show({ kind: 'failed', problem: error instanceof ApiError && error.status === 404 ? 'off' : 'unreachable' })
  }
}

async function bootDemo(config: DeskConfigAnswer, show: (step: Boot) => void): Promise<void> {
  const demo = openDemo()
  const ask = (problem: 'used' | 'unreachable' | null) => show({ kind: 'demo', ready: demo.key !== null, problem, choose: (who) => void choose(demo, who) })
  const choose = async ({ choose: signIn }: Demo, who: DemoWho) => {
    try {
      await enter({ session: await signIn(who), config, show })
    } catch (error) {
      ask(error instanceof ApiError && !error.passing ? 'used' : 'unreachable')
    }
  }
  if (!demo.session) return ask(null)
  try {
    await enter({ session: demo.session, config, show })
  } catch {
    ask(null)
  }
}

/** @throws ApiError */
async function enter({ session, config, show }: { session: Session; config: DeskConfigAnswer; show: (step: Boot) => void }): Promise<void> {
  const api = createApi({ token: session.token })
  try {
    show({ kind: 'in', api, me: await api.get<Me>('/me'), session, config })
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 403) {
      if (error instanceof ApiError && error.status === 401 && config.signIn.kind === 'oidc') return show({ kind: 'signIn', problem: 'failed', start: () => void session.again() })
      throw error
    }
    show({ kind: 'refused', helpEmail: config.helpEmail, other: () => void session.signOut() })
  }
}

async function readConfig(): Promise<DeskConfigAnswer> {
  const response = await fetch('/api/desk/config', { signal: AbortSignal.timeout(20_000) }).catch(() => { throw new ApiError({ status: 0, code: 'Network' }) })
  if (!response.ok) throw await errorOf(response)
  return await response.json() as DeskConfigAnswer
}
