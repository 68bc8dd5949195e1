// "Verder op WhatsApp": a word that works once, as a link for this phone and as a QR code for another.
import { encode } from 'uqr'
import { limits } from '../../../domain/limits.ts'
import { fill } from '../../../locales/index.ts'
import { HttpError, orUnavailable } from '../../http/errors.ts'
import type { Answer, Handler } from '../../http/exchange.ts'
import { createLimiter } from '../../http/limiter.ts'
import type { Links } from '../../links.ts'
import { readCaller } from './caller.ts'
import type { Pace } from './pace.ts'
import type { Tokens } from './tokens.ts'

export type WordParts = {
  tokens: Tokens
  pace: Pace
  links: Pick<Links, 'makeWord'>
  /** The number to write to, as `+31…`; null: there is no WhatsApp here. */
  number: string | null
  /** What the person sends, with `{{word}}`. */
  message: string
  now: () => Date
}
/** `path`: SVG path data of the dark modules on a grid of `size` × `size`, quiet zone included. */
export type QrCode = { size: number; path: string }

const quietZone = 4

/** POST /api/web/whatsapp: `{ word, text, number, link, qr: { size, path }, expires_in }`; `expires_in` in seconds. */
export function createWordRoute({ tokens, pace, links, number, message, now }: WordParts): Handler {
  const { words: most, wordLife: window } = limits.links
  const limiter = createLimiter({ most, window, keys: limits.directLine.limiterKeys, now })
  return async (request): Promise<Answer> => {
    pace.request(request.network)
    if (!number) throw new HttpError('NotFound')
    const { conv } = await readCaller(tokens, request, { grace: false })
    const wait = limiter.take(conv)
    if (wait > 0) throw new HttpError('TooManyRequests', { retryAfter: wait / 1_000 })
    const word = await orUnavailable(links.makeWord(conv))
    if (!word) throw new HttpError('ConversationNotFound')
    const text = fill(message, { word })
    const link = `https://wa.me/${number.replace(/\D/g, '')}?text=${encodeURIComponent(text)}`
    return { status: 200, json: { word, text, number, link, qr: drawQr(link), expires_in: window / 1_000 } }
  }
}

/** A text as a QR code, one path for all of it: a bar for each run of dark modules in a row. */
export function drawQr(text: string): QrCode {
  const { size, data } = encode(text, { ecc: 'M', border: quietZone })
  const bars = data.flatMap((row, y) => runsOf(row).map(({ from, length }) => `M${from} ${y}h${length}v1h-${length}z`))
  return { size, path: bars.join('') }
}

function runsOf(row: readonly boolean[]): { from: number; length: number }[] {
  const starts = row.flatMap((dark, x) => (dark && !row[x - 1] ? [x] : []))
  return starts.map((from) => {
    const end = row.indexOf(false, from)
    return { from, length: (end < 0 ? row.length : end) - from }
  })
}
