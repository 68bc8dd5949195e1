import { SIZES, type Chat } from '../chat.ts'
import { labels } from '../labels.ts'
import type { Speech } from '../speech.ts'
import { toLines } from '../text.ts'
import { lastSaid } from '../transcript.ts'
import type { Question } from './confirm.tsx'
import { Menu } from './menu.tsx'
import { BotPicture, humanName, HumanPicture, Icon } from './pictures.tsx'

type HeaderProps = {
  readonly chat: Chat
  readonly speech: Speech
  readonly talking: boolean
  readonly ask: (question: Question) => void
  readonly onClose: (event: Event) => void
}

/** Who this is (a computer, or a human), and the tools: reading aloud, larger letters, the menu, closing. */
export function Header({ chat, speech, talking, ask, onClose }: HeaderProps) {
  const { kind, name } = chat.store.helper.value
  const human = kind === 'human'
  return (
    <div class={human ? 'header with-human' : 'header'}>
      <div class="who">
        {human ? <HumanPicture /> : <BotPicture />}
        <div>
          <h2 id="name" tabIndex={-1}>{human ? humanName(name) : labels.name}</h2>
          <p>{human ? labels.isHuman : labels.isComputer}</p>
        </div>
        {talking && <Menu chat={chat} ask={ask} />}
        <button type="button" class="tool" onClick={onClose}><Icon name="close" /><span>{labels.close}</span></button>
      </div>
      <div class="tools">
        {talking && <ReadAloud chat={chat} speech={speech} />}
        <Larger chat={chat} />
      </div>
    </div>
  )
}

function ReadAloud({ chat, speech }: Pick<HeaderProps, 'chat' | 'speech'>) {
  if (!speech.available.value) return null
  const speaking = speech.speaking.value
  return (
    <button type="button" class="tool" aria-pressed={speaking} onClick={() => speech.toggle(toSpeech(chat))}>
      <Icon name={speaking ? 'stop' : 'speaker'} />
      {speaking ? labels.stopReading : labels.read}
    </button>
  )
}

function Larger({ chat }: Pick<HeaderProps, 'chat'>) {
  const largest = chat.store.size.value === SIZES - 1
  return (
    <button type="button" class="tool" onClick={() => chat.larger()}>
      <span class="letters" aria-hidden="true">A<b>A</b></span>
      {largest ? labels.normal : labels.larger}
    </button>
  )
}

/** What was said last, and the answers one can give: everything on screen that matters, for who cannot read it. */
function toSpeech({ store }: Chat): readonly string[] {
  const said = lastSaid(store.entries.value).flatMap(({ text }) => toLines(text))
  const titles = store.actions.value.map(({ title }) => title)
  return titles.length > 0 ? [...said, labels.choices, ...titles] : said
}
