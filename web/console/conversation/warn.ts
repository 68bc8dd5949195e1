import { maskSensitive } from '../../../domain/mask.ts'
import { addressOf, wordsOf } from '../../../locales/text.ts'

export type Form = 'je' | 'u'
/** `words`: of the longest sentence. `other`: the form that does not fit this person. */
export type Warning =
  | { kind: 'password' }
  | { kind: 'bsn' }
  | { kind: 'code' }
  | { kind: 'diagnosis' }
  | { kind: 'longSentence'; words: number }
  | { kind: 'form'; other: Form }

/** What the server takes for a code unless it was told otherwise (CODE_PATTERN). */
const codePattern = /^(?=.*\d)[A-Z0-9]{6,16}$/

/** What is better not sent like this, the gravest first: what the server will make unreadable, and what reads badly. `sentenceWords`: the most a sentence may have. */
export function warningsOf(text: string, { form, sentenceWords }: { form: Form; sentenceWords: number }): Warning[] {
  const bare = withoutAddresses(text)
  const found = new Set(maskSensitive(withoutStrong(bare), { codePattern, today: today(), fromDesk: true }).found)
  const words = longestSentence(text)
  const warnings: (Warning | false)[] = [
    (found.has('password') || hasPassword(bare)) && { kind: 'password' },
    (found.has('bsn') || hasBsn(bare)) && { kind: 'bsn' },
    numbers.some((kind) => found.has(kind)) && { kind: 'code' },
    found.has('diagnosis') && { kind: 'diagnosis' },
    words > sentenceWords && { kind: 'longSentence', words },
    ...mixedForm(text, form),
  ]
  return warnings.filter((warning) => warning !== false)
}

const numbers = ['code', 'birthDate', 'iban', 'phone', 'smsCode'] as const

const today = () => new Date().toISOString().slice(0, 10)

/** These need a second press: nobody may send them by accident. */
export function isGrave({ kind }: Warning): boolean {
  return kind === 'bsn' || kind === 'password'
}

/** An address on the internet may look like a code and is none. */
function withoutAddresses(text: string): string {
  return text.replaceAll(/\S*(?:@|:\/\/|www\.|\w\.(?:nl|com|org|be)\b)\S*/gi, ' ')
}

/** Words of the longest sentence. People at a desk forget capitals, so any full stop and space ends one. */
function longestSentence(text: string): number {
  const sentences = text.split(/\n+|(?<=[.?!…])\s+/)
  return Math.max(0, ...sentences.map((sentence) => wordsOf(sentence).length))
}

function mixedForm(text: string, form: Form): Warning[] {
  const other: Form = form === 'je' ? 'u' : 'je'
  return addressOf(text)[other] ? [{ kind: 'form', other }] : []
}

/** Nine digits, also in groups, that pass the eleven test. */
function hasBsn(text: string): boolean {
  const runs = [...text.matchAll(/(?<!\d)\d(?:[ .-]?\d){8}(?![ .-]?\d)/g)].map(([run]) => run.replaceAll(/\D/g, ''))
  return runs.some((digits) => {
    const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i === 8 ? -1 : 9 - i), 0)
    return sum % 11 === 0 && /[1-9]/.test(digits)
  })
}

/** "wachtwoord is …", and what can hardly be anything else. */
function hasPassword(text: string): boolean {
  const said = [...text.matchAll(/\b(?:wachtwoord(?:je)?|ww|password|pincode)\b(?:\s+(?!is\b)\S+){0,3}?(?:\s+(?:is|wordt)\s+|\s*[:=]\s*)["'“‘]?([^\s"'”’]+)(.*)/gi)]
  return said.some(([, value = '', rest = '']) => isSecret(value, rest)) || text.split(/\s+/).some(isStrong)
}

/** After "is": a word with a digit, a sign or a capital inside, or any uncommon word that ends the sentence. */
function isSecret(value: string, rest: string): boolean {
  const core = value.replaceAll(/[.,;:!?)]+$/g, '')
  if (core.length < 3 || core.includes('•')) return false
  if (core.length >= 5 && (/\d/.test(core) || /[a-z][A-Z]/.test(core) || /[@#$%^&*_+=]/.test(core))) return true
  const ends = /[.!?,;]$/.test(value) || !/[\p{L}\p{N}]/u.test(rest)
  return ends && !ordinary.has(core.toLowerCase())
}

/** A password that needs no word before it is told as one, not as a code besides. */
function withoutStrong(text: string): string {
  return text.split(/(\s+)/).map((part) => (isStrong(part) ? '' : part)).join('')
}

function isStrong(token: string): boolean {
  const core = token.replaceAll(/^["'“‘(]+|[.,;:?)"'”’]+$/g, '')
  return core.length >= 8 && core.length <= 64 && /[a-z]/.test(core) && /[A-Z]/.test(core) && /\d/.test(core) && /[!@#$%^&*_+]/.test(core)
}

/** What a password is said to be that is no password. */
const ordinary = new Set(('niet geen vergeten kwijt goed fout verkeerd nieuw oud klaar gelukt nodig belangrijk veilig geheim sterk zwak lang kort gekozen gemaakt ingesteld '
  + 'veranderd gewijzigd verlopen anders hetzelfde gelijk juist genoeg opgeslagen bekend onbekend weg leeg zichtbaar verborgen persoonlijk moeilijk makkelijk lastig '
  + 'dat dit wat nu ook wel zo weer hier daar jouw jou uw van voor straks later privé akkoord oke oké').split(' '))
