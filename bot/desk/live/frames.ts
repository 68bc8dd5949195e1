// What a console says over its socket: one frame after another, each checked before anything is done with it.
import { randomUUID } from 'node:crypto'
import { limits } from '../../../domain/limits.ts'
import { createLimiter } from '../../http/limiter.ts'
import type { Log } from '../../log.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import { type LiveIn, liveIn } from '../contract.ts'
import type { Opened } from '../opened.ts'
import { readMe } from '../routes/people.ts'
import type { Room, RoomParts } from './room.ts'
import { closeCodes, type Session } from './session.ts'

export type FrameParts = RoomParts & { room: Room; authenticate: Authenticate; opened: Opened; log: Log }

/** Listens to one socket. A frame that is none of ours, or too many of them, closes it. */
export function createFrames(parts: FrameParts): (session: Session) => void {
  const limiter = createLimiter({ ...limits.desk.frames, keys: limits.directLine.limiterKeys, now: parts.now })
  return (session) => {
    const key = randomUUID()
    let before = Promise.resolve()
    session.socket.on('message', (data, binary) => {
      session.lives()
      const frame = binary || limiter.take(key) > 0 ? null : read(String(data))
      if (!frame) return session.close(closeCodes.badFrame)
      before = before.then(() => take(parts, session, frame)).catch((error: unknown) => {
        parts.log.warn({ err: error }, 'the live desk cannot answer now')
        session.close(closeCodes.tryLater)
      })
    })
  }
}

function read(text: string): LiveIn | null {
  try {
    return liveIn.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

async function take(parts: FrameParts, session: Session, frame: LiveIn): Promise<void> {
  if (!session.open) return
  if (frame.kind === 'ping') return session.send({ kind: 'pong' })
  if (frame.kind === 'hello') return hello(parts, session, frame.token)
  if (!session.person) return session.close(closeCodes.badFrame)
  if (!session.seesPeople) return
  if (frame.kind === 'watch') return watch(parts, session, frame)
  if (frame.kind === 'unwatch') return parts.room.unwatch(session)
  parts.room.typing(session)
}

async function hello(parts: FrameParts, session: Session, token: string): Promise<void> {
  const { room, now } = parts
  const reading = await parts.authenticate(token, session.origin)
  if (!session.open) return
  if (reading.kind === 'refused') {
    if (reading.code === 'Unauthenticated') return session.expire(now())
    return session.close(reading.code === 'Forbidden' ? closeCodes.forbidden : closeCodes.tryLater)
  }
  const { person, expires } = reading
  const again = session.person
  // A socket belongs to one person: what it watches was audited as theirs.
  if (again && again.id !== person.id) return session.close(closeCodes.badFrame)
  session.renew(person, expires)
  if (!session.seesPeople) room.unwatch(session)
  if (!again) await room.enter(session)
  session.send({ kind: 'welcome', me: await readMe(parts, person), now: now().toISOString() })
  if (!again) room.welcome(session)
}

/** A transcript is not read without a line in the audit log, by whatever way. */
async function watch({ room, opened }: FrameParts, session: Session, { conversation: id, after }: Extract<LiveIn, { kind: 'watch' }>): Promise<void> {
  const conversation = id.toLowerCase()
  await opened({ actor: session.person?.id ?? '', conversation, origin: session.origin })
  if (session.open) room.watch(session, { conversation, after })
}
