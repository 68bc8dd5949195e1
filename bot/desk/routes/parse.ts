// What every route of the desk reads of a request.
import { z } from 'zod'
import { HttpError } from '../../http/errors.ts'
import type { Incoming } from '../../http/exchange.ts'

/** The id in the address. @throws HttpError ConversationNotFound */
export function conversationOf({ params }: Incoming): string {
  const { success, data } = z.uuid().safeParse(params['id'])
  if (!success) throw new HttpError('ConversationNotFound')
  return data.toLowerCase()
}

/** @throws HttpError BadArgument */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const { success, data } = schema.safeParse(value)
  if (!success) throw new HttpError('BadArgument')
  return data
}
