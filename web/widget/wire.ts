/** What the server sends and takes: Direct Line 3.0 plus our `channelData`. Everything is optional, for it comes from outside. */
export type Action = { readonly title: string; readonly value: unknown }
export type Link = { readonly title: string; readonly url: string }
export type Progress = { readonly step: number; readonly of: number; readonly label: string }

export type Activity = {
  readonly type?: string
  readonly name?: string
  readonly value?: { readonly state?: string; readonly move?: string }
  readonly id?: string
  readonly timestamp?: string
  readonly text?: string
  readonly from?: { readonly id?: string; readonly name?: string; readonly role?: string }
  readonly suggestedActions?: { readonly actions?: readonly Action[] }
  readonly channelData?: {
    readonly clientActivityID?: string
    readonly progress?: Progress
    readonly links?: readonly Link[]
    readonly celebrate?: boolean
    /** The first name of a human. */
    readonly by?: string
  }
}

export type Frame = { readonly activities?: readonly Activity[]; readonly watermark?: string }

/** `expires_in` is in seconds; `streamUrl` may be used once, within 60 s. */
export type Conversation = {
  readonly conversationId: string
  readonly token: string
  readonly expires_in?: number
  readonly streamUrl?: string
}

/** `whatsapp`: one can go on there. */
export type SessionAnswer = { readonly secret: string; readonly conversation: Conversation | null; readonly resumed: boolean; readonly whatsapp?: boolean }

/** The way to WhatsApp: a word that works once, for `expires_in` seconds. `qr.path` is SVG path data on a grid of `size` × `size`. */
export type Word = {
  readonly word: string
  readonly number: string
  readonly link: string
  readonly qr: { readonly size: number; readonly path: string }
  readonly expires_in: number
}

/** A frame of the socket; an empty one (a ping) or one that is no JSON gives null. */
export function readFrame(data: unknown): Frame | null {
  if (typeof data !== 'string' || data === '') return null
  try {
    const frame: unknown = JSON.parse(data)
    return typeof frame === 'object' && frame !== null ? frame : null
  } catch {
    return null
  }
}
