// Headers on every answer, refusals included.
export const apiPolicy = "default-src 'none'; frame-ancestors 'none'"
export const pagePolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self' ws: wss:",
  "base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'",
].join('; ')

/** @param demo plain http on this machine: no HSTS, which would outlive the demo in the browser */
export function securityHeaders(demo: boolean): Readonly<Record<string, string>> {
  return {
    'content-security-policy': apiPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    ...(demo ? {} : { 'strict-transport-security': 'max-age=31536000' }),
  }
}
