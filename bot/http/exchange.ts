// What a route sees of a request and what it gives back; nothing of restify or Node's http.

export type Incoming = {
  method: string
  params: Readonly<Record<string, string>>
  query: (name: string) => string
  /** The whole query string as it came, with its `?`, or ''. */
  search: string
  header: (name: string) => string | undefined
  /** The caller's network address as the limits know it: IPv4, or the first 64 bits of IPv6. */
  network: string
  /** Where the caller reached us, without a slash at the end: `http://localhost:3978`. */
  base: string
  /** The JSON body; `{}` without one. Throws HttpError BodyTooLarge, NotJson, MalformedJson. */
  body: () => Promise<unknown>
  /** The fields of a form, as they came. Throws HttpError BodyTooLarge, NotForm. */
  form: () => Promise<Record<string, string>>
}

export type Answer = {
  status: number
  headers?: Readonly<Record<string, string>>
  json?: unknown
  /** Instead of `json`; its content-type is among the headers. */
  content?: Buffer | string
  /** Instead of both: written piece by piece, as fast as the client reads. */
  stream?: AsyncIterable<string>
}

export type Handler = (request: Incoming) => Promise<Answer> | Answer
