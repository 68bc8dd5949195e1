// Words around a password, as folded text: which announce one, and which only say something about it.
const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

export const CUES = set('wachtwoord wachtwoort wachtwoordt wachtwoor wagtwoord wachtwrd wachtw password passwoord paswoord pasword passwort passcode ww pw pincode wachtwoordje')
export const CONNECTORS = set('is was wordt word werd luidt heet iss')
export const POSSESSIVES = set("mijn m'n mn me het ons onze haar zijn hun uw jouw je")
export const ADVERBS = set(`
  niet nu nog steeds ook dus gewoon al weer echt wel helemaal eigenlijk te zo heel erg veel toch even net altijd misschien waarschijnlijk blijkbaar
  volgens opnieuw nooit meteen telkens`)

/** What people say of a password rather than as one: after "mijn wachtwoord is" or "ww" the sentence goes on. */
export const SAID = set(`
  kwijt kweit vergeten vergete verloren fout foud foudt fouten foutief goed goede juist juiste correct verkeerd verkeerde verlopen geweigerd afgekeurd weg gewijzigd veranderd nieuw nieuwe oud oude
  onjuist ongeldig geldig klaar gelukt mislukt gemaakt aangemaakt gekozen bedacht moeilijk lastig makkelijk zwak sterk kort lang korter langer hetzelfde
  dezelfde anders gereset opgeslagen ingevuld ingesteld ingevoerd bekend onbekend nodig geblokkeerd leeg ok oke prima aangepast gestuurd verstuurd
  kapot raar onveilig veilig verplicht minstens minimaal maximaal tekens letters cijfers klopt kloppen gehackt gelekt wachtwoord code password caren
  niet geen niks hoe wat waar waarom wanneer help hulp vraag vragen probleem problemen werkt werken wekt lukt lukken weet wist snap snapt begrijp weigert
  verwijderd verwijderen reset resetten gerest wijzig wijzigen veranderen verander instellen invullen invoeren intypen typen aanmaken maken kiezen kies bedenken
  aanvragen opvragen opnieuw herstellen herstel onthouden opslaan delen regels eisen`)

const FUNCTION_WORDS = set(`
  er het de dat dit een geen wat welk welke waar hoe wie die deze hier daar wanneer waarom
  mijn jouw uw zijn haar hun ons onze mij me ik je jij u hij zij ze we wij jullie men iemand niks niets iets alles
  voor van met om bij in op als en of maar want dan door over naar uit toen omdat zodat hoor toch geweest kan kon moet wil weet staat werkt doet
  werk luk pakt doen deed gaat ging moest mag wilt krijg krijgt kreeg komt kwam heb hebt heeft had ben zie ziet zit vind zoek resten maak
  mail mailtje e-mail email link pagina scherm veld knop account inlog inloggen app site website`)

/** Nobody's password, if it is the first word. */
export const ORDINARY: ReadonlySet<string> = new Set([...SAID, ...FUNCTION_WORDS])

/** Where a password of several words ends: the person goes on about something else. */
export const TURNS = set('maar want dus code kode koppelcode activatiecode geboortedatum geboren')

/** What may stand before "wachtwoord" when a message is nothing but a password. */
export const LEAD_INS = set("mijn m'n mn me het dit hier caren nieuwe nieuw oude")

/** Cues that are written beside a password more often than in a sentence. */
export const SHORT_CUES = set('ww pw pincode passcode wachtw wachtwrd')
