// What Twilio refuses, in Twilio's words.

export class Problem extends Error {
  readonly status: number
  readonly code: number
  constructor(status: number, code: number, message: string) {
    super(message)
    this.name = 'Problem'
    this.status = status
    this.code = code
  }
}

export const badRequest = (code: number, message: string) => new Problem(400, code, message)
export const notFound = (path: string) => new Problem(404, 20404, `The requested resource ${path} was not found`)

/** The body of an error answer. */
export const problemBody = ({ status, code, message }: { status: number; code: number; message: string }) =>
  ({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status })
