import type { Cues } from './cues'
import type { Readable } from './readable'
import { type Stretch, stretches } from './stretch'
import { anyOf, monthNames } from './words'

const passports = anyOf(
  'passport*|passport no|passport number|travel document|laissez-passer|passeport*|titre de voyage|document de voyage|pasaporte*|documento de viaje|salvoconducto|جواز سفر|جواز السفر|جواز|جوازه|جوازها|جواز سفره|جواز سفرها|وثيقة سفر|وثيقة السفر|pasport|ppt',
)
const identities = anyOf(
  `national id|national identity|aadhaar|aadhar|cnic|nid|bvn|philid|pan card|tin|hukou|id card|id number|id no|id nr|identity card|identity number|identity document|identification number|id|residence permit|residence card|residency|residency permit|residency card|iqama|work permit|visa|visa number|visa no|entry permit|alien number|a-number|alien registration|ssn|social security|social security number|nin|national number|tax id|driving licence|driver's license|driver's licence|driving license|seaman's book|seafarer|birth certificate|marriage certificate|personal number|biometric number|fingerprint id|employee id|staff id|emirates id|qid|civil id|kartu|
carte d'identité|carte nationale|carte d'identité nationale|cni|cin|carte de séjour|titre de séjour|permis de séjour|permis de travail|permis de conduire|carte consulaire|carte de résident|récépissé|numéro national|numéro d'identité|numéro d'identification|sécurité sociale|numéro étranger|agdref|nir|acte de naissance|pièce d'identité|visa numéro|
cédula|c.i.|ci|rut|rfc|cuil|cédula de identidad|cédula de ciudadanía|dni|nie|nif|curp|ine|dui|dpi|documento de identidad|documento nacional|carné de identidad|carnet|carné|tarjeta de residencia|tarjeta de identidad|tarjeta roja|permiso de residencia|permiso de trabajo|número de identidad|número de identificación|identidad|seguridad social|licencia de conducir|acta de nacimiento|matrícula consular|tie|
هوية|الهوية|هويته|هويتها|رقم الهوية|بطاقة|بطاقته|بطاقتها|بطاقة تعريف|البطاقة الوطنية|الرقم الوطني|رقمه الوطني|رقمها الوطني|الرقم القومي|رقم قومي|رقمها القومي|إقامة|الإقامة|إقامته|إقامتها|رقم الإقامة|تأشيرة|التأشيرة|تصريح العمل|تصريح عمل|رخصة القيادة|رخصة قيادة|شهادة ميلاد|شهادة الميلاد|الضمان الاجتماعي|القيد|رقم القيد|بطاقة التعريف الوطنية`.replace(
    /\n/g,
    '',
  ),
)
const cases = anyOf(
  `case no|case number|case nr|case id|case ref|case reference|case file|case|file no|file number|file ref|file|registration no|registration number|registration|asylum case|asylum claim|asylum file|asylum application|claim number|claim no|application number|application no|unhcr number|unhcr no|unhcr id|unhcr case|unhcr registration|unhcr certificate|unhcr card|progres|progres id|proGres|individual number|household number|family number|beneficiary number|beneficiary id|ration card|docket|docket number|complaint number|complaint no|police report|detainee number|detainee no|detainee|prisoner number|patient number|patient id|medical record|medical record number|mrn|protection case|
dossier|numéro de dossier|n° de dossier|dossier numéro|réf dossier|demande d'asile|affaire|numéro d'affaire|numéro de cas|cas numéro|cas|enregistrement|numéro d'enregistrement|numéro d'inscription|attestation hcr|certificat hcr|numéro hcr|écrou|numéro d'écrou|numéro de patient|numéro de bénéficiaire|carte de ration|procès-verbal|référence dossier|numéro individuel|certificat de réfugié|attestation de demandeur|
expediente|número de expediente|caso|caso número|número de caso|solicitud|solicitud de asilo|número de solicitud|registro|número de registro|causa|denuncia|número de denuncia|certificado acnur|número acnur|folio|constancia|historia clínica|número de beneficiario|trámite|número individual|carpeta|
ملف|ملفه|ملفها|الملف|رقم الملف|رقم ملفه|رقم ملفها|ملف رقم|قضية|القضية|رقم القضية|الحالة|حالة|رقم الحالة|رقم الطلب|طلب اللجوء|طلب|رقم التسجيل|تسجيل|التسجيل|شهادة المفوضية|رقم المفوضية|بطاقة المفوضية|رقم المستفيد|محضر|رقم المحضر|السجل|رقم السجين|الرقم الفردي`.replace(
    /\n/g,
    '',
  ),
)

const link = String.raw`(?:[\s:#=\-.,("'°/[]{0,4}(?:(?:no|nos|num|numero|number|numbers|numeros|nr|n|id|ref|reference|referencia|card|code|document|file|certificate|is|was|were|are|es|est|era|etait|with|the|a|an|her|his|my|their|su|son|sa|mi|de|del|du|el|la|le|of|holder|holding|bearing|under|al|como|que|carries|reads|says|lleva|porte|portant|ending|registered|registrada?|enregistre\p{L}{0,2}|sous|bajo|con|avec|valid|valide|serie|series|series no|رقم|رقمه|رقمها|الرقم|هو|هي|برقم|ذو|ذات|يحمل|تحمل|تحت|سفر|السفر|الخاص|الصادر|صاحب|صاحبه)(?![\p{L}\p{N}]))){0,5}[\s:#=\-.,("'°/[]{0,4}`
const token = String.raw`(?<id>(?:(?:[a-z\d][ .*_-]){5,16}[a-z\d]|[a-z]{0,5}[-/ .]{0,2}\d[a-z\d]{0,20}(?:[-/. ]{1,2}[a-z\d]{0,3}\d[a-z\d]{0,14}){0,6}(?:[-/][a-z]{1,3})?))(?![\p{L}\p{N}])`
const numbered = (words: string) => new RegExp(`${words}(?<link>${link})${token}`, 'dgu')
const passportNumber = numbered(passports)
const identityNumber = numbered(identities)
const caseNumber = numbered(cases)
/** "AB1234567 (passport)": the word stands after. */
const before =
  /(?<![\p{L}\p{N}/-])(?<id>[a-z]{1,3}[- ]?\d{5,9})(?![\p{N}])[\s,("'-]{1,4}(?:\p{L}{1,12}\s){0,2}?(?:passport|passeport|pasaporte|جواز)/dgu

/** Forms that are hardly anything else, in the letters as written. */
const forms = [
  /(?<![\p{L}\p{N}/.-])[A-Z]{1,2}\d{7,8}(?![\p{L}\p{N}/-])/gu,
  /(?<![\p{L}\p{N}/.-])[A-Z]\d{8}(?![\p{L}\p{N}/-])/gu,
  /(?<![\p{L}\p{N}/.-])\d{2}[A-Z]{2}\d{5}(?![\p{L}\p{N}/-])/gu,
  /(?<![\p{L}\p{N}/.-])[XYZ]-?\d{7}-?[A-Z](?![\p{L}\p{N}])/gu,
  /(?<![\p{L}\p{N}/.-])\d{8}-?[A-HJ-NP-TV-Z](?![\p{L}\p{N}])/gu,
  /(?<![\p{L}\p{N}])[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d(?![\p{L}\p{N}])/gu,
  /(?<![\p{N}+-])\d{3}-\d{2}-\d{4}(?![\p{N}-])/gu,
  /(?<![\p{N}+-])\d{5}-\d{7}-\d(?![\p{N}-])/gu,
  /(?<![\p{L}\p{N}])\d{3}-\d{2}C\d{5}(?!\p{N})/gu,
  /(?<![\p{L}\p{N}])[A-Z]{3}-\d{8}(?!\p{N})/gu,
  /(?<![\p{N}+.-])[12] ?\d{2} ?(?:0[1-9]|1[0-2]|20) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3}(?: ?\d{2})?(?![\p{N}])/gu,
  /(?<![\p{N}+.-])[23]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:0[1-4]|[1-3]\d|88)\d{5}(?!\p{N})/gu,
  /P<[A-Z]{3}[A-Z<]{5,39}|(?<![A-Z\d])[A-Z\d<]{9}\d[A-Z]{3}\d{7}[MFX<]\d{7}/gu,
]

/** Passport, identity and case numbers. */
export function findIdentities(
  { text, low }: Readable,
  cues: Cues,
  exempt: (start: number, end: number) => boolean,
): Stretch[] {
  const found: Stretch[] = []
  const take = (kind: 'identity' | 'case', pattern: RegExp, least: number) => {
    for (const match of low.matchAll(pattern)) {
      const [start, end] = match.indices?.groups?.id ?? [0, 0]
      const id = trimToken(low.slice(start, end))
      const digits = id.replace(/\D/g, '').length
      if (digits < least || id.length > 40) continue
      const link = match.groups?.link ?? ''
      const named =
        /(?:no|num|number|nr|id|n)(?![\p{L}])|[:#°]|رقم/u.test(link) ||
        /(?:no|number|numero|id|رقم)\P{L}*$/u.test(low.slice(match.index, start))
      if (/^\d{1,3}(?:[ .,]\d{3})+$/.test(id) && !named && (kind === 'case' || !/^\d{1,2}(?:\.\d{3}){2,3}$/.test(id)))
        continue
      if (/^(?:19|20)\d{2}(?:\s?[-/]\s?\d{2,4})?$/.test(id)) continue
      if (kind === 'case' && !named && digits < 5 && !/[a-z]/.test(id)) continue
      if (kind === 'case' && publicCase(low, match.index, end)) continue
      if (looksLikeDate(id) || (exempt(start, start + id.length) && !/[a-z]/.test(id) && !named)) continue
      if (
        /^\s?(?:people|persons|migrants|cases|were|are|have|had|personnes|personas|شخص|حاله|pages|issued|delivered)/u.test(
          low.slice(end, end + 20),
        ) &&
        !/[a-z]/.test(id)
      )
        continue
      found.push({ kind, start, end: start + id.length })
    }
  }
  take('identity', passportNumber, 5)
  take('identity', identityNumber, 5)
  take('case', caseNumber, 4)
  found.push(...stretches('identity', before, low, 'id'))
  for (const form of forms) {
    for (const one of stretches('identity', form, text)) {
      const around = low.slice(Math.max(0, one.start - 30), one.start)
      if (
        exempt(one.start, one.end) ||
        /(?:form|model|grant|project|ref|reference|document|doc|contract|invoice|tender|isbn|batch|lot|version|flight|sku|serial|code|appeal|norm|iso)\P{L}{0,6}(?:no|number|n)?\P{L}{0,3}$/u.test(
          around,
        )
      )
        continue
      if (cues.isPublic(one.start, one.end) && /phone|tel|line|hotline/.test(around)) continue
      found.push(one)
    }
  }
  return found
}

/** Cuts what a token took of the words after it. */
const trimToken = (id: string): string =>
  id.replace(/[\s./,-]+$/u, '').replace(/\s\D*$/u, (tail) => (/\d/.test(tail) ? tail : ''))

const looksLikeDate = (id: string) =>
  /^\d{1,2}([-/.])\d{1,2}\1\d{2,4}$/.test(id) || /^(?:19|20)\d{2}([-/.])\d{1,2}\1\d{1,2}$/.test(id)

/** Judgments, and cases of courts and supervisory bodies, are known by their numbers. */
const publicCase = (low: string, start: number, end: number) =>
  /(?:court|tribunal|cour|corte|echr|cedh|cjeu|cjue|icj|cij|ilo|oit|iachr|icc|cpi|judgment|judgement|arret|sentencia|jurisprudence|محكمه|committee|comite|supreme|constitutional)[^.\n]{0,60}$/u.test(
    low.slice(Math.max(0, start - 80), start),
  ) ||
  /^[^.\n]{0,30}(?:\sv\.?\s|\svs\.?\s|\sc\.\s|court|tribunal|cour |corte|judgment|arret|sentencia|ضد|محكمه)/u.test(
    low.slice(end, end + 60),
  )

const born = anyOf(
  `b.|born|born on|born in|date of birth|birth date|birthdate|birthday|dob|d.o.b|d.o.b.|b.d.|bday|né|née|né le|née le|nés le|née en|né en|date de naissance|naissance|ddn|d.d.n|anniversaire|nacido|nacida|nació|fecha de nacimiento|fecha nac|fec. nac|nacimiento|f. nac|f. nac.|f.n.|cumpleaños|
مواليد|ولد|ولدت|وُلد|مولود|مولودة|المولود|المولودة|تاريخ الميلاد|تاريخ ميلاده|تاريخ ميلادها|تاريخ الولادة|تاريخ ولادته|تاريخ ولادتها|تولد|من مواليد|ميلاده|ميلادها|الميلاد`.replace(
    /\n/g,
    '',
  ),
)
const month = anyOf(monthNames)
const numeric = String.raw`\d{1,4}\s?[-/. ]\s?\d{1,2}\s?[-/. ]\s?\d{1,4}`
const spelled = String.raw`(?:\d{1,2}(?:st|nd|rd|th|er|°)?[\s.,/-]{0,3}(?:of |de |d'|من )?(?:شهر )?${month}\.?[\s.,/-]{0,3}(?:de |del |سنه |عام )?\d{2,4}|${month}\.?\s{1,2}\d{1,2}(?:st|nd|rd|th)?,?\s{1,2}(?:de |del )?\d{4}|${month}\.?[\s/-]{1,2}(?:de |del |of )?(?:1[3-9]|20)\d{2}|\d{1,2}[/-](?:19|20)\d{2}|\d{8})`
const birth = new RegExp(
  String.raw`${born}(?<link>[\s:=("'.,-]{0,4}(?:(?:on|in|the|le|en|el|dia|is|was|est|es|era|a|في|بتاريخ|يوم|هو|هي|at|to|of|of:|her|his|their|su|del|de|\p{L}{2,14})[\s:,]{1,3}){0,5})(?<date>${spelled}|${numeric})`,
  'dgu',
)
const dateThenBorn = new RegExp(
  String.raw`(?<date>${spelled}|${numeric})[\s,("-]{1,4}(?:\(?(?:dob|d\.o\.b|date of birth|date de naissance|fecha de nacimiento|تاريخ الميلاد))`,
  'dgu',
)
const range =
  /(?<!\p{L})(?:after|before|since|until|between|by|from|apres|avant|depuis|jusqu|entre|despues|antes|desde|hasta|بعد|قبل|منذ|بين|بدءا)(?!\p{L})/u
const institutionBorn =
  /(?:organi[sz]ation|convention|association|network|initiative|agency|movement|union|project|idea|network|organisation|asociacion|red|iniciativa|réseau|reseau|منظمه|اتفاقيه|مبادره|programme|program)\s(?:was |est |es |fue |a ete )?$/u

/** Dates of birth: full dates, or month and year, after a word that says what they are. */
export function findBirths({ low }: Readable): Stretch[] {
  return [...low.matchAll(birth), ...low.matchAll(dateThenBorn)].flatMap((match) => {
    if (
      range.test(match.groups?.link ?? '') ||
      institutionBorn.test(low.slice(Math.max(0, match.index - 40), match.index))
    )
      return []
    const [start, end] = match.indices?.groups?.date ?? [match.index, match.index]
    return [{ kind: 'birth' as const, start, end }]
  })
}

const iban = /(?<![\p{L}\p{N}])[A-Za-z]{2}[ .-]?\d{2}(?:[ .-]{0,2}[A-Za-z\d]){11,30}/gu
const labelledIban =
  /(?<![\p{L}])(?:iban|rib|ccp|swift account|bank account|account (?:no|number)|compte (?:bancaire|n|numero)|numero de compte|cuenta (?:bancaria|n|numero)|numero de cuenta|clabe|cbu|ايبان|الايبان|رقم الحساب|حساب بنكي|حسابه|حسابها|حساب رقم)[\s:#=.°-]{0,4}(?:(?:no|number|numero|n|is|es|est|رقم|البنكي|هو)[\s:#=.°-]{1,3}){0,3}(?<id>[a-z]{0,2}\d(?:[ .-]{0,2}[a-z]{0,4}\d){7,29})/dgu
const card = /(?<![\p{N}.+-])(?:[3-6]\d{3}([ -]?)\d{4}\1\d{4}\1\d{4})(?!\p{N})/gu
/** The word alone, before a number as long as those of accounts. */
const longAccount =
  /(?<!\p{L})(?:account|compte|cuenta|حساب|الحساب)[\s:#°.-]{1,4}(?<id>\d(?:[ -]?\d){13,29})(?!\p{N})/dgu
const gifts =
  /donat|dons?(?!\p{L})|donaci|donativo|تبرع|fund|appeal|fees|red cross|croix-rouge|cruz roja|هلال|foundation|fondation|fundacion/u

/** International bank account numbers (ISO 13616), by their check digits or their name; bank cards by Luhn's. */
export function findAccounts({ text, low }: Readable, cues: Cues): Stretch[] {
  const found: Stretch[] = []
  for (const { index, 0: match } of text.matchAll(iban)) {
    const length = ibanLength(match)
    if (length) found.push({ kind: 'account', start: index, end: index + length })
  }
  for (const one of stretches('account', labelledIban, low, 'id')) {
    const id = low.slice(one.start, one.end).replace(/[^a-z\d]/g, '')
    if (!/(\d)\1{7}/.test(id)) found.push(one)
  }
  found.push(...stretches('account', longAccount, low, 'id'))
  for (const one of stretches('account', card, text)) {
    if (luhn(text.slice(one.start, one.end).replace(/\D/g, ''))) found.push(one)
  }
  return found.filter(
    ({ start, end }) => !gifts.test(low.slice(Math.max(0, start - 100), end + 40)) || !cues.isPublic(start, end),
  )
}

/** Of the registry of IBANs (SWIFT), and of countries that use them without being in it. */
const lengths = new Map(
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30 DZ26 MA28 SN28 CI28 ML28 CM27 BF28 BJ28 TG28 NE28 MG27 AO25 CV25 MZ25 IR26'
    .split(' ')
    .map((one) => [one.slice(0, 2), Number(one.slice(2))] as const),
)

/** Signs of the longest beginning that is an IBAN, spaces included; 0 where none is. */
function ibanLength(match: string): number {
  const places: number[] = []
  for (let at = 0; at < match.length; at++) if (/[A-Za-z\d]/.test(match[at] as string)) places.push(at)
  const plain = places
    .map((at) => match[at])
    .join('')
    .toUpperCase()
  for (let length = Math.min(34, plain.length); length >= 15; length--) {
    if (lengths.get(plain.slice(0, 2)) === length && mod97(plain.slice(0, length)) === 1)
      return (places[length - 1] as number) + 1
  }
  return 0
}

function mod97(account: string): number {
  let rest = 0
  for (const sign of account.slice(4) + account.slice(0, 4)) {
    const value = /\d/.test(sign) ? sign : String(sign.charCodeAt(0) - 55)
    for (const figure of value) rest = (rest * 10 + Number(figure)) % 97
  }
  return rest
}

function luhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const figure = Number(digits[digits.length - 1 - at]) * (at % 2 === 1 ? 2 : 1)
    sum += figure > 9 ? figure - 9 : figure
  }
  return sum % 10 === 0
}

const imo =
  /(?<!\p{L})imo(?:\s?(?:no|number|num|numero|n|id|ship number|رقم))?[\s:#.°-]{0,4}(?<id>\d(?:\s?\d){6})(?!\p{N})/dgu
const mmsi =
  /(?<!\p{L})mmsi(?:\s?(?:no|number|num|numero|n|id|رقم|code))?[\s:#.°-]{0,4}(?:is |es |est |era )?(?<id>\d(?:\s?\d){8})(?!\p{N})/dgu
const ship =
  /(?<!\p{L})(?:vessel|ship|boat|navire|bateau|buque|barco|embarcacion|سفينه|قارب|مركب)[^.\n]{0,40}?(?:imo|mmsi|رقم)[\s:#.°-]{0,4}(?<id>\d{7}|\d{9})(?!\p{N})/dgu
const callSign =
  /(?<!\p{L})(?:call sign|callsign|indicatif d'appel|indicatif|distintivo de llamada|نداء)[\s:#.-]{0,4}(?<id>[a-z\d]{4,7})(?![\p{L}\p{N}])/dgu

export const findVessels = ({ low }: Readable): Stretch[] => [
  ...stretches('vessel', imo, low, 'id'),
  ...stretches('vessel', mmsi, low, 'id'),
  ...stretches('vessel', ship, low, 'id'),
  ...stretches('vessel', callSign, low, 'id').filter(({ start, end }) => /\d/.test(low.slice(start, end))),
]

const plateWords = anyOf(
  "plate|plates|number plate|number plates|licence plate|license plate|licence plates|license plates|plate number|plate no|registration plate|vehicle registration|car registration|registration|reg no|reg|registered|plaque|plaques|plaque d'immatriculation|immatriculation|immatriculé|immatriculée|immatriculés|numéro d'immatriculation|matricule|matrícula|matrículas|matriculado|matriculada|placa|placas|patente|patentes|dominio|chapa|لوحة|لوحته|لوحتها|لوحات|رقم اللوحة|لوحة رقم|اللوحة|نمرة|رقم السيارة|رقم المركبة|تحمل لوحة",
)
const plateForm = String.raw`(?<id>(?:[a-z]{1,4}[ ·./|-]{0,3}\d{1,5}(?:[ ·./|-]{0,3}[a-z\d]{1,4}){0,2}|\d{1,6}[ ·./|-]{0,3}[a-z]{1,4}(?:[ ·./|-]{0,3}\d{1,4}){0,2}|\d{2,6}[ ·/|-]{1,3}(?:[\u0621-\u064a] ?){1,3}[ ·/|-]{0,3}\d{0,4}|(?:[\u0621-\u064a] ){1,3}(?:[-|/] ?)?\d{2,6}|\d{2,6} (?:[\u0621-\u064a] ?){1,3}|\d{4,7}|\d{2,3}[ -]?tunis?[ -]?\d{2,4}|\d{2,3} ?تونس ?\d{2,4}|\d{1,3}[- ]\d{2,6}(?:[- ]\d{1,3})?))(?![\p{L}\p{N}])`
const plateLink = String.raw`(?:[\s:#=.,("'°-]{0,4}(?:(?:no|num|numero|number|nr|n|was|is|with|the|reads?|reading|es|est|era|con|de|del|du|el|la|le|as|como|en|رقم|رقمها|رقمه|هو|تحمل|السياره|المركبه|الحافله|الشاحنه|of the (?:car|bus|truck|van)|del (?:coche|camion|vehiculo|bus)|de la (?:voiture|camionnette|camioneta))(?![\p{L}\p{N}]))){0,5}[\s:#=.,("'°-]{0,4}`
const plate = new RegExp(plateWords + plateLink + plateForm, 'dgu')
const vehicles = anyOf(
  'car|bus|minibus|truck|van|pickup|pick-up|lorry|taxi|vehicle|vehicles|jeep|motorbike|motorcycle|voiture|camion|camionnette|bus|autocar|fourgon|minibus|véhicule|taxi|moto|coche|carro|auto|camión|camioneta|autobús|furgoneta|vehículo|combi|taxi|moto|motocicleta|سيارة|سيارته|شاحنة|حافلة|باص|ميكروباص|مركبة|فان|تاكسي|دراجة',
)
const platesNear =
  /(?<![\p{L}\p{N}/-])(?:[a-z]{2}[- ]?\d{3}[- ]?[a-z]{2}|\d{4}[- ]?[b-df-hj-np-tv-z]{3}|[a-z]{2,3}[- ]\d{2,5}(?:[- ][a-z]{1,3})?|[a-z]{3}[- ]?\d{3,4}|\d{3}[- ][a-z]{3}|\d{1,6}[- ][a-z]{1,2}[- ]\d{1,2}|\d{1,5}[ -][\u0621-\u064a][ -]\d{1,2})(?![\p{L}\p{N}/-])/gu
const plateStrict =
  /(?<![\p{L}\p{N}/-])(?:[A-Z]{2}-\d{3}-[A-Z]{2}|\d{4} ?[B-DF-HJ-NP-TV-Z]{3}|[A-Z]{2}\d{2} [A-Z]{3})(?![\p{L}\p{N}/-])/gu

export function findVehicles(
  { text, low }: Readable,
  conflict: boolean,
  exempt: (start: number, end: number) => boolean,
): Stretch[] {
  const found = stretches('vehicle', plate, low, 'id').filter(({ start, end }) => {
    const id = low.slice(start, end)
    if (/^(?:19|20)\d{2}$/.test(id) || !/\d/.test(id)) return false
    const word = low.slice(Math.max(0, start - 40), start)
    if (
      /^\d+$/.test(id) &&
      /(?:registr|matricule|reg|patente|dominio|chapa)\p{L}{0,6}\P{L}{0,8}(?:\p{L}{1,8}\s){0,3}$/u.test(word)
    )
      return new RegExp(vehicles, 'u').test(low.slice(Math.max(0, start - 80), end + 20)) && id.length >= 4
    if (/(?:registered|registr|reg)\P{L}{0,4}(?:\p{L}{1,4}\s){0,3}$/u.test(word))
      return /[a-z]/.test(id) && new RegExp(vehicles, 'u').test(low.slice(Math.max(0, start - 80), end + 30))
    return id.replace(/[^a-z\d\u0621-\u064a]/g, '').length >= 4 && !/^\d{1,3} (?:[a-z]{2,4}|in|of|de|en)$/.test(id)
  })
  const near = new RegExp(`${vehicles}[^.!?\\n]{0,50}$`, 'u')
  for (const one of stretches('vehicle', platesNear, low)) {
    const id = low.slice(one.start, one.end)
    if (
      /^(?:a|no|of|in|to|at|by|on|an|or|de|en|et|le|la|el|un|y|al|du|is|as|us|eu|un|km|the|and|for|was|had|all|its|des|les|sur|par|con|por|los|las|una|del|que|usd|eur|mxn|age|iso|co|covid|over|some|with|from|h|hs|min|kg)[ -]?\d/u.test(
        id,
      ) ||
      /\d ?(?:km|kms|kmh|kph|min|mins|day|and|the|had|was|men|for|got|who|per|usd|eur|mxn|pas|des|les|del|con|por|que|sur|dun|hrs|pm|am|mph|kgs|lbs)$/u.test(
        id,
      )
    )
      continue
    if (exempt(one.start, one.end)) continue
    if (near.test(low.slice(Math.max(0, one.start - 70), one.start))) found.push(one)
  }
  return conflict
    ? [...found, ...stretches('vehicle', plateStrict, text).filter(({ start, end }) => !exempt(start, end))]
    : found
}
