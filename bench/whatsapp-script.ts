// The same way through route A on WhatsApp. Only the code and the date are typed: a word typed within 2 s of a question belongs, there, to the answer before.
import { type Move, moves } from './script.ts'

/** The first message, which starts the conversation. */
export const hello = 'hallo'

export const whatsAppMoves: readonly Move[] = moves.map((move) => ('type' in move && move.type === 'gelukt' ? { press: 'done' } : move))
