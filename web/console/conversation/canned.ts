import type { CannedReply } from '../../../bot/desk/contract.ts'
import type { Form } from './warn.ts'

/** The short word being typed: a slash at the start of the text or after a space, and the letters up to the caret. */
export type Slash = { start: number; end: number; word: string }

export function slashAt(text: string, caret: number): Slash | null {
  const match = /(?:^|\s)\/([\p{L}\p{N}-]*)$/u.exec(text.slice(0, caret))
  if (match === null) return null
  const word = match[1] ?? ''
  return { start: caret - word.length - 1, end: caret, word }
}

/** A text that is a short word and nothing else: it is meant for this list, and never for the person. */
export function shortWordIn(text: string): string | null {
  return /^\/([\p{L}\p{N}-]*)$/u.exec(text.trim())?.[1] ?? null
}

/** The reply of exactly this short word. */
export function replyOf(replies: readonly CannedReply[], word: string): CannedReply | null {
  return replies.find(({ short }) => fold(short) === fold(word)) ?? null
}

/** The replies that fit what was typed: the short word first, then the title, then the text. Everything when nothing was. */
export function findReplies(replies: readonly CannedReply[], typed: string, form: Form): CannedReply[] {
  const wanted = fold(typed.trim())
  if (wanted === '') return [...replies]
  const rank = (reply: CannedReply) => {
    if (fold(reply.short).startsWith(wanted)) return 0
    if (fold(reply.title).includes(wanted)) return 1
    return fold(reply[form]).includes(wanted) ? 2 : 3
  }
  return replies.map((reply) => ({ reply, rank: rank(reply) })).filter((one) => one.rank < 3).toSorted((a, b) => a.rank - b.rank).map(({ reply }) => reply)
}

/** Puts a reply into the text in the place of `at` (a short word, or what is selected), with a space between it and other words. */
export function insertReply(text: string, at: { start: number; end: number }, reply: string): { text: string; caret: number } {
  const [before, after] = [text.slice(0, at.start), text.slice(at.end)]
  const head = before === '' || /\s$/.test(before) ? before : `${before} `
  const tail = after === '' || /^\s/.test(after) ? after : ` ${after}`
  return { text: head + reply + tail, caret: head.length + reply.length }
}

function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
