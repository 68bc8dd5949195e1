// What a content resource must be to be accepted: the OpenAPI's shape and WhatsApp's limits.
import { z } from 'zod'
import { badRequest } from './problem.ts'

const quickReply = z.strictObject({
  body: z.string().min(1).max(1_024),
  actions: z.array(z.strictObject({ type: z.literal('QUICK_REPLY').optional(), title: z.string().trim().min(1).max(20), id: z.string().min(1).max(256).optional() })).min(1).max(3)
    .refine((actions) => isUnique(actions.map(({ title }) => title)), 'button titles must be unique')
    .refine((actions) => isUnique(actions.map(({ title, id }) => id ?? title)), 'button ids must be unique'),
})
const listPicker = z.strictObject({
  body: z.string().min(1).max(1_024),
  button: z.string().trim().min(1).max(20),
  items: z.array(z.strictObject({ id: z.string().min(1).max(200), item: z.string().trim().min(1).max(24), description: z.string().max(72).optional() })).min(1).max(10)
    .refine((items) => isUnique(items.map(({ id }) => id)), 'item ids must be unique')
    .refine((items) => isUnique(items.map(({ item }) => item)), 'items must be unique'),
})
const types = z.strictObject({
  'twilio/text': z.strictObject({ body: z.string().min(1).max(1_600) }).optional(),
  'twilio/media': z.strictObject({ body: z.string().max(1_600).optional(), media: z.array(z.url()).min(1) }).optional(),
  'twilio/quick-reply': quickReply.optional(),
  'twilio/list-picker': listPicker.optional(),
}).refine((given) => Object.keys(given).length > 0, 'at least one type is required')

const content = z.strictObject({
  friendly_name: z.string().max(64).optional(),
  language: z.string().regex(/^[a-z]{2}(_[A-Z]{2})?$/),
  variables: z.record(z.string(), z.string()).optional(),
  types,
})

export type ContentRequest = z.infer<typeof content>
export type QuickReply = z.infer<typeof quickReply>
export type ListPicker = z.infer<typeof listPicker>

/** @throws Problem 400 that says what is wrong */
export function checkContent(given: unknown): ContentRequest {
  const parsed = content.safeParse(given)
  if (parsed.success) return parsed.data
  throw badRequest(20001, `Content is invalid: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`)
}

const isUnique = (values: readonly string[]) => new Set(values).size === values.length
