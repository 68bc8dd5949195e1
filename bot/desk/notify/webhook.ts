// A notice to a system of the organisation (Teams through Power Automate, a pager): one signed POST. The shape: docs/deploy.md
import { createHmac } from 'node:crypto'
import type { NotifyConfig } from '../../config-desk.ts'
import type { Facts } from './facts.ts'
import type { Outcome } from './notices.ts'

export const signatureHeader = 'x-digimaatje-signature'
type HookConfig = NonNullable<NotifyConfig['webhook']>
/** Nothing reached the other side. */
const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID'])

/** Posts it; any 2xx means taken. Never rejects. @param options.timeout milliseconds for all of it */
export async function postHook({ url, secret }: HookConfig, notice: Facts & { text: string }, { now, timeout }: { now: Date; timeout: number }): Promise<Outcome> {
  const { kind, count, reasons, channels, waitingSeconds, deskUrl, id, text } = notice
  const body = JSON.stringify({ id, kind, urgent: kind === 'distress', count, reasons, channels, waitingSeconds, text, deskUrl, sentAt: now.toISOString() })
  const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'digimaatje-bot', [signatureHeader]: signHook(secret, body, now) }
  try {
    // A redirect is not followed: what is signed is for this address.
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(timeout) })
    await answer.body?.cancel()
    return answer.ok ? { kind: 'sent' } : { kind: 'refused', code: String(answer.status) }
  } catch (error) {
    const { name, cause } = error as { name: string; cause?: { code?: string } }
    const code = cause?.code ?? name
    return { kind: notSent.has(code) ? 'refused' : 'unknown', code }
  }
}

/** `t=<seconds since 1970>,v1=<hexadecimal HMAC-SHA-256 of "<t>.<body>">`, with NOTIFY_SECRET as the key. */
export function signHook(secret: string, body: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1_000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}
