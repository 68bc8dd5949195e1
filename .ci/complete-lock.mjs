// Adds to package-lock.json the optional packages of other platforms that the registry at hand does not carry.
// Without them `npm ci` refuses the lock file ("Missing: … from lock file"), with them it skips what is not for this machine.
// Run by `npm run lock`, after any change of dependencies. Why: docs/decisions/0002-node-and-npm.md
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))
const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'windows', 'netbsd', 'openbsd', 'sunos', 'aix']
const processors = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32']

/** The os, cpu and libc fields a platform package's own name stands for. */
function platformOf(name) {
  const words = name.split('/').at(-1).split('-')
  const os = words.find((word) => systems.includes(word))
  const cpu = words.find((word) => processors.includes(word)) ?? (words.includes('arm') ? 'arm' : undefined)
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : words.some((word) => word.startsWith('gnu')) ? 'glibc' : undefined
  return { ...(cpu && { cpu: [cpu] }), ...(libc && os === 'linux' && { libc: [libc] }), ...(os && { os: [os === 'windows' ? 'win32' : os] }) }
}

let added = 0
for (const owner of Object.values({ ...lock.packages })) {
  for (const [name, wanted] of Object.entries(owner.optionalDependencies ?? {})) {
    const platform = platformOf(name)
    if (lock.packages[`node_modules/${name}`] || !platform.os) continue
    lock.packages[`node_modules/${name}`] = { version: wanted.replace(/^[~^]/, ''), ...(owner.dev && { dev: true }), optional: true, ...platform }
    added += 1
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`package-lock.json: ${added} packages of other platforms added`)
