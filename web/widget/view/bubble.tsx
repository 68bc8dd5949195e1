import { timeLabel } from '../dates.ts'
import { labels } from '../labels.ts'
import { isSafe, toLines, toPieces, toWholes } from '../text.ts'
import type { Entry } from '../transcript.ts'
import type { Link } from '../wire.ts'
import { BotPicture, humanName, HumanPicture, Icon } from './pictures.tsx'

type BubbleProps = { readonly entry: Entry; readonly first: boolean; readonly last: boolean; readonly onRetry: () => void }

/** One message: who says it (also in words), its sentences one a line, its links, and the time under the last of a row. */
export function Bubble({ entry, first, last, onRetry }: BubbleProps) {
  const { author, status, celebrate } = entry
  const self = author === 'self'
  // The time is in the page from the start, seen or not: added later it would be read out on its own.
  const sent = status === 'known' || status === 'sent'
  const name = author === 'bot' ? labels.name : humanName(entry.name)
  return (
    <div class={`entry ${self ? 'self' : author}${first ? ' first' : ''}`}>
      {first && author === 'bot' && <BotPicture />}
      {first && author === 'human' && <><HumanPicture /><p class="by" aria-hidden="true">{name}</p></>}
      <div class={celebrate ? 'bubble celebrate' : 'bubble'}>
        <span class="only-heard">{self ? labels.youSay : `${name} ${labels.says}`} </span>
        {celebrate && <Star />}
        {toLines(entry.text).map((line, index) => <p key={index}>{self ? line : <Line text={line} />}</p>)}
        {entry.links.filter(({ url }) => isSafe(url)).map((link) => <LinkButton key={link.url} {...link} />)}
        {entry.actions.length > 0 && <span class="only-heard">{labels.choices} {entry.actions.map(({ title }) => title).join(', ')}.</span>}
      </div>
      <p class={last && sent ? 'status' : 'only-heard'}><time dateTime={new Date(entry.at).toISOString()}>{timeLabel(entry.at)}</time></p>
      {status === 'sending' && <p class="status">{labels.sending}</p>}
      {status === 'failed' && <p class="status failed">{labels.failed} <button type="button" onClick={onRetry}>{labels.retry}</button></p>}
    </div>
  )
}

function Line({ text }: { readonly text: string }) {
  return <>{toPieces(text).map((piece, index) => (piece.url ? <OutLink key={index} title={piece.text} url={piece.url} /> : <Words key={index} text={piece.text} />))}</>
}

/** Plain text, with words such as "e-mail" kept on one line. */
function Words({ text }: { readonly text: string }) {
  return <>{toWholes(text).map((part, index) => (index % 2 === 0 ? part : <span key={index} class="whole">{part}</span>))}</>
}

/** Opens beside the conversation, and says so to who cannot see it. */
function OutLink({ title, url }: Link) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {title}<span class="only-heard"> ({labels.newWindow})</span>
    </a>
  )
}

function LinkButton({ title, url }: Link) {
  return (
    <a class="answer link" href={url} target="_blank" rel="noopener noreferrer">
      {title}<Icon name="out" /><span class="only-heard"> ({labels.newWindow})</span>
    </a>
  )
}

function Star() {
  return (
    <svg class="star" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M12 2l2.9 6.3 6.9.8-5.1 4.7 1.4 6.8L12 17.2l-6.1 3.4 1.4-6.8L2.2 9.1l6.9-.8z" />
    </svg>
  )
}
