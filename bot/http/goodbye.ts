import { limits } from '../../domain/limits.ts'

/** What is said goodbye to: a WebSocket, whoever made it. */
type Leaving = { close: (code: number) => void; terminate: () => void; once: (event: 'close', done: () => void) => void }

const goingAway = 1001

/** Closes a socket because this process ends. A client that does not answer the close would hold that up. */
export function sayGoodbye(socket: Leaving): void {
  const impatient = setTimeout(() => socket.terminate(), limits.server.goodbye)
  socket.once('close', () => clearTimeout(impatient))
  socket.close(goingAway)
}
