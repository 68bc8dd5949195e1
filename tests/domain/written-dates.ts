// One date in the many forms in which people write it, for the tests of reading and of masking.
const UNITS = ['', 'een', 'twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen', 'tien', 'elf', 'twaalf', 'dertien', 'veertien', 'vijftien', 'zestien', 'zeventien', 'achttien', 'negentien']
const TENS = ['', '', 'twintig', 'dertig', 'veertig', 'vijftig', 'zestig', 'zeventig', 'tachtig', 'negentig']
const MONTHS = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december']
const SHORT = ['jan', 'feb', 'mrt', 'apr', 'mei', 'jun', 'jul', 'aug', 'sept', 'okt', 'nov', 'dec']
const ORDINALS = ['', 'eerste', 'tweede', 'derde', 'vierde', 'vijfde', 'zesde', 'zevende', 'achtste', 'negende']

export type Form = (date: { y: number; m: number; d: number }) => string

const two = (value: number) => String(value).padStart(2, '0')
const month = (m: number) => MONTHS[m - 1] ?? ''
const arabicIndic = (text: string) => text.replaceAll(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
const fullWidth = (text: string) => text.replaceAll(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))

/** Each reads back as the date, whatever the date, seen from after it. */
export const FORMS: Readonly<Record<string, Form>> = {
  'd-m-yyyy': ({ y, m, d }) => `${d}-${m}-${y}`,
  'dd-mm-yyyy': ({ y, m, d }) => `${two(d)}-${two(m)}-${y}`,
  'd/m/yyyy': ({ y, m, d }) => `${d}/${m}/${y}`,
  'dd.mm.yyyy': ({ y, m, d }) => `${two(d)}.${two(m)}.${y}`,
  'd m yyyy': ({ y, m, d }) => `${d} ${m} ${y}`,
  'd – m – yyyy': ({ y, m, d }) => `${d} – ${m} – ${y}`,
  ddmmyyyy: ({ y, m, d }) => `${two(d)}${two(m)}${y}`,
  'yyyy-mm-dd': ({ y, m, d }) => `${y}-${two(m)}-${two(d)}`,
  'yyyy/mm/dd': ({ y, m, d }) => `${y}/${two(m)}/${two(d)}`,
  'd month yyyy': ({ y, m, d }) => `${d} ${month(m)} ${y}`,
  'de de month yyyy': ({ y, m, d }) => `de ${d}e ${month(m)} ${y}`,
  'D MON. YYYY': ({ y, m, d }) => `${d} ${(SHORT[m - 1] ?? '').toUpperCase()}. ${y}`,
  dmonthyyyy: ({ y, m, d }) => `${d}${month(m)}${y}`,
  'in words': ({ y, m, d }) => `${inWords(d)} ${month(m)} ${yearInWords(y)}`,
  'in spaced words': ({ y, m, d }) => `${spaced(d)} ${month(m)} ${yearInWords(y).replace('honderd', ' honderd ').replace('duizend', 'duizend en ')}`.replace(/ en $/, ''),
  'in words, ordinal': ({ y, m, d }) => `de ${ordinal(d)} van ${month(m)} ${yearInWords(y)}`,
  'in one word': ({ y, m, d }) => `${inWords(d)}${month(m)}${yearInWords(y)}`,
  'full width': ({ y, m, d }) => fullWidth(`${d}-${m}-${y}`),
  'arabic-indic': ({ y, m, d }) => arabicIndic(`${d}/${m}/${y}`),
  'in a sentence': ({ y, m, d }) => `ja hoor, ik ben geboren op ${d} ${month(m)} ${y} in Dordrecht`,
  dictated: ({ y, m, d }) => `uh mijn geboortedatum is uh ${inWords(d)} ${month(m)} ${yearInWords(y)} en ik zit bij stap acht`,
  'after a code': ({ y, m, d }) => `AB12CD34 ${d}-${m}-${y}`,
}

export function inWords(value: number): string {
  if (value < 20) return UNITS[value] ?? ''
  const unit = UNITS[value % 10] ?? ''
  return `${unit}${unit === '' ? '' : 'en'}${TENS[Math.floor(value / 10)] ?? ''}`
}

export function yearInWords(year: number): string {
  return year < 2000 ? `negentienhonderd${inWords(year - 1900)}` : `tweeduizend${inWords(year - 2000)}`
}

function spaced(value: number): string {
  return value > 20 && value % 10 > 0 ? `${UNITS[value % 10]} en ${TENS[Math.floor(value / 10)]}` : inWords(value)
}

function ordinal(value: number): string {
  if (value < 10) return ORDINALS[value] ?? ''
  return value < 20 ? `${inWords(value)}de` : `${inWords(value)}ste`
}
