// A real web server on loopback that gets webhooks, checks their signature as docs/deploy.md says, and can fail.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

export const hookSecret = 'een-geheim-van-de-test'
export type Hook = { id: string; kind: string; urgent: boolean; count: number; reasons: Record<string, number>; channels: Record<string, number>; waitingSeconds: number; text: string; deskUrl: string | null; sentAt: string }
/** `status` is answered; 0: nothing ever. */
export type HookServer = { url: string; hooks: Hook[]; raw: string[]; badSignatures: number; tries: number; status: number; stop: () => Promise<void> }

export async function startHookServer(): Promise<HookServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      state.tries += 1
      if (!isSigned(String(request.headers['x-digimaatje-signature']), body)) state.badSignatures += 1
      if (state.status === 0) return
      if (state.status < 300) {
        state.hooks.push(JSON.parse(body) as Hook)
        state.raw.push(body)
      }
      response.writeHead(state.status, state.status === 302 ? { location: state.url } : {})
      response.end('answer')
    })
  })
  const stop = () => new Promise<void>((resolve) => {
    server.closeAllConnections()
    server.close(() => resolve())
  })
  const state: HookServer = { url: '', hooks: [], raw: [], badSignatures: 0, tries: 0, status: 200, stop }
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  state.url = `http://127.0.0.1:${(server.address() as { port: number }).port}/hook`
  return state
}

/** As the receiver of a webhook would do it. */
function isSigned(header: string, body: string): boolean {
  const { t = '', v1 = '' } = Object.fromEntries(header.split(',').map((part) => part.split('='))) as Record<string, string>
  const wanted = createHmac('sha256', hookSecret).update(`${t}.${body}`).digest()
  const given = Buffer.from(v1, 'hex')
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
