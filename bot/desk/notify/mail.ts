// A notice by mail. `smtps:` is TLS from the first byte, `smtp:` goes over to TLS when the server offers it, and must when it asks a password.
import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import type { NotifyConfig } from '../../config-desk.ts'
import type { Outcome } from './notices.ts'
import type { NoticeWords } from './words.ts'

type MailConfig = NonNullable<NotifyConfig['mail']>
/** What nodemailer tells of a failure: its code, and what the server answered. */
type MailError = { code?: string; responseCode?: number }

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/

/**
 * Sends one mail to everybody in MAIL_TO. Never rejects.
 * @param mail.id becomes the Message-ID, so that the same mail twice is known as such
 * @param options.timeout milliseconds for all of it
 */
export async function sendMail(config: MailConfig, mail: NoticeWords & { id: string }, { timeout }: { timeout: number }): Promise<Outcome> {
  const { hostname, username } = new URL(config.url)
  const transport = createTransport({ url: config.url, requireTLS: username !== '' && !loopback.test(hostname) })
  let begun = false
  // Read once the server asks for the text: before that it cannot have taken it.
  const text = Readable.from((function* () {
    begun = true
    yield mail.text
  })())
  const message = {
    from: config.from, to: [...config.to], subject: mail.subject, text, textEncoding: 'quoted-printable' as const, messageId: `<${mail.id}@${config.from.split('@')[1]}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    // nodemailer's own time-outs are per step: a server that drips would take for ever.
    signal: AbortSignal.timeout(timeout),
  }
  try {
    await transport.sendMail(message)
    return { kind: 'sent' }
  } catch (error) {
    const { code = 'unknown', responseCode } = error as MailError
    return { kind: begun && responseCode === undefined ? 'unknown' : 'refused', code: String(responseCode ?? code) }
  }
}
