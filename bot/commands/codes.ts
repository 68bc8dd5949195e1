// `npm run codes`: the codes that were handed out. Same configuration, keys and database as the app, which may be running.
import { readConfig } from '../config.ts'
import { openStore } from '../open.ts'
import { runCodes } from './codes-run.ts'

const shownLines = 10_000
let progressShown = false

process.exitCode = await runCodes(process.argv.slice(2), {
  open: async () => {
    const config = readConfig()
    const { db, keys, close } = await openStore(config, { keepServer: true })
    return { db, pepper: keys.pepper, rules: config.code, close }
  },
  now: () => new Date(),
  out: (text) => {
    clearProgress()
    console.log(text)
  },
  error: (text) => {
    clearProgress()
    console.error(text)
  },
  progress: (text, lines) => {
    if (!process.stderr.isTTY && lines % shownLines === 0) console.error(text)
    if (!process.stderr.isTTY) return
    process.stderr.write(`\r${text}`)
    progressShown = true
  },
})

/** On a terminal the progress stands on the line where the outcome will be. */
function clearProgress(): void {
  if (progressShown) process.stderr.write('\r\u001B[K')
  progressShown = false
}
