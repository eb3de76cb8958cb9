import type { Readable } from './readable'
import { type Stretch, stretches } from './stretch'
import { anyOf, givenNames, officialTitles } from './words'

const particle = `(?:al|el|ben|bin|ibn|bint|bou|ould|ait|de|del|de la|de los|da|do|dos|das|di|du|van|von|der|le|la|abu|abd|st|mac|o|d')`
const part = String.raw`(?:${particle}[ '-]){0,2}\p{Lu}[\p{L}'’]{1,24}(?:-\p{L}[\p{L}'’]{1,24}){0,3}`
const initial = String.raw`(?:\p{Lu}\.[ -]?)`
const latinName = String.raw`(?<name>(?:${initial}){0,3}(?<first>${part})(?:[ \n]{1,2}(?:${initial}){0,2}${part}){0,4})`
/** With a capital letter and no other meaning, before a capital letter. */
const honorific = new RegExp(
  String.raw`(?<![\p{L}\p{N}.'’-])(?:Mr|Mrs|Ms|Mx|Miss|Messrs|Dr|Drs|Prof|Professor|Sheikh|Shaikh|Hajj|Haji|Imam|Sister|Mister|Mistress|Madam|MM|M(?=\.)|Mme|Mmes|Mlle|Mlles|Monsieur|Madame|Mademoiselle|Docteur|Docteure|Professeur|Professeure|Cheikh|Pr(?=\.)|Maitre|Mtre|El Hadj|Sr|Sra|Srta|Sres|Sras|Senor|Senora|Senorita|Don|Dona|Dra|Doctor|Doctora|Prof\.?ª|Lic|Licda|Ing|D\.ª|Dna)\.?[  \n]{1,2}(?:(?:Dr|Prof|Don|Dona|D)\.?[ ]{1,2})?${latinName}`,
  'dgu',
)
/** Senor and Senora in small letters, as Spanish and French write them. */
const honorificSmall = new RegExp(
  String.raw`(?<![\p{L}\p{N}.'-])(?:senor|senora|senorita|don|dona|monsieur|madame|mademoiselle|doctor|doctora|docteur|docteure|licenciado|licenciada|profesor|profesora|professeur|professor|mister|sheikh|cheikh|maitre)[ \n]${latinName}`,
  'dgu',
)
const shouted =
  /(?<![\p{L}\p{N}.'-])(?:MR|MRS|MS|MISS|DR|MME|MLLE|SR|SRA|SRTA)\.?[ ](?<name>(?<first>\p{Lu}{2,20})(?:[ -]\p{Lu}{2,20}){0,3})/dgu
/** Short forms that are nothing else, before a name in small letters. */
const honorificLow =
  /(?<![\p{L}\p{N}.'-])(?:mr|mrs|mme|mlle|sra|srta|messrs)\.?[ ](?<name>(?<first>\p{Ll}[\p{L}']{2,20})(?:[ ](?:al[ -])?\p{Ll}[\p{L}']{2,20})?)/dgu
const arabicHonorific =
  /(?<![\p{L}\p{N}])[وف]?(?:(?:ال|لل|بال|كال)(?:سيد|سيده|انسه|دكتور|دكتوره|استاذ|استاذه|شيخ|شيخه|حاج|حاجه|مهندس|مهندسه|حجي|حجه|سيدان|سيدين|مدام|طبيب|طبيبه|محامي|محاميه)|سيده|مدام|د\.|ا\.د\.|دكتور|دكتوره|استاذه|استاذ)[\s/]{1,3}(?<name>(?<first>[\u0621-\u064a]{2,15})(?:[\s-](?:عبد |ابو |ام |بن |بنت |ابن |ال)?[\u0621-\u064a]{2,15}){0,3})/dgu

const offices = anyOf(officialTitles)
const notNames = new RegExp(
  `^(?:${anyOf(`${officialTitles}|le|la|les|the|and|or|et|ou|de|des|y|o|sir|madam|madame|monsieur|dear|universe|world|who|that|is|was|in|of|to|has|had|she|he|que|qui|en|es|no|un|une|una|el|los|president|chairman|chair|speaker|x|y|z|xx|xxx|doe|smith|so-and-so|such|bosco|quijote|fulano|fulana|mengano|untel|unetelle|dupont durand|martens|who|watson|strangelove|congo|vice|deputy|excellency|excellence|excelencia|secretary|honourable|honorable|general|justice|judge|juge|juez|professor|professeur|doctor|officer|manager|teacher|nurse|midwife|worker|social|students?|members?|participants?|colleagues?|wrong|right|perfect|nobody|anyone|if|when|for|with|from|on|at|as|not|may|can|will|must|should`.replace(/\n/g, ''))})`,
  'u',
)
const arabicNotNames =
  /^(?:والساده|والسيده?|الساده|الوزيره?|الرييسه?|السفيره?|القنصل|الامين|الامينه|المديره?|المفوضه?|المحافظ|المنسقه?|الممثله?|المبعوث|المقرره?|النايبه?|الوالي|العام|الحامل|المسنه?|المذكوره?|المعنيه?|الاولي|العذراء|المريضه?|الفاضله?|الكريمه?|المحترمه?|التي|الذي|الذين|اللواتي|اللاتي|الي|من|في|عن|مع|ان|او|ثم|هو|هي|كان|كانت|قد|لا|لم|لن|هذا|هذه|تلك|ذلك|كل|اي|ما|حامل|مسنه|عامله|مهاجره|لاجيه|واحده|كبيره|اخري|شابه|متزوجه|ارمله|مطلقه|معيله|فلان|فلانه|س|ص|وزيره?|رييسه?|سفيره?|قنصل|امين|امينه العام|مدير|مديره|المسوول|المسووله|المشرف|المشرفه|الطبيب|القاضي|القاضيه|الجامعي|الجامعيه|المساعد|الزاير|المختص|المقيم|المناوب|والمهندس|والطبيب|المسيح|رجل|امراه|بيت|منزل|اعمال|الاعمال|الارض|الموقف|نفسه|نفسها|جامعي|جامعيه|يعمل|تعمل|قال|قالت|ذكر|الحاكم|الحاكمه)$/u
/** Places and institutions named after people. */
const namedAfter =
  /(?:hospital|clinic|road|street|avenue|ave|boulevard|square|bridge|school|university|college|airport|institute|foundation|award|prize|stadium|library|camp|park|museum|port|hopital|clinique|rue|place|pont|ecole|lycee|universite|aeroport|institut|fondation|prix|stade|hospital|clinica|calle|avenida|plaza|puente|escuela|colegio|universidad|aeropuerto|instituto|fundacion|premio|estadio|barrio|quartier|colonia|cathedrale|mosque|مستشفي|شارع|جامعه|مطار|كليه|مركز|مدرسه|مسجد|جامع|حي|مدينه|مخيم|جسر|ملعب|موسسه|جايزه|منطقه|مقام|بلده|طريق|ساحه|ميدان|ميناء|معهد|قريه)/u
const placeBefore = new RegExp(
  String.raw`(?<!\p{L})(?:ال|بال|لل|ب|ل|و)?${namedAfter.source}[\s,]{1,2}(?:(?:de|del|du|el|la|le|the|al|ال\p{L}+)\s){0,2}$`,
  'u',
)
const placeAfter = new RegExp(
  String.raw`^\s(?:memorial |general |university |regional |international )?${namedAfter.source}(?!\p{L})`,
  'u',
)
const function_ = String.raw`(?:of|for|the|to|in|at|on|and|de|la|le|les|du|des|d'|del|los|las|el|y|et|en|au|aux|a|chez|pour|para|l'|general|foreign|affairs|interior|labour|labor|health|state|united nations|adjoint|adjointe|adjunto|adjunta|deputy|acting|interim|special|permanent|resident|generale?|nations|unies|des nations unies|exteriores|relaciones|etrangeres|affaires|sr|sra|h\.e|s\.e|comision|comite|commission|committee|council|consejo|conseil|board|delegation|delegacion|mision|mission|asociacion|association|organizacion|organisation|organization|region|regional|national|nacional|republica|republique|republic|government|gobierno|gouvernement|oficina|office|bureau|department|departamento|migration|migracion|migraciones|policia|police|senado|senate|parliament|assembly|asamblea|assemblee|ministerio|ministere|ministry|embassy|embajada|ambassade|trabajo|travail|salud|sante|justicia|justice|defensa|defense|agency|agencia|agence|programa|programme|program|centro|centre|center|international|internacional)`
const officialBefore = new RegExp(
  String.raw`${offices}(?:[\s,]{1,2}(?:${function_}(?!\p{L})|(?:d'|l')\p{L}+|\p{L}+(?='s)'s)){0,10}[\s,:]{0,3}$`,
  'u',
)
/** Honours that only officials bear. */
const honours =
  /(?:h\.\s?e\.?|s\.\s?e\.?|s\.\s?exc\.?|excellency|excellence|excelencia|excmo\.?|excma\.?|excelentisimo|excelentisima|honou?rable|hon\.|rt\.? hon\.?|سعاده|معالي|فخامه|دوله|سماحه|جلاله|سمو|سيادة|سياده|غبطه|حضره)[\s,]{1,2}(?:the |le |la |el |l'|ambassad\p{L}{2,6} |senor |señor |don |mr\.? |ms\.? |m\.? |mme\.? |sr\.? |sra\.? |السيده? )?$/u
const officialAfter = new RegExp(
  String.raw`^\s?(?:[,(–-]\s?|\sas\s|\sen tant que\s|\scomo\s|\sen su calidad de\s|\sen qualite de\s|\s?بصفته?ا?\s|\s)(?:(?:the|la|le|l'|el|a|an|un|une|una|its|our|his|her)[\s-]{0,2})?(?:(?!(?:of|to|for|from|with|and|de|del|du|des|et|y|who|qui|que|met|whose)\s)[\p{L}'-]{1,14}[\s-]{1,2}){0,2}${offices}`,
  'u',
)
/** "Mr Lund of the labour ministry": who speaks for an institution. */
const ofInstitution =
  /^,?\s(?:of|from|at|du|de la|de l'|del|de)\s(?:the |la |el |l')?(?:\p{L}{2,14}\s){0,3}(?:ministry|department|embassy|consulate|unhcr|iom|icrc|ilo|oim|hcr|cicr|acnur|ministere|ambassade|consulat|ministerio|embajada|consulado|commission)(?!\p{L})/u
/** People whose name says their office. */
const wellKnown = anyOf(
  'guterres|antónio guterres|ban ki-moon|kofi annan|filippo grandi|grandi|tedros|tedros adhanom ghebreyesus|bachelet|michelle bachelet|volker türk|türk|amy pope|lazzarini|macron|biden|obama|trump|zelensky|zelenskyy|putin|merkel|غوتيريش|غوتيريس|غراندي|تيدروس|باشليه|ماكرون',
)
const famous = new RegExp(`^(?:antonio )?${wellKnown}`, 'u')

/** Names after Mr, Mme, Sra., السيدة and the like; not of officials in their role, nor of places. */
export function findNames({ text, low }: Readable): Stretch[] {
  const found: Stretch[] = []
  for (const pattern of [honorific, honorificSmall, shouted]) {
    for (const match of text.matchAll(pattern)) {
      if (
        pattern === honorific &&
        /^M\./.test(match[0]) &&
        /(?:\p{Lu}\.\s?|\p{Lu}\p{Ll}+,\s)$/u.test(text.slice(Math.max(0, match.index - 24), match.index))
      )
        continue
      if (
        pattern === honorificSmall &&
        /^[dp](?:on|rof)/.test(match[0]) &&
        /^(?:quichotte|quijote)/i.test(match.groups?.name ?? '')
      )
        continue
      take(match)
    }
  }
  for (const match of low.matchAll(honorificLow))
    if (/\p{Ll}/u.test(text[match.indices?.groups?.name?.[0] ?? 0] ?? '')) take(match)
  for (const match of low.matchAll(arabicHonorific)) {
    if (!arabicNotNames.test(match.groups?.first ?? '')) take(match, true)
  }
  return found

  function take(match: RegExpMatchArray, arabic = false) {
    const [start, end] = match.indices?.groups?.name ?? [0, 0]
    const at = match.index ?? 0
    const name = low.slice(start, end)
    const before = low.slice(Math.max(0, at - 100), at)
    const after = low.slice(end, end + 90)
    if (!arabic && notNames.test(match.groups?.first?.toLowerCase() ?? '')) return
    if (famous.test(name) || placeBefore.test(before) || (!arabic && (placeAfter.test(after) || placeLast.test(name))))
      return
    const titles = arabic ? before : plainOffices(text.slice(Math.max(0, at - 100), at))
    const addressed = /^[وف]?(?:لل|بال|كال)/u.test(match[0])
    if (isOfficial(titles, name, after, arabic && !addressed)) return
    found.push({ kind: 'name', start, end: arabic ? start + arabicNameLength(low.slice(start, end)) : end })
  }
}

const placeLast = new RegExp(String.raw`\s${namedAfter.source}$`, 'u')

/** In small letters, with names of places and bodies as "of": "Minister of Labour of Laos" is one title. */
const plainOffices = (before: string) =>
  before.replace(/\p{Lu}[\p{L}.'-]*/gu, (word) => (kept.test(word.toLowerCase()) ? word.toLowerCase() : 'of'))
const kept = new RegExp(`${offices}|excellen|excelen|excm|hon|s\\.e|h\\.e`, 'u')

function isOfficial(before: string, name: string, after: string, arabic: boolean): boolean {
  if (honours.test(before) || officialBefore.test(before) || officialAfter.test(after) || ofInstitution.test(after))
    return true
  if (!arabic) return false
  return arabicTitleBefore.test(before) || arabicTitleWithin.test(name)
}

const arabicTitleBefore = new RegExp(String.raw`${offices}(?:\s(?!مع|الي|من|علي|عن)\p{L}{2,14}){0,5}[\s,:]{1,2}$`, 'u')
const arabicTitleWithin = new RegExp(String.raw`\s${offices}`, 'u')

/** A name of two words, three with a particle: what follows in Arabic is mostly the sentence. */
function arabicNameLength(name: string): number {
  const words = name.split(/(?<=[\s-])/u)
  const count = /^(?:عبد|ابو|ام)\s/u.test(name) || /^\S+\s(?:عبد|ابو|بن|بنت|ابن)\s/u.test(name) ? 3 : 2
  return words.slice(0, count).join('').trimEnd().length
}

const full = String.raw`(?<name>(?<first>\p{Lu}[\p{Ll}'’]{1,20}(?:-\p{Lu}\p{Ll}{1,20})?)(?:[ ](?:(?:al|el|ben|bin|ibn|bint|de|del|de la|van|von)[ -])?\p{Lu}[\p{L}'’-]{1,24}){1,3})`
const done =
  'detained|arrested|abducted|kidnapped|tortured|killed|shot|wounded|injured|deported|raped|assaulted|released|interrogated|taken|beaten|executed|imprisoned|captured|disappeared|missing|held|forcibly|conscripted|rescued|smuggled|evacuated|transferred|trafficked|seen'
const fait =
  'arrete|detenu|enleve|kidnappe|torture|tue|blesse|expulse|viole|libere|interroge|emmene|battu|execute|emprisonne|capture|porte|incarcere|evacue|abattu|refoule|relache|recrute'
const hecho =
  'detenid|arrestad|secuestrad|torturad|asesinad|herid|deportad|violad|liberad|interrogad|golpead|ejecutad|encarcelad|capturad|desaparecid|rescatad|evacuad|trasladad|llevad|reclutad'
const fates = [
  new RegExp(
    String.raw`(?<![\p{L}.])${full}(?:,[^,.\n]{1,60},|\s\([^)\n]{1,40}\))?\s(?:(?:was|were|has been|had been|is being|is|are|got|remains|went)\s(?:also |then |again |later |reportedly |still |being |forcibly )?(?:${done})|disappeared|went missing|fled|escaped|is hiding|hides|testified|witnessed)(?!\p{L})`,
    'dgu',
  ),
  new RegExp(
    String.raw`(?<![\p{L}.])${full}(?:,[^,.\n]{1,60},)?\s(?:a|ont|avait|est|reste|aurait)\s(?:ete\s|aussi |encore )?(?:${fait}|disparu|fui|temoigne|cache)\p{L}{0,3}(?!\p{L})`,
    'dgu',
  ),
  new RegExp(
    String.raw`(?<![\p{L}.])${full}(?:,[^,.\n]{1,60},)?\s(?:fue|fueron|ha sido|habia sido|esta|sigue|permanece|quedo|resulto|se encuentra)\s(?:${hecho})[oa]s?(?!\p{L})|(?<![\p{L}.])(?:[Dd]etuvieron|[Ss]ecuestraron|[Aa]rrestaron|[Tt]orturaron|[Aa]sesinaron|[Dd]eportaron)\s+a\s+(?<name2>\p{Lu}\p{Ll}{1,20}(?:\s\p{Lu}\p{Ll}{1,20}){1,3})`,
    'dgu',
  ),
  new RegExp(
    String.raw`(?<!\p{L})(?:detained|arrested|abducted|kidnapped|tortured|killed|shot|deported|hiding|sheltering|smuggled|(?:named|called|name is|names are|known as|identified as|nomme|nommee|appele|appelee|s'appelle|surnomme|llamado|llamada|se llama|de nombre|identificado como|identificada como|arrete|enleve|cache))\s{1,2}${full}`,
    'dgu',
  ),
]
const arabicFates = new RegExp(
  String.raw`(?<!\p{L})[وف]?(?:اعتقل\p{L}{0,3}|اعتقال|احتجز\p{L}{0,3}|احتجاز|اختطف\p{L}{0,3}|اختطاف|خطف\p{L}{0,2}|قتل\p{L}{0,2}|مقتل|اصيب\p{L}{0,2}|عذب\p{L}{0,2}|تعذيب|رحل\p{L}{0,2}|ترحيل|توقيف|اوقف\p{L}{0,2}|افرج عن|اغتصب\p{L}{0,2}|اسمه|اسمها|يدعي|تدعي|يختبي|تختبي|اختفي|اختفت|اعدم\p{L}{0,2})\s(?:(?:المواطنه?|الشابه?|العامله?|المهاجره?|اللاجيه?|الناشطه?|المدعوه?|الصحفيه?)\s)?(?<name>${anyOf(givenNames)}\s[\u0621-\u064a]{2,15}(?:\s[\u0621-\u064a]{2,15})?)`,
  'dgu',
)
const arabicFatesAfter = new RegExp(
  String.raw`(?<name>${anyOf(givenNames)}\s(?:ال)?[\u0621-\u064a]{2,15})\s(?:اعتقل|اعتقلت|احتجز|احتجزت|اختطف|اختطفت|قتل|قتلت|اختفي|اختفت|معتقل|معتقله|محتجز|محتجزه|مختطف|مختطفه|تعرض|تعرضت|رحل|رحلت)(?!\p{L})`,
  'dgu',
)
const notPeople =
  /(?:^|[\s-])(?:the|islamic|state|states|army|government|police|red|cross|united|nations|north|south|east|west|northern|southern|eastern|western|central|city|province|district|region|village|camp|river|republic|kingdom|ministry|embassy|committee|council|commission|agency|organi[sz]ation|international|national|all|many|some|several|two|three|most|these|those|three|four|five|hundreds?|thousands?|dozens?|migrants?|workers?|women|men|children|refugees?|saudi|arabia|sri|lanka|el salvador|costa|rica|new|san|santa|sierra|leone|burkina|faso|ivory|coast|hong|kong|abu|dhabi|kuwait|tel|aviv|human|rights|watch|amnesty|medecins|croix|rouge|cruz|roja|nations|unies|naciones|unidas|estados|unidos|etats|unis|guinea|gulf|road|street|bank|gaza|when|after|before|while|once|if|in|on|at|as|los|las|les|des|una|dos|tres|cuando|despues|nobody|everyone|none|security|forces|front|party|university|hospital|school|airport|port|sea|ocean|valley|mount|lake|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|guideline|lesson|session|practice|annex|section|chapter|phase)(?:$|[\s'-])/u
const publicDeed = new RegExp(String.raw`${offices}(?:[\s,]{1,2}${function_}){0,6}[\s,]{0,2}$`, 'u')

/** Bare full names beside what was done to somebody: dangerous in a conflict. */
export function findFates({ text, low }: Readable): Stretch[] {
  const found: Stretch[] = []
  for (const pattern of fates) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = match.indices?.groups?.name ?? match.indices?.groups?.name2 ?? [0, 0]
      if (
        notPeople.test(low.slice(start, end)) ||
        publicDeed.test(low.slice(Math.max(0, start - 80), start)) ||
        officialAfter.test(low.slice(end, end + 90)) ||
        famous.test(low.slice(start, end))
      )
        continue
      if (
        notPeople.test(low.slice(Math.max(0, start - 5), start).trimStart()) &&
        /the\s$/.test(low.slice(Math.max(0, start - 5), start))
      )
        continue
      found.push({ kind: 'name', start, end })
    }
  }
  return [...found, ...stretches('name', arabicFates, low, 'name'), ...stretches('name', arabicFatesAfter, low, 'name')]
}
