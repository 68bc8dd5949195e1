// Short Dutch (and a few English) words that stand beside a code in a sentence: never a group of the code itself.
// Longer words need no list: a group without digits has at most 4 letters. Mostly the commonest 1,500 words of shared/data/nl_50k.txt.
const words = `
  af ah al da de eh en er ff ga gr he hr ik in is it ja je la ma me mn mw my na nr nu of oh ok om on op or pa pw te uh uw vd vh we ww ze zn zo aan ach
  als and app apr arm aug bal bar bed bel ben bij bom bos bsn bus dag dak dan dat dec dhr die dit doe dom dus een eer eet elf elk ene erg feb gaf gat
  geb gek god gsm had heb hel hem hen het hey hij hoe hoi hou hun ijs jan jij jou jul jun kan kat ken kom kon kop kun lag leg les let los lot lul maa
  mag mam man mee mei men mes met mij mis moe mrt mvg nam nee nek net nog not nou nov nul oke okt oma ons oog ook oom opa oud pad pak pap pas pdf per
  pin red rij rol rot rug sep sir sla sms sta tas tel ten ter the thx tik toe tot typ uit uur val van ver via vol was wat weg wel wet wie wij wil wou
  yes you zag zak zal zat zee zeg zei zes zet zie zij zin zit zon zou zul zus acht alle arme auto baan baas band bang bank been belt bent best blij boek
  boom boos boot born cijf club code cool daar dame dank deal deed deel denk deur deze diep ding doch dode doel doen doet dood door drie druk echt eens
  effe eind elke enig erin erop eten even febr feit fijn film foto fout gaan gaat gang gast geef geen geld ging glas goed gooi goud grap haal haar haat
  half hand hard hart hebt heel heen heer heet held hele help hier hoef hoek hoge hond hoog hoop hoor houd huis hulp idee iets jaar jong jouw jurk kalm
  kans kant keek keer kent kerk keus kijk kind klas knap knop komt kont koop kort kost koud kunt kwam laat land lang last leeg leek lees leuk lief liep
  liet lift ligt lijk lijn link loop lukt maak maan maar maat mail mama meen meer meid mens mevr mijn miss mist moet mond mooi muur naam naar neef neem
  neer neus niet niks noem nope ogen okee onze ooit open orde oude ouwe over paar papa park past pijn plan plek punt raad raak raam raar reed reis rest
  rijk ring rode rond rust scan seks sept show site slag slim slot snap snel soms sorr spel spul stad stap stel stem stil stom stop stuk taak thee tien
  tijd tikt toch toen trek twee type typt uren vaak valt vast veel vele vent viel vier vijf vind vlak voel voet volg volk vond voor vorm vrij vuur waar
  want ware warm week weer wees weet welk wens werd werk wijn will wilt wist woon word zaak zeer zegt zelf zich ziek ziel zien ziet zijn zoek zoon zorg
  zult
`

/** Letters people use as words (u, 't, 'n, 'm, 's), unless they are spelling. */
const letterWords = 'i k m n o s t u z'

const ordinaryWords: ReadonlySet<string> = new Set(`${letterWords} ${words}`.trim().split(/\s+/))

/** Is this a word of the language rather than a piece of a code? */
export function isOrdinaryWord(text: string): boolean {
  return ordinaryWords.has(text.toLowerCase())
}
