// What single values of the configuration must look like.

const leastKeyBytes = 32

/** A variable that is there but empty was not set. */
export const blankIsUnset = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value)

/** A key of 32 bytes or more, from base64 (either alphabet); null when it is something else. */
export function readKey(value: string): Buffer | null {
  const [body = ''] = /^[A-Za-z0-9+/_-]+(?=={0,2}$)/.exec(value) ?? []
  const key = keyOf(body)
  return body.length % 4 !== 1 && key.length >= leastKeyBytes ? key : null
}

/** Of a value that `readKey` took. */
export const keyOf = (value: string) => Buffer.from(value, 'base64')

/** What stands between the commas. */
export function listOf(text: string): string[] {
  return text.split(',').map((item) => item.trim()).filter(Boolean)
}

/** An origin as a browser sends it, or null: no path, no user, no `*`. One slash at the end is forgiven. */
export function originOf(text: string): string | null {
  const plain = /^https?:\/\/([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(:\d{1,5})?\/?$/i
  return plain.test(text) && URL.canParse(text) ? new URL(text).origin : null
}

/** A regular expression. */
export function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern) instanceof RegExp
  } catch {
    return false
  }
}
