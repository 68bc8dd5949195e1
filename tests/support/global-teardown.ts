import type { Teardown } from './global-setup.ts'

/** Called by jest after the last test file: the server stops and leaves nothing behind. */
export default async function stopTestServer(): Promise<void> {
  const carrier = globalThis as Teardown
  await carrier.digimaatjeTestServer?.stop()
}
