// The words for people. `nl` addresses with je, `nl-formal` with u and holds only what differs.
import { readFileSync } from 'node:fs'
import { createInstance } from 'i18next'

type Nl = typeof import('./nl.json', { with: { type: 'json' } })
type Leaves<Tree, Prefix extends string = ''> = Tree extends string
  ? Prefix
  : { [Name in keyof Tree & string]: Leaves<Tree[Name], Prefix extends '' ? Name : `${Prefix}.${Name}`> }[keyof Tree & string]
type WithoutContext<Key extends string> = Key extends `${infer Base}_${'client' | 'representative'}` ? Base : Key

/** Every text: `<dialog>.<moment>`. Texts with a variant per manager are named without `_client` and `_representative`. */
export type TextKey = WithoutContext<Leaves<Nl>>
/** je or u. */
export type Form = 'nl' | 'nl-formal'

/** u for representatives, je for everybody else (and before the role is known). */
export function formFor(role: string | null | undefined): Form {
  return role === 'representative' ? 'nl-formal' : 'nl'
}
export type TextValues = Record<string, string | number>
export type Texts = (form: Form, key: TextKey, values?: TextValues) => string
export type Phrases = Record<string, readonly string[]>
export type Patterns = {
  /** Lists of words that patterns name. */
  words: Record<string, readonly string[]>
  /** Words that look like a typing error for one of a pattern, and are not. */
  realWords: readonly string[]
  distress: readonly string[]
  /** What sounds like distress and is not; its words are left out before looking for distress. */
  notDistress: readonly string[]
  frustration: readonly string[]
  notFrustration: readonly string[]
  /** No human any more. */
  cancelHandoff: readonly string[]
  /** Impatience, to who waits for a human: when it is their turn. */
  askPlace: readonly string[]
  /** A request for a human that is one to be called. */
  callMe: readonly string[]
}

/** The texts of the bot; `values.context` chooses a variant. */
export function createTexts(): Texts {
  const i18n = createInstance()
  void i18n.init({
    initAsync: false,
    lng: 'nl',
    fallbackLng: { 'nl-formal': ['nl'], default: ['nl'] },
    resources: { nl: { translation: readJson('nl.json') }, 'nl-formal': { translation: readJson('nl-formal.json') } },
    interpolation: { escapeValue: false },
    returnEmptyString: false,
  })
  const forms = { nl: i18n.getFixedT('nl'), 'nl-formal': i18n.getFixedT('nl-formal') }
  // A text is looked up once (form, variant, fallback); then only its values are filled in.
  const found = new Map<string, string>()
  return (form, key, values = {}) => {
    const context = String(values['context'] ?? '')
    const name = `${form} ${context} ${key}`
    const text = found.get(name) ?? forms[form](key, { skipInterpolation: true, ...(context && { context }) })
    found.set(name, text)
    return text.includes('{{') ? fill(text, values) : text
  }
}

/**
 * Explains a word (`word.<word>`), when it can: "wettelijk vertegenwoordiger" by its last word too.
 * @param fold makes words comparable (case, accents, punctuation)
 */
export function createWords(texts: Texts, fold: (text: string) => string): (form: Form, asked: string) => string | null {
  const known = new Map(Object.keys(readJson('nl.json')['word'] ?? {}).map((word) => [fold(word), word]))
  return (form, asked) => {
    const folded = fold(asked)
    const word = known.get(folded) ?? known.get(folded.split(' ').at(-1) ?? '')
    return word === undefined ? null : texts(form, `word.${word}` as TextKey)
  }
}

/** What people say, per intent. */
export function readPhrases(): Phrases {
  return readJson('intents.nl.json') as Phrases
}

/** The words that the bot can explain (`word.<word>`). */
export function readTerms(): readonly string[] {
  return Object.keys(readJson('nl.json')['word'] ?? {})
}

/** What people say in more ways than a list of phrases holds; how a pattern is written: dialogs/understand/patterns.ts. */
export function readPatterns(): Patterns {
  return readJson('patterns.nl.json') as unknown as Patterns
}

/** Flat texts of one of the other files. */
export function readLabels(file: 'terminal.en' | 'codes.nl' | 'deliveries.nl' | 'demo.nl' | 'widget.nl' | 'continue.nl' | 'whatsapp.nl' | 'notify.nl' | 'audit.nl' | 'demo-desk.nl' | 'desk.nl' | 'demo-people'): Record<string, string> {
  return readJson(`${file}.json`) as Record<string, string>
}

/** The texts of the check page, whole in both forms. */
export function readCheckLabels(): Record<Form, Record<string, string>> {
  const own = readJson('check.nl.json') as Record<Form, Record<string, string>>
  return { nl: own.nl, 'nl-formal': { ...own.nl, ...own['nl-formal'] } }
}

/** What digimaatjes often say: `short` is the word that brings it up, the same reply for je and for u. */
export function readCannedReplies(): { short: string; title: string; je: string; u: string }[] {
  return readJson('canned.nl.json') as unknown as { short: string; title: string; je: string; u: string }[]
}

/** Fills `{{name}}` in a flat text. */
export function fill(text: string, values: TextValues): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole))
}

function readJson(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as Record<string, unknown>
}
