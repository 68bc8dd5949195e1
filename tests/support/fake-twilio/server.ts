// The HTTP side: reads a request, lets the script spoil it, answers.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Faults } from './faults.ts'
import type { Fate } from './messages.ts'
import { Problem, problemBody } from './problem.ts'
import { type Answer, answerTo, type Asked, whatOf } from './routes.ts'
import type { State } from './state.ts'
import type { Fault, FakeMessage } from './types.ts'

export type Gate = { frozen: Promise<void> | null }
type Parts = { state: State; faults: Faults; gate: Gate; accepted: (message: FakeMessage, fate: Fate) => void; counts: { calls: number } }
type Exchange = { request: IncomingMessage; response: ServerResponse; asked: Asked; fault: Fault | null }

export function createApiServer(parts: Parts): Server {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    // A client that goes away in the middle is its own affair.
    serve(parts, request, response).catch(() => request.socket.destroy())
  })
  return server
}

async function serve(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = await read(request)
  if (parts.gate.frozen) await parts.gate.frozen
  parts.counts.calls += 1
  const what = whatOf(asked)
  const fault = parts.faults.next({ what, number: parts.counts.calls, to: what === 'send' ? new URLSearchParams(asked.body).get('To') : null })
  if (fault?.kind === 'slow') await pause(fault.ms)
  spoil(parts, { request, response, asked, fault })
}

function spoil(parts: Parts, exchange: Exchange): void {
  const { request, response, fault } = exchange
  if (fault?.kind === 'drop') return reset(request.socket)
  const unprocessed = (fault?.kind === 'status' || fault?.kind === 'hang') && !fault.accept
  const answer = unprocessed ? null : process(parts, exchange)
  if (fault?.kind === 'acceptThenDrop') return reset(request.socket)
  if (fault?.kind === 'hang') return
  if (fault?.kind === 'status') {
    const body = problemBody({ status: fault.status, code: fault.code ?? (fault.status === 429 ? 20429 : 20500), message: 'made to fail' })
    return write(response, { status: fault.status, json: body }, fault.retryAfter)
  }
  if (answer) write(response, answer)
}

function process({ state, accepted }: Parts, { asked, fault }: Exchange): Answer {
  try {
    const answer = answerTo(state, asked, fault)
    if (answer.accepted) accepted(answer.accepted.message, answer.accepted.fate)
    return answer
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    // What is simply not there is an answer, not a mistake.
    if (error.status !== 404) state.violations.push(`${asked.method} ${asked.path}: ${error.code} ${error.message}`)
    return { status: error.status, json: problemBody(error) }
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const [path = '', query = ''] = (request.url ?? '').split('?')
  return {
    method: request.method ?? '', path, query: new URLSearchParams(query), contentType: request.headers['content-type'] ?? '', authorization: request.headers.authorization ?? '',
    body: Buffer.concat(chunks).toString(),
  }
}

function write(response: ServerResponse, { status, json }: Answer, retryAfter?: number): void {
  const body = json === null ? '' : JSON.stringify(json)
  response.writeHead(status, {
    ...(json && { 'content-type': 'application/json;charset=utf-8' }), 'content-length': Buffer.byteLength(body), ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  })
  response.end(body)
}

const reset = (socket: Socket) => {
  socket.resetAndDestroy()
}
