import { render } from 'preact'
import { createApi } from './api.ts'
import { Chat } from './chat.ts'
import { createKeep, KEY, type Held, type Kept } from './keep.ts'
import { labels } from './labels.ts'
import { createSpeech } from './speech.ts'
import { adoptStyle } from './style.ts'
import { Widget } from './view/widget.tsx'

const NAME = 'digimaatje-bot'

// Known only while the script runs for the first time: its origin is the server, its attributes are the settings.
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null

/** `<digimaatje-bot data-title data-open data-api>`: the conversation, in a shadow root of its own. */
class DigimaatjeBot extends HTMLElement {
  private chat: Chat | null = null
  private readonly leaving: (() => void)[] = []

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
    const ground = document.createElement('div')
    root.replaceChildren(ground)
    adoptStyle(root)
    const chat = createChat(this.setting('api') ?? originOf(script))
    const speech = createSpeech('speechSynthesis' in window ? window.speechSynthesis : undefined)
    this.chat = chat
    chat.store.hidden.value = document.hidden
    this.listen(chat, speech.stop)
    render(<Widget chat={chat} speech={speech} title={this.setting('title') ?? labels.launcher} now={Date.now} />, ground)
    const token = takeArrival()
    if (token) chat.arrive(token)
    else if (this.setting('open') === 'true') chat.open()
    else chat.wake()
  }

  disconnectedCallback(): void {
    this.leaving.splice(0).forEach((leave) => leave())
    this.chat?.stop()
    const ground = this.shadowRoot?.firstElementChild
    if (ground) render(null, ground)
  }

  private setting(name: 'api' | 'title' | 'open'): string | undefined {
    return this.dataset[name] ?? script?.dataset[name]
  }

  private listen(chat: Chat, hush: () => void): void {
    const on = (target: EventTarget, type: string, handle: (event: Event) => void): void => {
      target.addEventListener(type, handle)
      this.leaving.push(() => target.removeEventListener(type, handle))
    }
    on(window, 'storage', (event) => { if ((event as StorageEvent).key === KEY) chat.onOtherTab() })
    on(window, 'hashchange', () => {
      const token = takeArrival()
      if (token) chat.arrive(token)
    })
    on(window, 'online', () => chat.onLine(true))
    on(window, 'offline', () => chat.onLine(false))
    on(window, 'pagehide', hush)
    on(document, 'visibilitychange', () => {
      chat.store.hidden.value = document.hidden
      if (!document.hidden) chat.onLine(true)
    })
    on(document, 'click', ({ target }) => { openFrom(chat, target) })
  }
}

function createChat(origin: string): Chat {
  return new Chat({
    api: createApi(origin),
    kept: createKeep<Kept>(() => localStorage),
    held: createKeep<Held>(() => sessionStorage),
    now: Date.now,
    random: Math.random,
  })
}

/** Any button of the page may open the panel; it gets the focus back when the panel closes. */
function openFrom(chat: Chat, target: EventTarget | null): void {
  const opener = target instanceof Element ? target.closest<HTMLElement>('[data-digimaatje-open]') : null
  if (!opener) return
  chat.opener = opener
  chat.open()
}

/** The token of a link from WhatsApp (`#verder=<token>`). It leaves the address bar and the history at once. */
function takeArrival(): string | undefined {
  const [, token] = /^#verder=([\w-]{1,64})$/.exec(location.hash) ?? []
  if (token) history.replaceState(history.state, '', location.pathname + location.search)
  return token
}

function originOf(from: HTMLScriptElement | null): string {
  return new URL(from?.src || location.href, location.href).origin
}

/** The page's own element if it has one, else one at its end. */
function place(): void {
  if (!document.querySelector(NAME)) document.body.append(document.createElement(NAME))
}

if (!customElements.get(NAME)) {
  customElements.define(NAME, DigimaatjeBot)
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', place)
  else place()
}
