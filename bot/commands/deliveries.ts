// `npm run deliveries`: what did not arrive on WhatsApp. Same configuration, keys and database as the app, which may be running.
import { readConfig } from '../config.ts'
import { openStore } from '../open.ts'
import { runDeliveries } from './deliveries-run.ts'

process.exitCode = await runDeliveries(process.argv.slice(2), {
  open: () => openStore(readConfig(), { keepServer: true }),
  now: () => new Date(),
  out: (text) => console.log(text),
  error: (text) => console.error(text),
})
