// What stands between Microsoft's client and our app in its test: a page of another origin, and a wire that can be cut.
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createRequire } from 'node:module'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

const client = readFileSync(createRequire(import.meta.url).resolve('botframework-directlinejs/dist/directline.js'))

const port = (server: Server) => new Promise<number>((resolve) => { server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)) })

/** A site of its own with Microsoft's client on its page, unmodified. */
export async function serveClientPage(): Promise<{ url: string; close: () => void }> {
  const server = createHttpServer((request, response) => {
    const script = request.url === '/directline.js'
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(script ? client : '<!doctype html><title>client</title><script src="/directline.js"></script>')
  })
  const at = await port(server)
  return { url: `http://localhost:${at}/`, close: () => { server.closeAllConnections(); server.close() } }
}

/** The same app behind a wire that `cut()` breaks: every connection of the moment dies without a goodbye. */
export async function wireTo(url: string): Promise<{ url: string; cut: () => void; close: () => void }> {
  const target = new URL(url)
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const [from, to] of [[near, far], [far, near]] as const) {
      open.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => { open.delete(from); to.destroy() })
      from.pipe(to)
    }
  })
  const at = await port(server)
  const cut = () => open.forEach((socket) => socket.destroy())
  return { url: `http://127.0.0.1:${at}`, cut, close: () => { cut(); server.close() } }
}
