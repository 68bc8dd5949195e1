// config → createApp → start; a signal → stop. Nothing else.
import { createApp } from './app.ts'
import { readConfig } from './config.ts'
import { createLog } from './log.ts'
import { announce, explain } from './terminal.ts'

try {
  const config = readConfig()
  const log = createLog(config.logLevel)
  const app = await createApp({ config, log, now: () => new Date(), demoDesk: config.databaseUrl === null })
  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping')
    void app.stop().finally(() => process.exit(0))
  }
  process.once('SIGTERM', stop).once('SIGINT', stop)
  const { url } = await app.start().catch(async (error: unknown) => {
    await app.stop()
    throw error
  })
  announce({ url, app, config, seconds: process.uptime() })
} catch (error) {
  process.stderr.write(`${explain(error).join('\n')}\n`)
  process.exit(1)
}
