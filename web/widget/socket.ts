import { readFrame, type Frame } from './wire.ts'

export type Listening = {
  /** Resolves when the socket has ended, whatever the cause; `opened` tells whether it ever worked. */
  readonly ended: Promise<{ readonly opened: boolean }>
  close(): void
}

const PING_MS = 20_000
const OPEN_WITHIN_MS = 10_000

/** One WebSocket, from opening to its end. Pings with an empty frame so that no proxy takes the silence for an end. */
export function listen(url: string, on: { readonly onOpen: () => void; readonly onFrame: (frame: Frame) => void }): Listening {
  let opened = false
  // A dead line may take a minute to say so: what counts is that we have stopped listening.
  const over = new AbortController()
  const { signal } = over
  const socket = open(url)
  const close = (): void => over.abort()
  const tooLate = setTimeout(close, OPEN_WITHIN_MS)
  const ping = setInterval(() => { if (socket?.readyState === WebSocket.OPEN) socket.send('') }, PING_MS)
  const ended = new Promise<{ opened: boolean }>((resolve) => {
    signal.addEventListener('abort', () => {
      clearTimeout(tooLate)
      clearInterval(ping)
      socket?.close()
      resolve({ opened })
    })
  })
  socket?.addEventListener('open', () => {
    opened = true
    clearTimeout(tooLate)
    if (!signal.aborted) on.onOpen()
  })
  socket?.addEventListener('message', ({ data }) => {
    const frame = signal.aborted ? null : readFrame(data)
    if (frame) on.onFrame(frame)
  })
  socket?.addEventListener('close', close)
  if (!socket) close()
  return { ended, close }
}

function open(url: string): WebSocket | null {
  try {
    return new WebSocket(url)
  } catch {
    return null
  }
}
