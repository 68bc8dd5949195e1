// What any Node can read: is this Node new enough to run the rest?
import { existsSync, readFileSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const needed = '22.18.0'
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  const texts = JSON.parse(readFileSync(new URL('../locales/terminal.en.json', import.meta.url), 'utf8'))
  process.stderr.write(texts.nodeTooOld.replace('{{version}}', process.versions.node).replace('{{needed}}', needed) + '\n')
  process.exit(1)
}
if (existsSync('.env')) process.loadEnvFile('.env')
// Compiled code is kept between starts: half of a start is reading botbuilder. Not in the system's temp folder, where others may write.
module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)))
await import('./main.ts')
