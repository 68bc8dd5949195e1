/** What became of a request. `later`: not reached (`busy` false) or asked to wait (`busy`), `after` milliseconds from now at least. */
export type Reply<T> =
  | { readonly kind: 'ok'; readonly body: T }
  | { readonly kind: 'gone' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'later'; readonly busy: boolean; readonly after: number }
  | { readonly kind: 'refused'; readonly status: number }

export type Request = { readonly method?: 'GET' | 'POST'; readonly token?: string; readonly body?: unknown }
export type Api = <T>(path: string, request?: Request) => Promise<Reply<T>>

const PATIENCE_MS = 15_000

/** Calls of the server at `origin`. Never throws: what can go wrong is in the reply. */
export function createApi(origin: string): Api {
  return async (path, request = {}) => {
    const giveUp = new AbortController()
    const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS)
    try {
      return await read(await fetch(origin + path, toInit(request, giveUp.signal)))
    } catch {
      return { kind: 'later', busy: false, after: 0 }
    } finally {
      clearTimeout(timer)
    }
  }
}

function toInit({ method = 'GET', token, body }: Request, signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = {}
  if (token) headers.authorization = `Bearer ${token}`
  if (body !== undefined) headers['content-type'] = 'application/json'
  return { method, headers, signal, credentials: 'omit', ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
}

async function read<T>(response: Response): Promise<Reply<T>> {
  const { status } = response
  if (response.ok) return { kind: 'ok', body: (status === 204 ? null : await response.json()) as T }
  if (status === 404 || status === 410) return { kind: 'gone' }
  if (status === 401 || status === 403) return { kind: 'denied' }
  if (status === 408 || status === 429 || status >= 500) {
    return { kind: 'later', busy: true, after: 1000 * (Number(response.headers.get('retry-after')) || 0) }
  }
  return { kind: 'refused', status }
}
