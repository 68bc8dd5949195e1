// `node bench/whatsapp-steady.ts [--rate 80] [--seconds 30]`: people come at a steady rate, as in real life, with status callbacks on. How long
// does a webhook wait for its answer, and a person for theirs? 80 messages a second is what Meta allows a sender.
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openScene } from './faults/scene.ts'
import { taps } from './faults/talker.ts'
import { percentile } from './statistics.ts'

const { values } = parseArgs({ options: { rate: { type: 'string', default: '80' }, seconds: { type: 'string', default: '30' } } })
const [rate, seconds] = [Number(values.rate), Number(values.seconds)]

const scene = await openScene()
const { fake } = scene
const heardAt = new Map<string, number>()
fake.listen(({ to, direction }) => {
  if (direction !== 'inbound') heardAt.set(to, performance.now())
})
const webhook: number[] = []
const answered: number[] = []

/** One person: greets and taps, a second apart. */
async function person(phone: string): Promise<void> {
  for (const tap of [null, ...taps]) {
    const begun = performance.now()
    const { ms, status } = await fake.deliverInbound({ from: phone, ...(tap ? { buttonPayload: tap, buttonText: tap } : { body: 'hoi' }) })
    if (status !== 200) throw new Error(`answered ${status}`)
    webhook.push(ms)
    while ((heardAt.get(`whatsapp:${phone}`) ?? 0) < begun) await pause(2)
    answered.push((heardAt.get(`whatsapp:${phone}`) ?? 0) - begun)
    await pause(Math.max(0, 1_000 - (performance.now() - begun)))
  }
}

const people: Promise<void>[] = []
const arrivals = rate / (taps.length + 1)
for (let count = 0; count < arrivals * seconds; count += 1) {
  people.push(person(`+3164${String(count).padStart(7, '0')}`))
  await pause(1_000 / arrivals)
}
await Promise.all(people)
const line = (name: string, times: number[]) => `${name}: p50 ${percentile(times, 0.5).toFixed(1)}, p95 ${percentile(times, 0.95).toFixed(1)}, p99 ${percentile(times, 0.99).toFixed(1)} ms\n`
process.stdout.write(`${rate} messages a second for ${seconds} s, ${webhook.length} in all, status callbacks on\n${line('webhook answered', webhook)}${line('reply accepted by Twilio', answered)}`)
await scene.close()
process.exit(0)
