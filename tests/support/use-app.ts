import { afterAll, beforeAll } from '@jest/globals'
import { startTestApp, type TestApp } from './app.ts'

/** One app for all tests of a file: started before them, stopped after them. Ask for it inside a test. */
export function useApp(): () => TestApp {
  let app: TestApp | null = null
  beforeAll(async () => {
    app = await startTestApp()
  })
  afterAll(() => app?.stop())
  return () => {
    if (!app) throw new Error('the app is there inside a test only')
    return app
  }
}
