import { describe, expect, test } from '@jest/globals'
import { createApi } from '../../web/console/api/client.ts'

type Call = { path: string; method: string; bearer: string | null }

/** A server that gives these answers in turn; null is a connection that breaks. */
function setUp(answers: (Response | null)[], token: (renew: boolean) => Promise<string | null> = async (renew) => (renew ? 'renewed' : 'first')) {
  const calls: Call[] = []
  const api = createApi({
    token,
    fetch: async (path, init) => {
      calls.push({ path: String(path), method: init?.method ?? 'GET', bearer: new Headers(init?.headers).get('authorization') })
      const answer = answers.shift()
      if (!answer) throw new TypeError('fetch failed')
      return answer
    },
  })
  return { api, calls }
}

const error = (status: number, code: string) => Response.json({ error: { code, message: '' } }, { status })

describe('createApi', () => {
  test('When something is asked, then with the token, below /api/desk', async () => {
    const { api, calls } = setUp([Response.json({ id: 'karin' }), new Response(null, { status: 204 })])
    expect(await api.get('/me')).toEqual({ id: 'karin' })
    expect(await api.post('/conversations/x/read', { seq: 1 })).toBeUndefined()
    expect(calls).toEqual([{ path: '/api/desk/me', method: 'GET', bearer: 'Bearer first' }, { path: '/api/desk/conversations/x/read', method: 'POST', bearer: 'Bearer first' }])
  })

  test('When the token is refused, then it is renewed and asked once more', async () => {
    const { api, calls } = setUp([error(401, 'Unauthenticated'), Response.json('ok')])
    expect(await api.get('/me')).toBe('ok')
    expect(calls.map(({ bearer }) => bearer)).toEqual(['Bearer first', 'Bearer renewed'])
  })

  test('When the renewed one is refused too, then that is the answer', async () => {
    const { api, calls } = setUp([error(401, 'Unauthenticated'), error(401, 'Unauthenticated')])
    await expect(api.get('/me')).rejects.toMatchObject({ status: 401, code: 'Unauthenticated', passing: false })
    expect(calls).toHaveLength(2)
  })

  test('When nobody is signed in, then nothing is asked', async () => {
    const { api, calls } = setUp([], async () => null)
    await expect(api.get('/me')).rejects.toMatchObject({ status: 401 })
    expect(calls).toEqual([])
  })

  test('When the connection breaks, also half-way an answer, then trying again may help', async () => {
    const { api } = setUp([null, new Response('{"half')])
    await expect(api.get('/me')).rejects.toMatchObject({ status: 0, code: 'Network', passing: true })
    await expect(api.get('/me')).rejects.toMatchObject({ status: 0, code: 'Network', passing: true })
  })

  test('When something else answers, such as a proxy, then it is a failure with its status', async () => {
    const { api } = setUp([new Response('<h1>Bad gateway</h1>', { status: 502 }), error(403, 'Forbidden')])
    await expect(api.get('/me')).rejects.toMatchObject({ status: 502, code: 'Unknown', passing: true })
    await expect(api.get('/me')).rejects.toMatchObject({ status: 403, code: 'Forbidden', passing: false })
  })
})
