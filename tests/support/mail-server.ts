// A real SMTP server on loopback that keeps what it gets, and can refuse, hang or break off.
import { SMTPServer } from 'smtp-server'

export type Mail = { from: string; to: string[]; /** Headers and body as they came. */ raw: string; subject: string; text: string; messageId: string }
/** What it does with a mail: takes it, answers 4xx or 5xx at its end, says nothing at its end, or breaks the connection there (having kept it, or not). */
export type MailMood = 'take' | 'later' | 'never' | 'hang' | 'takeAndBreak' | 'break'
export type MailServer = { url: string; mails: Mail[]; tries: () => number; mood: MailMood; stop: () => Promise<void> }

const user = { name: 'balie', pass: 'geheim/1' }

/** @param options.auth asks a name and a password, which are then in `url` */
export async function startMailServer({ auth = false }: { auth?: boolean } = {}): Promise<MailServer> {
  let tries = 0
  const state: MailServer = { url: '', mails: [], tries: () => tries, mood: 'take', stop: () => stop(server) }
  const server = new SMTPServer({
    disabledCommands: auth ? ['STARTTLS'] : ['STARTTLS', 'AUTH'], authOptional: !auth, allowInsecureAuth: true, closeTimeout: 100, logger: false,
    onAuth: ({ username, password }, _, done) => (username === user.name && password === user.pass ? done(null, { user: username }) : done(new Error('no'))),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        tries += 1
        const { mood } = state
        if (mood === 'take' || mood === 'takeAndBreak') state.mails.push(toMail(Buffer.concat(chunks).toString('utf8'), session.envelope))
        if (mood === 'takeAndBreak' || mood === 'break') for (const connection of server.connections) (connection as unknown as Record<string, { destroy: () => void } | undefined>)['_socket']?.destroy()
        else if (mood === 'later' || mood === 'never') done(Object.assign(new Error('no'), { responseCode: mood === 'later' ? 451 : 554 }))
        else if (mood === 'take') done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  state.url = `smtp://${auth ? `${user.name}:${encodeURIComponent(user.pass)}@` : ''}127.0.0.1:${port}`
  return state
}

type Envelope = { mailFrom: { address: string } | false; rcptTo: { address: string }[] }

function toMail(raw: string, { mailFrom, rcptTo }: Envelope): Mail {
  const [head = '', ...body] = raw.split('\r\n\r\n')
  const header = (name: string) => new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'mi').exec(head)?.[1]?.replaceAll('\r\n', '') ?? ''
  return { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), raw, subject: header('Subject'), messageId: header('Message-ID'), text: fromQuotedPrintable(body.join('\r\n\r\n')) }
}

function fromQuotedPrintable(text: string): string {
  const bytes = text.replaceAll('=\r\n', '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n')
}

const stop = (server: SMTPServer) => new Promise<void>((resolve) => void server.close(resolve))
