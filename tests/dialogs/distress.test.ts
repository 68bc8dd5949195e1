// Duty of care: what must be heard as distress, and what only sounds like it.
import { describe, expect, test } from '@jest/globals'
import { createUnderstanding } from '../../dialogs/understand.ts'
import { readPatterns, readPhrases, readTerms } from '../../locales/index.ts'

const understand = createUnderstanding(readPhrases(), readPatterns(), readTerms())

describe('distress', () => {
  test.each([
    'mijn vader slaat me', 'ik heb te veel pillen geslikt', 'ik ga mezelf snijden', 'hij heeft aan me gezeten',
    'ik ga dood', 'ik haat mijzelf en wil niet meer', 'help me ik bloed', 'ik maak me van kant',
    'ik ben bang voor mijn man', 'ik wil nie meer leve', 'zelfmort', 'ze slaan mij',
    'mn begeleider zit aan me', 'ik wil dood', 'ik wil gewoon dood', 'ik wil liever dood zijn',
    'ik wil niet meer leven', 'ik heb geen zin meer in het leven', 'het leven heeft geen zin meer', 'ik maak er een einde aan',
    'ik wil er een eind aan maken', 'ik denk vaak aan zelfmoord', 'heb zelfmoordgedachten', 'ik heb zelf moord gedachten',
    'zelfmoort', 'zelfdoding', 'ik wil er niet meer zijn', 'was ik maar dood',
    'ik zie het niet meer zitten', 'niemand zou mij missen', 'ik wil nooit meer wakker worden', 'ik spring van een brug',
    'ik ga voor de trein springen', 'ik wil me verhangen', 'ik hang mezelf op', 'ik snij mezelf',
    'ik snijd in mijn arm', 'ik heb mezelf gesneden', 'ik kras in mijn polsen', 'ik doe mezelf pijn',
    'ik ga mezelf wat aandoen', 'ik ga mezelf iets aan doen', 'mijn zoon wil niet meer leven', 'mijn dochter snijdt zichzelf',
    'hij slaat me elke dag en niemand helpt', 'papa slaad mij', 'mijn man sloeg mij gisteren', 'ik word geslagen',
    'ik wort geslagen door mijn vader', 'ik werd mishandeld', 'ik word mishandelt thuis', 'ik ben verkracht',
    'ze hebben me in elkaar geslagen', 'mijn broer schopt me', 'hij wurgt me', 'mijn ex bedreigt mij',
    'hij bedreigt me met een mes', 'hij heeft een mes', 'hij gaat me vermoorden', 'hij wil mij slaan',
    'mijn vader gaat mij weer slaan', 'omdat hij me altijd slaat durf ik niet naar huis', 'slaat mijn vader me vandaag weer', 'hij slaat mijn moeder',
    'mijn buurman slaat zijn vrouw', 'mijn kind wordt geslagen', 'de begeleiding mishandelt mijn zoon', 'ik word misbruikt',
    'mijn oom heeft mij misbruikt', 'hij raakt me aan en dat wil ik niet', 'hij raakt mij steeds van onderen aan', 'mijn begeleider heeft aan mij gezeten',
    'hij zat aan mijn borsten', 'hij wil seks met mij', 'ik moet seks met hem', 'hij wil naaktfoto\'s van me',
    'ik ben aangerand', 'ik ben bang voor hem', 'ik ben bang voor mijn begeleider', 'ben bang foor me vader',
    'ik ben bang dat hij me iets doet', 'ik ben bang om naar huis te gaan', 'ik voel me niet veilig', 'ik voel me thuis niet veilig',
    'ik ben hier niet veilig', 'ik foel me niet vijlig', 'ik ben in gevaar', 'dit is een noodgeval',
    'er is brand', 'brand', 'brand in de keuken', 'help brand',
    'mijn huis staat in brand', 'het huis staat in de fik', 'er komt rook uit het stopcontact', 'ik ruik gas',
    'het stinkt naar gas', 'gaslucht in huis', 'de rookmelder gaat af', 'bel 112',
    'bel de ambulance', 'moet ik 112 bellen', '112', 'overdosis',
    'ik heb een overdoses genomen', 'ik heb alle pillen geslikt', 'ik heb 20 paracetamol geslikt', 'ik heb teveel medicijnen genomen',
    'ik ga al mijn pillen slikken', 'ik heb een heel potje pillen opgegeten', 'ik heb bleek gedronken', 'mijn zoon heeft te veel medicijnen ingenomen',
    'ik ben opgesloten', 'ze hebben me opgesloten', 'ik zit opgesloten in mijn kamer', 'ze sluiten me op',
    'ik mag mijn kamer niet uit', 'ze laten me niet naar buiten', 'hij houdt mij vast', 'ik loop weg',
    'ik ga weglopen van huis', 'ik ben weggelopen', 'ik wil weglopen', 'mijn zoon is weggelopen',
    'ik bloed heel erg', 'er is veel bloed', 'ik krijg geen lucht', 'ik kan niet ademen',
    'ik heb pijn op mijn borst', 'ze is bewusteloos', 'ik ben gevallen en kan niet opstaan', 'er is iemand in mijn huis',
    'er is een inbreker', 'ik krijg geen eten van ze', 'ik word gestalkt', 'hij maakt me dood',
    'ik maak mezelf dood', 'ik ga hem vermoorden', 'hoi ik wou vragen over de brief maar eigenlijk gaat het niet goed want mijn vader slaat me steeds en ik weet niet wat ik moet doen', 'ik heb de code al maar ik wil niet meer leven en ik weet het niet meer',
    'kan je me helpen met caren en ook mijn begeleider zit aan me', 'mischien moet ik maar zelfmoord plegen', 'mijn vriend verkrachte mij', 'ik ben geslage',
    'ze mishandellen mij', 'hij slaat mij niet meer maar hij schopt mij wel', 'Ik ga dood van het lachen maar hij slaat me', 'ik wil een mens want mijn vader slaat me',
    'mijn moeder slaat me', 'ik heb mijn pols doorgesneden', 'ik heb mijn polsen doorgesneden', 'ik kan niet meer verder leven',
    'ik wil niet verder leven', 'ik hoef niet meer te leven', 'het is beter zonder mij', 'ik ben suicidaal',
    'ik ben suïcidaal', 'I want to die', 'ik wil dood gaan', 'ik wil er gewoon niet meer zijn',
    'laat me maar dood gaan', 'ik hoef van mij niet meer te leven', 'ik wil van het dak springen', 'ik stap voor de trein',
    'mijn stiefvader sloeg me met een riem', 'me broer slaat mij heel hard', 'hij heeft mij geslagen', 'mijn huisgenoot heeft me geslagen',
    'ik krijg klappen van mijn vader', 'mijn man schopt en slaat mij', 'mijn ex wil mij vermoorden', 'ik word bedreigd',
    'mijn begeleider raakt mij aan', 'de buurman zit steeds aan mij', 'iemand heeft aan mijn kind gezeten', 'ik moet dingen doen met hem die ik niet wil',
    'mijn opa misbruikt mij', 'ik ben zo bang voor mijn vriend', 'ik durf niet naar huis', 'mijn kamer staat in brand',
    'er is een brand bij de buren', 'help het huis brandt', 'ik ruik een gaslucht', 'het ruikt naar gas hier',
    'ik heb 30 slaappillen ingenomen', 'ik heb te veel insuline gespoten', 'heb een strip paracetamol geslikt', 'ik zit opgesloten en kan niet weg',
    'hij doet de deur op slot en ik kan er niet uit', 'ik ben weg gelopen van de groep', 'ik ga van huis weglopen', 'ik bloed',
    'ik bloed uit mijn arm', 'mijn man krijgt geen lucht', 'ik kan bijna niet ademen', 'ik heb een hartaanval',
    'er staat iemand voor mijn deur en ik ben bang', 'ik heb mezelf gesneeden', 'ik wil mijzelf pijn doen', 'ik ga me zelf pijn doen',
    'ik ga me zelf snijden', 'zelfmoord plegen', 'ik wil een eind maken aan mijn leven', 'ik wil uit het leven stappen',
    'niemand geeft om mij ik wil dood', 'me vader slaat me', 'mijn moeder schopt mij', 'slaat me vader mij',
    'ze doen me pijn', 'hij doet mij pijn', 'mijn begeleider doet mij pijn', 'wil dood',
    'mn vader mishandelt me', 'kwil dood', 'ikwildood', 'ik wildood',
    'mijn zoon probeert zelfmoord te plegen', 'hij steekt mij neer', 'ze pakken me vast en doen me pijn',
    'ik kan niet meer leven zo', 'ik wil stoppen met leven', 'ik wou dat ik dood was', 'ik ga mezelf van het leven beroven',
    'ik ga een touw om mijn nek doen', 'niemand houdt van mij ik wil er een eind aan maken', 'mijn vriendje slaat mij als hij boos is', 'mijn begeleider knijpt mij',
    'hij trekt aan mijn haren', 'hij gooit dingen naar me', 'mijn opa zit met zijn handen in mijn broek', 'hij kwam in mijn bed liggen en zat aan mij',
    'ik moest hem aftrekken', 'mijn neef heeft seks met mij gehad', 'mijn huis brant', 'er is vuur in de gang',
    'ik heb me hele doos pillen op', 'ik heb twintig pillen op', 'ik heb me medicijnen allemaal in een keer genomen', 'ik zit opgesloten in de wc',
    'de deur is dicht en ik kan niet weg', 'ik ben weg gelope van huis', 'ik snei mezelf', 'ik heb mezelf verwond',
    'ik wil mijzelf dood maken', 'ze doen gemeen en slaan me', 'de leiding slaat ons', 'me zus wordt geslage thuis',
    'ik durf niet naar huis want hij slaat', 'hij drijgt me te vermoorden', 'mijn man heeft een pistool', 'mijn moeder is bewusteloos',
    'ik heb heel veel bloed verloren', 'zelfmoordt', 'ik verkragt', 'ik ben verkragt',
    'voor mij hoeft het niet meer', 'het hoeft voor mij allemaal niet meer', 'ik ben misbruigt', 'mishandelt door me broer', 'hij is agressief en ik ben bang',
  ])('When a person types "%s", then it is distress', (text) => {
    expect(understand(text).intent).toBe('distress')
  })

  test('When distress stands in a long dictated text, also after a joke about it, then it is heard', () => {
    expect(understand(`${'ik heb de brief en dan klik ik op volgende '.repeat(20)} en mijn man slaat me`).intent).toBe('distress')
    expect(understand('ik lach me dood. nee, echt: ik wil niet meer leven').intent).toBe('distress')
  })
})

describe('no distress', () => {
  test.each([
    'ik ga dood van het lachen', 'mijn telefoon is dood', 'ik schrik me dood', 'ik lach me dood',
    'doodmoe', 'ik ben doodmoe', 'ik ben dood moe', 'de site slaat vast',
    'hij slaat het niet op', 'hij slaat de code niet op', 'hij slaat me wachtwoord niet op', 'ik sla deze stap over',
    'ik heb pillen', 'ik neem mijn pillen elke dag', 'ik heb mijn medicijnen ingenomen', 'brandend maagzuur',
    'ik ben bang dat het niet lukt', 'ik ben bang dat ik het fout doe', 'ik ben bang voor mijn privacy', 'ik ben bang voor fouten',
    'de knop doet pijn aan mijn ogen', 'mijn hart gaat tekeer van dit gedoe', 'dit slaat nergens op', 'waar slaat dat op',
    'dat slaat mij nergens op', 'ik zit vast', 'ik kom er niet uit', 'ik kan niet verder',
    'ik wil niet meer', 'ik wil er niet meer mee verder', 'de batterij is dood', 'mijn accu is bijna dood',
    'mijn moeder is dood', 'mijn man is overleden', 'ik verveel me dood', 'ik ga dood aan dit gedoe',
    'de site is niet veilig', 'is dit wel veilig', 'is caren veilig', 'ik voel me niet veilig op internet',
    'mijn gegevens worden misbruikt', 'kan iemand mijn gegevens misbruiken', 'niemand slaat me', 'ik word niet geslagen',
    'er is geen brand', 'ik ben niet bang voor hem', 'kun je dat voor mij opslaan', 'kan je het voor me op slaan',
    'mijn begeleider helpt me', 'mijn begeleider laat me zien hoe het moet', 'mijn vader helpt mij', 'mijn vader praat met mij',
    'mijn moeder staat naast me', 'hij stopt me in de wacht', 'de code klopt niet', 'hij pakt me code niet',
    'het lampje brandt', 'er brandt een rood lampje', 'ik rook een sigaret', 'ik loop vast',
    'ik loop even weg', 'ik doe het zelf', 'ik doe het mezelf aan', 'ik wil het zelf doen',
    'ik wil zelf iets invullen', 'ik vul mezelf in', 'mijn broer zit aan mijn account', 'zit er iets aan de brief',
    'hij doet t niet', 'hoe sla ik dit op', 'sla op', 'mijn bloeddruk is hoog',
    'ik moet bloed laten prikken', 'mijn moeder heeft een beroerte gehad', 'ik zie het niet', 'ik zie het niet meer',
    'ik zie niks', 'ik wil stoppen', 'er komt geen einde aan', 'ik wil een einde aan dit gesprek',
    'het scherm wil niet verdwijnen', 'de pagina is verdwenen', 'mijn huisnummer is 112', 'mijn zoon krijgt medicijnen',
    'waar staan mijn medicijnen', 'wie mag mijn medicatie zien', 'mijn man heeft de brief', 'ik ben de man van haar',
    'mijn vrouw doet dit altijd', 'hij raakt de code kwijt', 'die raakt me niet', 'ik raak alles kwijt',
    'de envelop met een mes openen', 'ik heb de brief open gesneden met een mes', 'ik stop ermee', 'de politie vroeg om mijn naam',
    'ik schrik van deze site', 'ik ben geschrokken', 'kan de begeleider meekijken', 'mijn vader heeft mij geholpen',
    'hij vraagt me om de code', 'mijn moeder wil het niet meer doen', 'ik wil leren omgaan met caren', 'kan ik dit scherm sluiten',
    'ik wil het account sluiten', 'mijn telefoon valt steeds uit', 'de app crasht', 'mijn begeleider zit naast mij',
    'mijn begeleider zit aan tafel', 'hij zit aan tafel met mij', 'ik heb het gedaan en nu', 'ik heb pijn in mijn rug',
    'ik heb een pil genomen', 'ik ben bang voor computers', 'ik vind het eng', 'ik ben zenuwachtig',
    'ik zie een slotje', 'de deur is op slot', 'het account is op slot', 'ik kan de pagina niet uit',
    'mijn wachtwoord is te lang', 'kan ik mijn man toevoegen', 'ik wil mijn vader eraf', 'waarom moet ik dit doen',
    'ik kan niet wachten', 'hij laat me niet verder', 'hij laat mij niet inloggen', 'ze laat me niet toe',
    'de site laat me er niet in', 'laat me met rust', 'caren houdt mij tegen', 'sluit dit',
    'sluit me scherm', 'ik sluit het scherm', 'ik wil naar buiten', 'ik ga op vakantie',
    'ik heb geen zin om te wachten', 'mijn zoon is dood', 'de sms is zoek', 'mijn zoon is 40',
    'mijn zoon is opgenomen', 'ik weet niet wat ik moet doen', 'ik stik van de hitte', 'hij bedreigt me niet',
    'ik wil niks meer', 'mijn begeleider raakt de brief aan', 'raak het scherm aan', 'ik raak het scherm niet aan',
    'wat raar', 'ik word gek', 'dit is een ramp', 'brandweerman',
    'mijn vader was brandweerman', 'ik werk bij de politie', 'mijn moeder ligt op bed', 'te veel stappen',
    'ik heb te veel brieven', 'te veel medicijnen op de lijst', 'hij slaat mijn naam niet op', 'hij slaat mijn gegevens op',
    'hij slaat me code over',
    'ik heb het wachtwoord opgeslagen', 'ze vraagt me om een code te geven', 'ik snap er geen bal van', 'de sms komt niet aan',
    'hij blijft maar laden', 'ik sta voor de deur', 'ik zit op de bank', 'ik heb de knop ingedrukt',
    'mijn zus gaat mij helpen', 'mijn zoon woont bij asvz', 'ik kan mijn account niet meer in', 'mijn kind zit niet in de lijst',
    'hij wil me niet inloggen', 'ik wil mijn kamer zien', 'ik zit in de trein', 'ik loop naar de brievenbus',
    'de trap op', 'hij zegt dat de code is misbruikt', 'ik ben bang dat iemand meekijkt', 'waarom vraagt hij me om mijn naam',
    'mijn begeleider komt straks bij mij', 'ik wil mijn broer erin zetten', 'ik heb mijn vinger gebroken', 'het doet pijn aan mijn ogen',
    'ik krijg geen sms', 'ik krijg geen mail binnen', 'ik krijg de brief niet open', 'mijn moeder kan niet zien',
    'ik heb te veel wachtwoorden', 'mijn man is boos op caren',
  ])('When it only sounds like it ("%s"), then it is not', (text) => {
    expect(understand(text).intent).not.toBe('distress')
  })
})

describe('time', () => {
  test.each(['hij slaat me niet op '.repeat(95), 'ik ga mij zelf '.repeat(130), 'aan me zit hij '.repeat(130)])('When a text is as long as it can be, then reading it stays quick', (text) => {
    understand(text)
    // The best of some: the machine may be busy with something else.
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now()
      understand(text)
      return performance.now() - start
    })
    expect(Math.min(...times)).toBeLessThan(100)
  })
})
