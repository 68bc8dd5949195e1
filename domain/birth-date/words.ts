/** Words that people use around a birth date, as folded text. What is not listed here is an ordinary word. */
const MONTH_SPELLINGS: readonly string[] = [
  'januari januarie january jan jannuari janewari jannewari janwari',
  'februari februarie february feb febr feberwari febuwari februwari febrewari',
  'maart mart march mrt',
  'april apr avril',
  'mei may meij mey',
  'juni junie june juny jun',
  'juli july jul',
  'augustus august aug agustus ougustus',
  'september sep sept',
  'oktober october okt oct',
  'november nov',
  'december dec desember des',
]

/** Month (1 to 12) by exact spelling. "juni" and "juli", one letter apart, are only ever read exactly. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
  MONTH_SPELLINGS.flatMap((line, i) => line.split(' ').map((word) => [word, i + 1] as const)),
)

/** Months that may be read through a typing slip, by full name. */
export const LONG_MONTHS: readonly (readonly [string, number])[] = [
  ['januari', 1], ['februari', 2], ['maart', 3], ['april', 4], ['augustus', 8], ['september', 9], ['oktober', 10], ['november', 11], ['december', 12], ['desember', 12],
]

/** "mij" sounds like "mei" and is mostly no month: read as one only between a day and a year. */
export const HALF_MONTHS: ReadonlyMap<string, number> = new Map([['mij', 5], ['my', 5], ['mein', 5]])

/** One slip away from a month or a number, and an ordinary word all the same. */
export const NEVER_A_SLIP = new Set('maar maat kaart staart mark markt mars maria meer moet augurk juli juni negeren eerst'.split(' '))

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Said while thinking, or naming what comes: may stand anywhere inside a date. */
export const HESITATIONS = set('uh uhm eh ehm euh euhm um hm dag maand jaar')
export const BEFORE_MONTH = set('van de den in')
export const BEFORE_YEAR = set('van het in uit anno de t')
export const SUFFIXES = set('e de ste th st nd rd')
/** May be glued to a date: "geb3mei1980". */
export const GLUED = set('geb geboren geboortedatum gebdatum datum op van')

/** After one of these a number counts something else than days. */
export const NUMBERED = set('stap stappen nr nummer vraag pagina scherm code kode versie groep kamer huisnummer punt cijfer optie keuze')
/** A number before one of these is an amount, no year. */
export const UNITS = set('jaar jaren jr uur uren u min minuten minuut keer x maal euro weken week dagen maanden maand procent kg cm man mensen stuks graden')

export const BIRTHDAY = set('jarig verjaar verjaardag')
export const CORRECTIONS = set('nee neen sorry bedoel bedoelde bedoelt oeps oops ohnee fout foutje verkeerd correctie pardon excuus wacht typefout tikfout eigenlijk moet')
export const EITHER = set('of en a tot tm')
