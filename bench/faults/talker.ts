// One person on WhatsApp in the fault runs: taps their way to step 8, waits for each answer, and keeps count of what came.
import { setTimeout as pause } from 'node:timers/promises'
import type { FakeMessage, FakeTwilio } from '../../tests/support/fake-twilio.ts'

/** What is tapped, and what the answer to it begins with or holds. */
const script: { tap: string; answer: RegExp }[] = [
  { tap: 'client:whoAreYou', answer: /Heb je die brief nu bij je/ },
  { tap: 'haveLetter:letter', answer: /Stap 1 van 10/ },
  { tap: 'done:openSite', answer: /Stap 2 van 10/ },
  { tap: 'done:acceptTerms', answer: /Stap 3 van 10/ },
  { tap: 'done:clientName', answer: /Stap 4 van 10/ },
  { tap: 'done:role', answer: /Stap 5 van 10/ },
  { tap: 'clientManages:whoManages', answer: /Stap 6 van 10/ },
  { tap: 'done:managerEmail', answer: /Stap 7 van 10/ },
  { tap: 'done:haveCode', answer: /Stap 8 van 10/ },
]
export const turnsPerTalker = script.length + 1
/** Buttons from the greeting to step 7, as their ids. */
export const taps = script.slice(0, -1).map(({ tap }) => tap)
const greeting = /Ben je zelf cliënt/

export type Verdict = {
  /** Webhooks answered 2xx; how many of them were never answered on WhatsApp. */
  accepted: number
  unanswered: number
  /** Messages that came twice, and that came in the wrong place. */
  doubled: number
  disordered: number
  finished: boolean
}

/** `until`: when a talker gives up waiting; `think`: milliseconds before the next tap. */
export type Patience = { until: () => boolean; think: () => number }

export async function talk(fake: FakeTwilio, phone: string, { until, think }: Patience): Promise<Verdict> {
  const received: FakeMessage[] = []
  const stop = fake.listen((message) => {
    if (message.to === `whatsapp:${phone}`) received.push(message)
  })
  let accepted = 0
  let answered = 0
  const say = async (fields: object, answer: RegExp) => {
    let sid: string | undefined
    while (!until()) {
      const result = await fake.deliverInbound({ from: phone, ...fields, ...(sid && { sid }) }, { retries: true })
      sid = result.sid
      const taken = result.status >= 200 && result.status < 300
      if (taken) accepted += 1
      if (await comes(received, answer, { patience: taken ? Infinity : 3_000, until })) {
        answered += taken ? 1 : 0
        return true
      }
      // Not taken and not answered: the same message again, as Twilio would with patience (or the sweep for missed ones).
    }
    return false
  }
  let finished = await say({ body: 'hoi' }, greeting)
  for (const { tap, answer } of script) {
    await pause(think())
    const title = received.at(-1)?.buttons.find(({ id }) => id === tap)?.title ?? tap
    finished &&= await say({ buttonPayload: tap, buttonText: title }, answer)
  }
  stop()
  return { accepted, unanswered: accepted - answered, finished, ...judge(received) }
}

async function comes(received: FakeMessage[], answer: RegExp, { patience, until }: { patience: number; until: () => boolean }): Promise<boolean> {
  const end = performance.now() + patience
  while (!received.some(({ body }) => answer.test(body))) {
    if (performance.now() > end || until()) return false
    await pause(20)
  }
  return true
}

/** Against the one order in which the answers belong. */
function judge(received: FakeMessage[]): { doubled: number; disordered: number } {
  const places = received.map(({ body }) => [greeting, ...script.map(({ answer }) => answer)].findIndex((pattern) => pattern.test(body)))
  const doubled = places.length - new Set(places).size
  const first = [...new Set(places)]
  return { doubled, disordered: first.filter((place, index) => place !== index).length }
}
