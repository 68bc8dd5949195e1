// What any channel lets through of what people send: their words, and the ids of our own buttons.
import { limits } from '../../domain/limits.ts'

/** Without control characters (but tab and line end) and half characters, which PostgreSQL's JSON does not take. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '')
}

/** A button's choice, or the step it belongs to. */
export const choiceForm = new RegExp(`^[\\w.:|-]{1,${limits.directLine.choiceCharacters}}$`)

/** A file's kind, as `image/png`. */
export const contentTypeForm = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/
