// Words around a password, as folded text: which announce one, and which only say something about it.
const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

export const CUES = set('wachtwoord wachtwoort wachtwoordt wachtwoor wagtwoord wachtwrd wachtw password passwoord paswoord pasword passwort passcode ww pw pincode wachtwoordje')
export const CONNECTORS = set('is was wordt word werd luidt heet iss')
export const POSSESSIVES = set("mijn m'n mn me het ons onze haar zijn hun uw jouw je")
export const ADVERBS = set(`
  niet nu nog steeds ook dus gewoon al weer echt wel helemaal eigenlijk te zo heel erg veel toch even net altijd misschien waarschijnlijk blijkbaar
  volgens opnieuw nooit meteen telkens`)

/** Nobody's password: after "mijn wachtwoord is" the sentence goes on. */
export const ORDINARY = set(`
  kwijt kweit vergeten vergete verloren fout fouten foutief goed goede juist juiste correct verkeerd verkeerde verlopen geweigerd afgekeurd weg gewijzigd veranderd nieuw nieuwe oud oude
  onjuist ongeldig geldig klaar gelukt mislukt gemaakt aangemaakt gekozen bedacht moeilijk lastig makkelijk zwak sterk kort lang korter langer hetzelfde
  dezelfde anders gereset opgeslagen ingevuld ingesteld ingevoerd bekend onbekend nodig geblokkeerd leeg ok oke prima aangepast gestuurd verstuurd
  kapot raar onveilig veilig verplicht minstens minimaal maximaal tekens letters cijfers klopt gehackt gelekt
  er het de dat dit een geen wat welk welke waar hoe wie die deze hier daar wanneer waarom
  mijn jouw uw zijn haar hun ons onze mij me ik je jij u hij zij ze we wij jullie men iemand niks niets iets alles
  voor van met om bij in op als en of maar want dan door over naar uit toen omdat zodat hoor toch geweest kan kon moet wil weet staat werkt doet
  wachtwoord code password`)
