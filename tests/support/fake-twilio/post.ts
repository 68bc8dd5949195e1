// Signed form posts, as Twilio sends them.
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { signatureOf } from './signature.ts'

/** `signedUrl`: what is signed when that is not `url`. `token` is the same for each try of one request. */
export type Post = { url: string; signedUrl?: string; authToken: string; fields: Record<string, string>; token?: string }
/** status 0: no connection (`failure` ct) or no answer in time (`failure` rt). */
export type Posted = { status: number; body: string; failure: 'ct' | 'rt' | null }
export type Poster = { post: (post: Post) => Promise<Posted>; close: () => void }

/** @param patience ms until an answer counts as missing; Twilio's own limit is 15 s */
export function createPoster(patience = 15_000): Poster {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 })
  return { post: (post) => send(agent, post, patience), close: () => agent.destroy() }
}

function send(agent: Agent, { url, signedUrl = url, authToken, fields, token = randomUUID() }: Post, patience: number): Promise<Posted> {
  const bytes = Buffer.from(new URLSearchParams(fields).toString())
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', 'content-length': bytes.length, accept: '*/*', 'user-agent': 'TwilioProxy/1.1',
    'x-twilio-signature': signatureOf(authToken, signedUrl, fields), 'i-twilio-idempotency-token': token,
  }
  return new Promise((resolve) => {
    let late = false
    const sent = request(url.replace(/#.*$/, ''), { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString(), failure: null }))
      response.on('error', () => resolve({ status: 0, body: '', failure: late ? 'rt' : 'ct' }))
    })
    sent.setTimeout(patience, () => {
      late = true
      sent.destroy()
    })
    sent.on('error', () => resolve({ status: 0, body: '', failure: late ? 'rt' : 'ct' }))
    sent.end(bytes)
  })
}
