// The console's door to /api/desk: JSON with the bearer token, errors with a code.

/** What went wrong. `status` 0 and code 'Network': no answer came, so it may or may not have been done. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string

  constructor({ status, code }: { status: number; code: string }) {
    super(code)
    this.status = status
    this.code = code
  }

  /** Trying again may help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

/** A path is below /api/desk: `get<Me>('/me')`. All reject with ApiError. */
export type Api = {
  get: <T>(path: string) => Promise<T>
  post: <T>(path: string, body?: unknown) => Promise<T>
  /** A file, such as '/audit.csv'. */
  file: (path: string) => Promise<Blob>
}

export type ApiParts = {
  /** The bearer token; `renew`: the one before was refused. null: signed out. */
  token: (renew: boolean) => Promise<string | null>
  fetch?: typeof fetch
}

const TIMEOUT_MS = 20_000
/** A file may be large, and comes as it is made. */
const FILE_TIMEOUT_MS = 10 * 60_000

export function createApi({ token, fetch: send = (...all) => fetch(...all) }: ApiParts): Api {
  const once = async (path: string, init: RequestInit, renew: boolean): Promise<Response> => {
    const bearer = await token(renew)
    if (bearer === null) throw new ApiError({ status: 401, code: 'Unauthenticated' })
    const headers = { ...init.headers, authorization: `Bearer ${bearer}` }
    return send(`/api/desk${path}`, { ...init, headers, signal: init.signal ?? AbortSignal.timeout(TIMEOUT_MS) }).catch(() => {
      throw new ApiError({ status: 0, code: 'Network' })
    })
  }
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const first = await once(path, init, false)
    const response = first.status === 401 ? await once(path, init, true) : first
    if (!response.ok) throw await errorOf(response)
    return response
  }
  return {
    get: async (path) => readJson(await ask(path)),
    post: async (path, body = {}) => readJson(await ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })),
    file: async (path) => {
      const response = await ask(path, { signal: AbortSignal.timeout(FILE_TIMEOUT_MS) })
      return response.blob().catch(() => { throw new ApiError({ status: 0, code: 'Network' }) })
    },
  }
}

/** An answer cut off half-way is no answer. Empty (204) is undefined. */
async function readJson<T>(response: Response): Promise<T> {
  try {
    const text = await response.text()
    return (text === '' ? undefined : JSON.parse(text)) as T
  } catch {
    throw new ApiError({ status: 0, code: 'Network' })
  }
}

/** The house's errors are `{ error: { code, message } }`; a proxy's may be anything. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null)
  const error = typeof body === 'object' && body !== null && 'error' in body ? (body.error as { code?: unknown }) : null
  return new ApiError({ status: response.status, code: typeof error?.code === 'string' ? error.code : 'Unknown' })
}
