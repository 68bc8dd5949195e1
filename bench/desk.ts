// `node bench/desk.ts`: the digimaatjes' desk under load, as issue 4 wants it measured: 5,000 conversations, 200 open hand-overs, 50 digimaatjes online.
import { writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { measureAll } from './desk/measure.ts'
import { readOptions, usage } from './desk/options.ts'
import { report } from './desk/report.ts'
import { openDeskScene } from './desk/scene.ts'

const options = readOptions(process.argv.slice(2))
if (!options) {
  process.stdout.write(`${usage}\n`)
  process.exit(1)
}
const machine = { node: process.versions.node, processor: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), load: loadavg()[0] ?? Number.NaN }
const scene = await openDeskScene(options)
try {
  const measured = await measureAll(scene, options, (line) => process.stderr.write(`${line}\n`))
  const run = { options, machine, loadAfter: loadavg()[0] ?? Number.NaN, ...measured }
  process.stdout.write(report(run))
  if (options.json) writeFileSync(options.json, `${JSON.stringify(run, null, 2)}\n`)
} finally {
  await scene.close()
}
process.exit(0)
