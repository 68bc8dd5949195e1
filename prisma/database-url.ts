// What a DATABASE_URL may look like. Strict, so that no part of a password is ever taken for the host, the database or the query, and so is never printed.

const encoded = String.raw`(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})`
const host = String.raw`[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\]|%2[Ff](?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})*`
const option = String.raw`[a-z_]+=(?:[A-Za-z0-9._~!$'()*+,;:/-]|%[0-9A-Fa-f]{2})*`
const form = new RegExp(String.raw`^postgres(?:ql)?://${encoded}+@(?<host>${host})?(?::(?<port>\d{1,5}))?/(?<database>${encoded}+)(?:\?(?<query>${option}(?:&${option})*))?$`)
const standardPort = '5432'
const highestPort = 65_535

/**
 * Where a DATABASE_URL points, without the user and the password: `host:port/database`. The host may be the folder of a Unix socket.
 * @param value postgresql://user:password@host:5432/database?option=value; the user and the password percent-encoded
 * @returns null when it has another form
 */
export function serverOf(value: string): string | null {
  const parts = form.exec(value)?.groups
  if (!parts || !decodes(value)) return null
  const query = new URLSearchParams(parts['query'])
  const place = query.get('host') || decodeURIComponent(parts['host'] ?? '')
  const port = query.get('port') || parts['port'] || standardPort
  if (place === '' || !isPort(port)) return null
  return `${place}:${port}/${decodeURIComponent(parts['database'] ?? '')}`
}

const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= highestPort

/** %FF alone is no text: pg would throw on it. */
function decodes(value: string): boolean {
  try {
    return decodeURIComponent(value) !== ''
  } catch {
    return false
  }
}
