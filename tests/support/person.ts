// Somebody at the widget, without the widget: speaks the website's API and reads what the bot answers.
import { randomUUID } from 'node:crypto'

export type Shown = { from: 'bot' | 'person'; text: string; buttons: { title: string; value: { choice: string; on?: string } }[]; activity: Record<string, unknown> }
type Activity = {
  id: string; type: string; text?: string; from: { role?: string }
  suggestedActions?: { actions: { title: string; value: { choice: string; on?: string } }[] }
}
type Session = { secret: string; resumed: boolean; conversation: { conversationId: string; token: string } }

export class Person {
  readonly url: string
  session: Session | null = null
  watermark = ''
  /** Everything shown so far, in order. */
  readonly transcript: Shown[] = []

  constructor(url: string) {
    this.url = url
  }

  /** Opens the widget: a new conversation, or the earlier one with `resume`. Returns what the bot says. */
  async open(options: { secret?: string; start?: 'new' | 'resume' } = {}): Promise<Shown[]> {
    const response = await this.request('/api/web/session', { start: options.start ?? 'new', ...(options.secret && { secret: options.secret }) })
    this.session = await response.json() as Session
    return this.read()
  }

  /** Types a text. Returns what the bot answers. */
  say(text: string, id: string = randomUUID()): Promise<Shown[]> {
    return this.send({ type: 'message', text, channelData: { clientActivityID: id } })
  }

  /** Presses the button with this title or choice under the last message. */
  press(button: string): Promise<Shown[]> {
    const found = this.buttons().find(({ title, value }) => title === button || value.choice === button)
    if (!found) throw new Error(`no button ${button}; there are ${this.buttons().map(({ title }) => title).join(', ')}`)
    return this.send({ type: 'message', text: found.title, value: found.value, channelData: { clientActivityID: randomUUID() } })
  }

  /** The page was loaded again. */
  comeBack(): Promise<Shown[]> {
    return this.send({ type: 'event', name: 'resume', channelData: { clientActivityID: randomUUID() } })
  }

  async send(activity: object): Promise<Shown[]> {
    const response = await this.post(activity)
    if (!response.ok) throw new Error(`the bot answered ${response.status}: ${await response.text()}`)
    return (await this.read()).filter(({ from }) => from === 'bot')
  }

  post(activity: object): Promise<Response> {
    const { conversationId, token } = this.conversation()
    return this.request(`/v3/directline/conversations/${conversationId}/activities`, activity, token)
  }

  /** What is new since the last read. */
  async read(): Promise<Shown[]> {
    const { conversationId, token } = this.conversation()
    const response = await fetch(`${this.url}/v3/directline/conversations/${conversationId}/activities?watermark=${this.watermark}`, { headers: { authorization: `Bearer ${token}` } })
    const { activities, watermark } = await response.json() as { activities: Activity[]; watermark: string }
    this.watermark = watermark
    const shown = activities.filter(({ type }) => type === 'message').map(toShown)
    this.transcript.push(...shown)
    return shown
  }

  buttons(): Shown['buttons'] {
    return this.transcript.findLast(({ from }) => from === 'bot')?.buttons ?? []
  }

  conversation(): Session['conversation'] {
    if (!this.session) throw new Error('the widget is not open')
    return this.session.conversation
  }

  request(path: string, body: object, token?: string): Promise<Response> {
    return fetch(this.url + path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) } })
  }
}

function toShown(activity: Activity): Shown {
  return { from: activity.from.role === 'user' ? 'person' : 'bot', text: activity.text ?? '', buttons: activity.suggestedActions?.actions ?? [], activity: activity as unknown as Record<string, unknown> }
}
