// Makes prisma/generated from schema.prisma. Part of `npm run build`.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// `prisma generate` wants an engine it does not use, and would download one: any existing file will do.
const engine = fileURLToPath(import.meta.url)
const cli = fileURLToPath(import.meta.resolve('prisma/build/index.js'))
const schema = fileURLToPath(new URL('schema.prisma', import.meta.url))
const result = spawnSync(process.execPath, [cli, 'generate', '--schema', schema, '--no-hints'], {
  encoding: 'utf8',
  env: { PRISMA_SCHEMA_ENGINE_BINARY: engine, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
})
if (result.status !== 0) {
  console.error(result.stdout, result.stderr)
  process.exit(1)
}
