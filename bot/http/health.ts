import type { Handler } from './exchange.ts'

export type HealthParts = { /** Resolves when the database answers. */ ping: () => Promise<unknown>; now: () => Date; demo: boolean }

const patience = 2_000

/** GET /health: 200 while the database answers, else 503. Questions at the same moment share one answer. */
export function createHealth({ ping, now, demo }: HealthParts): Handler {
  const since = now().getTime()
  let asking: Promise<boolean> | null = null
  return async () => {
    asking ??= answersInTime(ping).finally(() => { asking = null })
    const ok = await asking
    const facts = { status: ok ? 'ok' : 'unavailable', database: ok ? 'ok' : 'unavailable', demo, upSeconds: Math.floor((now().getTime() - since) / 1_000) }
    return { status: ok ? 200 : 503, json: facts, ...(ok ? {} : { headers: { 'retry-after': '2' } }) }
  }
}

async function answersInTime(ping: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => { timer = setTimeout(resolve, patience, false) })
  try {
    return await Promise.race([ping().then(() => true, () => false), late])
  } finally {
    clearTimeout(timer)
  }
}
