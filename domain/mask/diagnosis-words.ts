// What says that somebody has an illness or a disability, as folded text. Modest on purpose: words that people also use otherwise ("down") are not here.

/** The word, and whatever it begins: "autistische", "epilepsieaanval". */
export const STEMS: readonly string[] = [
  'autis', 'schizofre', 'schizoaff', 'epilep', 'downsyndroom', 'borderline', 'bipolair', 'depressi', 'dement', 'psychose', 'psychoti', 'diabet',
  'verslaafd', 'verslaving', 'zwakbegaafd', 'alzheimer', 'parkinson', 'asperger', 'persoonlijkheidsstoornis', 'hersenletsel', 'kankerpatient',
]

/** Only as they stand, or before a dash or an apostrophe: "adhd-er", "lvb'er". */
export const WHOLE: ReadonlySet<string> = new Set(['adhd', 'add', 'ptss', 'hiv', 'aids', 'lvb', 'mvb', 'evb', 'zmlk', 'pddnos', 'ocd', 'kanker', 'suikerziekte'])

/** Recognised with a slip of the pen too: "skizofrenie", "depresief". */
export const OFTEN_MISSPELT: readonly string[] = [
  'autisme', 'autistisch', 'schizofrenie', 'schizofreen', 'epilepsie', 'epileptisch', 'downsyndroom', 'borderline', 'depressie', 'depressief', 'psychose',
  'diabetes', 'verslaafd', 'verslaving', 'zwakbegaafd',
]

/** Of several words. */
export const PHRASES = /(?<![a-z])(?:(?:licht |matig |ernstig )?verstandelijke? (?:beperk(?:t|te|ing|ingen)|gehandicapt|handicap)|syndroom van down|down[ -]syndroom|pdd[ -]nos)(?![a-z])/g

/** "iq 65", "een iq van 70", "iq is onder de 80": the number too. */
export const IQ = /(?<![a-z])iq(?:[ :=]{1,3}(?:is|van|onder|boven|rond|tussen|ongeveer|de|heb|ik)(?![a-z])){0,4}[ :=]{0,3}\d{2,3}(?!\d)/g
