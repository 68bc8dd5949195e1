// How WhatsApp knows somebody: by phone number, by user id (BSUID), or both. Either may be missing.

export type Address = { kind: 'phone' | 'user'; address: string }
type Named = { From?: string | undefined; WaId?: string | undefined; ExternalUserId?: string | undefined }

/**
 * The addresses in a message, in one spelling: `whatsapp:+31612345678`, `whatsapp:NL.1234`. The one to send to comes first: the phone
 * number when it is known. Empty: nobody that can be answered.
 */
export function readAddresses({ From = '', WaId = '', ExternalUserId = '' }: Named): Address[] {
  const from = readAddress(From)
  // Elsewhere in the world the WhatsApp id of a number is not always that number: only without one it counts.
  const named = [from, readAddress(ExternalUserId), from?.kind === 'phone' ? null : readPhone(WaId)].filter((found) => found !== null)
  const phones = named.filter(({ kind }) => kind === 'phone')
  const users = named.filter(({ kind, address }, index) => kind === 'user' && named.findIndex((other) => other.address === address) === index)
  return [...phones, ...users]
}

/** One address in our spelling, or null. */
export function readAddress(written: string): Address | null {
  const name = written.trim().replace(/^whatsapp:/i, '')
  return readPhone(name) ?? readUser(name)
}

function readPhone(name: string): Address | null {
  const [, digits] = /^\+?([1-9]\d{5,14})$/.exec(name) ?? []
  return digits ? { kind: 'phone', address: `whatsapp:+${digits}` } : null
}

function readUser(name: string): Address | null {
  const [, country, id] = /^([A-Za-z]{2})\.([\w.-]{1,128})$/.exec(name) ?? []
  return country ? { kind: 'user', address: `whatsapp:${country.toUpperCase()}.${id}` } : null
}
