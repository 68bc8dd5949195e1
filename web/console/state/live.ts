// The live line: comes back by itself, watches one conversation. What comes in goes to `onFrame`.
import { createPatience, type Patience } from '../../widget/patience.ts'
import { Line, type LineParts, type LineState } from './line.ts'

export type LiveParts = Omit<LineParts, 'onWelcome'> & { onLine: (line: LineState) => void; patience?: Patience }

export type Live = {
  start: () => void
  stop: () => void
  /** `after` is asked at each connection: the last message the console has. */
  watch: (conversation: string, after: () => number) => void
  unwatch: () => void
  typing: () => void
  /** The network is back, or the page is shown again: no need to wait. */
  hurry: () => void
}

export function createLive({ onLine, patience = createPatience(Math.random), ...parts }: LiveParts): Live {
  let running = false
  let line: Line | null = null
  let watched: { conversation: string; after: () => number } | null = null
  const rewatch = () => {
    if (watched) line?.send({ kind: 'watch', conversation: watched.conversation, after: watched.after() })
  }
  const onWelcome = () => {
    patience.reset()
    onLine('open')
    rewatch()
  }
  const run = async () => {
    while (running) {
      line = new Line({ ...parts, onWelcome })
      const end = await line.ended
      line = null
      onLine(end)
      if (end === 'refused') running = false
      if (running) await patience.wait()
    }
  }
  return {
    start: () => {
      if (running) return
      running = true
      void run()
    },
    stop: () => {
      running = false
      line?.close()
      patience.hurry()
    },
    watch: (conversation, after) => {
      watched = { conversation, after }
      rewatch()
    },
    unwatch: () => {
      watched = null
      line?.send({ kind: 'unwatch' })
    },
    typing: () => line?.send({ kind: 'typing' }),
    hurry: () => (line ? line.prod() : patience.hurry()),
  }
}
