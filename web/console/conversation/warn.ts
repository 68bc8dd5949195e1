import { addressOf, wordsOf } from '../../../locales/text.ts'

export type Form = 'je' | 'u'
/** `words`: of the longest sentence. `other`: the form that does not fit this person. */
export type Warning =
  | { kind: 'password' }
  | { kind: 'bsn' }
  | { kind: 'code' }
  | { kind: 'longSentence'; words: number }
  | { kind: 'form'; other: Form }

/** What is better not sent like this, the gravest first. `sentenceWords`: the most a sentence may have. */
export function warningsOf(text: string, { form, sentenceWords }: { form: Form; sentenceWords: number }): Warning[] {
  const bare = withoutAddresses(text)
  const bsn = hasBsn(bare)
  const password = hasPassword(bare)
  const words = longestSentence(text)
  const warnings: (Warning | false)[] = [
    password && { kind: 'password' },
    bsn && { kind: 'bsn' },
    !password && !bsn && (hasCode(bare) || hidden.some((pattern) => pattern.test(bare))) && { kind: 'code' },
    words > sentenceWords && { kind: 'longSentence', words },
    ...mixedForm(text, form),
  ]
  return warnings.filter((warning) => warning !== false)
}

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

/** 6 to 16 letters and digits with a digit, in one piece or in groups. */
function hasCode(text: string): boolean {
  const whole = [...text.matchAll(/(?<![\p{L}\p{N}])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![\p{L}\p{N}])/gu)].map(([token]) => token)
  const groups = [...text.matchAll(/(?<![\p{L}\p{N}])[A-Z0-9]{2,5}(?: [A-Z0-9]{2,5}){1,4}(?![\p{L}\p{N}])/gu)].map(([token]) => token)
  return whole.some(mayBeCode) || groups.some((group) => mayBeCode(group) && group.split(' ').some((part) => /\d/.test(part) && /[A-Z]/.test(part)))
}

function mayBeCode(token: string): boolean {
  const compact = token.replaceAll(/[ -]/g, '')
  return /\d/.test(compact) && compact.length >= 6 && compact.length <= 16
}

/** What the server makes unreadable beside codes: phone numbers, whole dates, bank accounts (domain/mask). */
const hidden = [
  /(?<![\d\p{L}])(?:\+|00?)\d{1,3}(?:[ .-]?\d){6,9}(?!\d)/u,
  /(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:\d{2}|\d{4})(?!\d)/,
  /(?<!\d)\d{1,2} (?:jan|feb|m(?:aa)?rt|apr|mei|jun|jul|aug|sep|okt|nov|dec)\p{L}*\.? \d{4}(?!\d)/iu,
  /(?<![\p{L}\d])[a-z]{2}\d{2}(?: ?[a-z\d]{4}){3,7}/iu,
]

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

function isStrong(token: string): boolean {
  const core = token.replaceAll(/^["'“‘(]+|[.,;:?)"'”’]+$/g, '')
  return core.length >= 8 && core.length <= 64 && /[a-z]/.test(core) && /[A-Z]/.test(core) && /\d/.test(core) && /[!@#$%^&*_+]/.test(core)
}

/** What a password is said to be that is no password. */
const ordinary = new Set(('niet geen vergeten kwijt goed fout verkeerd nieuw oud klaar gelukt nodig belangrijk veilig geheim sterk zwak lang kort gekozen gemaakt ingesteld '
  + 'veranderd gewijzigd verlopen anders hetzelfde gelijk juist genoeg opgeslagen bekend onbekend weg leeg zichtbaar verborgen persoonlijk moeilijk makkelijk lastig '
  + 'dat dit wat nu ook wel zo weer hier daar jouw jou uw van voor straks later privé akkoord oke oké').split(' '))
