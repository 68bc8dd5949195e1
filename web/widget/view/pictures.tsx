import { labels } from '../labels.ts'

type Size = { readonly class?: string }

/** The bot: a friendly computer that is a speech bubble at once. Decoration; the name beside it says the same. */
export function BotPicture({ class: name = '' }: Size) {
  return (
    <svg class={`picture ${name}`} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <path class="p-line" d="M24 5v6" />
      <circle class="p-dot" cx="24" cy="4.5" r="3" />
      <path class="p-body" d="M14 10h20a9 9 0 0 1 9 9v9a9 9 0 0 1-9 9H23l-8 8v-8h-1a9 9 0 0 1-9-9v-9a9 9 0 0 1 9-9z" />
      <rect class="p-screen" x="10" y="15" width="28" height="17" rx="6" />
      <circle class="p-face" cx="18.5" cy="21.5" r="2.3" />
      <circle class="p-face" cx="29.5" cy="21.5" r="2.3" />
      <path class="p-smile" d="M18.5 26.2q5.5 4 11 0" />
    </svg>
  )
}

/** A human: another shape and colour than the bot. */
export function HumanPicture({ class: name = '' }: Size) {
  return (
    <svg class={`picture human ${name}`} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <circle class="h-body" cx="24" cy="17" r="10" />
      <path class="h-body" d="M5 44c1-12 9-16 19-16s18 4 19 16z" />
    </svg>
  )
}

/** "Karin, digimaatje". */
export function humanName(name: string): string {
  return name && name !== labels.digimaatje ? `${name}, ${labels.digimaatje}` : labels.digimaatje
}

const PATHS = {
  close: 'M5 5l14 14M19 5L5 19',
  menu: 'M4 6.5h16M4 12h16M4 17.5h16',
  speaker: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11',
  stop: 'M7 7h10v10H7z',
  out: 'M13 4.5h6.5V11M19.5 4.5L11 13M17 14v5.5H4.5V7H10',
} as const

export function Icon({ name }: { readonly name: keyof typeof PATHS }) {
  return <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={PATHS[name]} /></svg>
}
