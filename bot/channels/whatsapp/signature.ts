// Is a request really from Twilio? Checked against the addresses of the configuration, never against what the request says of itself.
import twilio from 'twilio'

export type SignedRequest = {
  signature: string | undefined
  /** The query string as it came, with its `?`, or ''. */
  search: string
  /** The form as it came: nothing trimmed, nothing left out. */
  form: Readonly<Record<string, string>>
}
export type Verify = (request: SignedRequest, path?: string) => boolean

/**
 * Checks signatures with each token (two while one is replaced) for each public address of the webhook.
 * @returns `path`: what follows the webhook's own address, as `/status/12`
 */
export function createVerify({ webhookUrls, authTokens }: { webhookUrls: () => readonly string[]; authTokens: readonly string[] }): Verify {
  return ({ signature, search, form }, path = '') => {
    if (!signature) return false
    // The validator wants to own what it is given.
    const fields = { ...form }
    const bases = webhookUrls().map((url) => url.replace(/[?#].*$/s, ''))
    return bases.some((base) => authTokens.some((token) => twilio.validateRequest(token, signature, base + path + search, fields)))
  }
}

/** Where Twilio reports on one delivery: the webhook's first address, with its query and connection settings. */
export function statusUrl(webhookUrl: string, delivery: string): string {
  const [, base = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(webhookUrl) ?? []
  return `${base}/status/${delivery}${rest}`
}
