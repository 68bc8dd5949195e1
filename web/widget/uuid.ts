/** A random id, also where `crypto.randomUUID` is missing: older phones, and pages without https. */
export function uuid(): string {
  if (crypto.randomUUID) return crypto.randomUUID()
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
