import { createHmac } from 'node:crypto'

/** X-Twilio-Signature: HMAC-SHA1 of the address and the sorted fields, as base64. A fragment is not part of the address. */
export function signatureOf(authToken: string, url: string, fields: Record<string, string>): string {
  const data = Object.keys(fields).sort().reduce((text, name) => `${text}${name}${fields[name]}`, url.replace(/#.*$/, ''))
  return createHmac('sha1', authToken).update(data, 'utf8').digest('base64')
}
