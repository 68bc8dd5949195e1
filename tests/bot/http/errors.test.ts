import { describe, expect, test } from '@jest/globals'
import { codeOf, errorAnswer, HttpError, orUnavailable } from '../../../bot/http/errors.ts'

describe('errors', () => {
  test('When a refusal has a moment to try again, then it is told in whole seconds', () => {
    const answer = errorAnswer('TooManyRequests', 1.2)
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '2' }, json: { error: { code: 'TooManyRequests' } } })
  })
  test('When something unknown was thrown, then nothing of it is answered', () => {
    const { status, json } = errorAnswer(codeOf(new Error('secret: AB12CD34')))
    expect(status).toBe(500)
    expect(JSON.stringify(json)).not.toContain('AB12CD34')
  })
  test('When a dependency fails, then it is Unavailable and keeps its cause', async () => {
    const cause = new Error('connect ECONNREFUSED')
    await expect(orUnavailable(Promise.reject(cause))).rejects.toMatchObject({ code: 'Unavailable', cause })
  })
  test('When a refusal passes a dependency, then it stays what it was', async () => {
    await expect(orUnavailable(Promise.reject(new HttpError('ConversationNotFound')))).rejects.toMatchObject({ code: 'ConversationNotFound' })
  })
  test.each([[undefined, 'InternalError'], [null, 'InternalError'], ['text', 'InternalError'], [{ statusCode: 404 }, 'NotFound'], [{ statusCode: 405 }, 'MethodNotAllowed']] as const)(
    'When %j was thrown, then its code is %s', (thrown, code) => {
      expect(codeOf(thrown)).toBe(code)
    })
})
