// `npm run bench`: the app beside a plain Bot Framework bot and beside the database alone, driven by simulated people from another process.
import { writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { readOptions, usage } from './options.ts'
import { conversationsOf, measureAll } from './measure.ts'
import { measureProfiles } from './profile.ts'
import { report } from './report.ts'
import { openScene } from './scene.ts'
import { openWhatsAppScene } from './whatsapp-scene.ts'

const options = readOptions(process.argv.slice(2))
if (!options) {
  process.stdout.write(`${usage}\n`)
  process.exit(1)
}
const machine = { node: process.versions.node, processor: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), load: loadavg()[0] ?? Number.NaN }
const scene = await (options.whatsapp ? openWhatsAppScene(conversationsOf(options), options) : openScene(conversationsOf(options)))
try {
  if (options.profile) process.stdout.write(await measureProfiles(scene, options))
  else {
    const measured = { options, machine, turnsPerConversation: scene.turns, ...await measureAll(scene, options, (line) => process.stderr.write(`${line}\n`)) }
    process.stdout.write(report(measured))
    if (options.json) writeFileSync(options.json, `${JSON.stringify(measured, null, 2)}\n`)
    if (measured.pairs.some(({ app }) => app.lost + app.doubled + app.disordered > 0)) process.exitCode = 1
  }
} finally {
  await scene.close()
}
