import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Cues } from './cues'
import { numberWordRuns } from './number-words'
import type { Readable } from './readable'
import { overlaps, type Stretch } from './stretch'
import { anyOf } from './words'

/** Digits with up to three signs between them. */
const run = /(?:\+\s?)?\(?\+?\d(?:[\s.\-()/_*~|"']{0,3}\d)*/gu
/** `O`, `l` and `I` among digits are meant as digits. */
const almostNumber = /(?<![\p{L}\p{N}])(?=[oil|]{0,9}\d)[\doil|]{2,}(?![\p{L}\p{N}])/gu
const singles = /(?<![\p{L}\p{N}.,])\+?\s?\d(?:[\s,.;:\-_/*|~]{1,3}\d){6,15}(?!\p{N})/gu
const link =
  /(?:wa\.me\/|(?:api\.)?whatsapp\.com\/send\/?\?phone=|t\.me\/|tel:|sms:|callto:|viber:\/\/\S{0,20}number=|imo\.im\/)\+?(?:%2b)?\d{6,15}/gu
const callWords = anyOf(
  `tel|tels|phone|phones|phone number|telephone*|telephone number|mobile|mob|cell|cellphone|call|calls|called|calling|ring|rang|whatsapp|whats app|wa|viber|signal|telegram|sms|text|texted|dial|contact|reach|reached at|reachable|number is|numbers|her number|his number|their number|the number|my number|fax|whats|wsp|wapp|
tél|téléphone*|portable|mobile|appeler|appelez|appelle|appel|joindre|joignable|contacter|contactez|numéro|numéros|gsm|le numéro|rappeler|texto|
teléfono*|móvil|celular|cel|llamar|llame|llamen|llámelo|llámela|llama|llamarlo|contactar|contacto|contacte|número|números|marcar|marque|localizar|wasap|guasap|
هاتف|هاتفه|هاتفها|الهاتف|جوال|جواله|جوالها|موبايل|موبايله|محمول|اتصل|اتصلوا|اتصال|الاتصال|واتساب|واتس|الواتس|تلفون|تليفون|للتواصل|تواصل|التواصل|خلوي|نقال|رقمه|رقمها|رقم|الرقم|رقمي|كلموا|راسلوه|راسلوها|رنوا`.replace(
    /\n/g,
    '',
  ),
)
const called = new RegExp(`${callWords}[^.!?؟]{0,45}$`, 'u')
const calledBefore = new RegExp(callWords, 'u')
const free =
  /^(?:\+?1)?(?:800|888|877|866|855|844|833)\d{7}$|^0?80\d{5,9}$|^(?:00|\+)80\d{6,10}$|^(?:00|\+)\d{2,3}80[08]\d{4,8}$|^1[58]00\d{4,6}$|^900\d{6}$|^0[89]00\d{4,7}$/
const unitAfter = new RegExp(
  String.raw`^\s?(?:%|‰|°|[$€£¥]|km|kg|m2|m3|ha|tons?|tonnes?|toneladas|litres?|liters?|usd|eur|gbp|chf|xof|xaf|lbp|mad|egp|dzd|tnd|sar|aed|mxn|cop|jod|iqd|syp|sdg|lak|thb|bits?|bytes|kb|mb|gb|rows|records|${anyOf('dollars|euros|pounds|francs|dinars|dirhams|riyals|pesos|lempiras|quetzales|kip|baht|million|millions|billion|millones|milliards|people|persons|migrants|refugees|workers|nationals|households|families|children|women|men|deaths|cases|citizens|returnees|migrant workers|passengers|inhabitants|residents|displaced|kits|tents|meals|doses|copies|forms|visas|passports|jobs|views|visits|days|hours|years|personnes|réfugiés|travailleurs|ressortissants|ménages|familles|enfants|femmes|hommes|habitants|déplacés|cas|morts|repas|tentes|exemplaires|visites|heures|personas|migrantes|refugiados|trabajadores|nacionales|hogares|familias|niños|mujeres|hombres|habitantes|desplazados|casos|muertos|comidas|ejemplares|visitas|horas|شخص|شخصا|أشخاص|مهاجر|مهاجرا|لاجئ|لاجئا|عامل|عاملا|مواطن|مواطنا|أسرة|عائلة|نازح|نازحا|دولار|يورو|دينار|درهم|ريال|جنيه|ليرة|مليون|ألف|حالة|طفل|امرأة|نسمة|كيلومتر')})`,
  'u',
)
const figureBefore =
  /(?:[$€£¥]|usd|eur|gbp|chf|us\$|fcfa|xof|budget of|sum of|total of|population of|population|some|about|around|nearly|environ|pres de|plus de|more than|over|over the|cerca de|mas de|unos|casi|حوالي|نحو|اكثر من|قرابه|بلغ|بلغت|عدد)\s{0,2}$/u
const otherBefore =
  /(?<!\p{L})(?:line|budget|account|compte|isbn|issn|doi|orcid|glide|imo|mmsi|version|v|grant|project|invoice|tender|contract|award|order|lot|serial|model|part|batch|ticket|tracking|document|doc|dataset|id|ref|reference|timestamp|epoch|unix|article|articles|art|page|pages|pp|resolution|law|act|decree|loi|decret|ley|decreto|facture|marche|projet|proyecto|contrato|factura|licitacion|subvencion|convention|projet|build|release|bug|issue|report|rapport|informe|code|codigo|isni|pmid|siret|siren|rfc|nif|ruc|cif|postal|zip|hs|مشروع|منحه|وثيقه|قانون|مرسوم|قرار|اصدار|تقرير|فاتوره|عقد|رمز)\s?(?:no|nr|num|numero|number|n°|n|#|id|code|رقم)?[.:°#\s-]{0,3}$/u
const homes: CountryCode[] = ['FR', 'ES', 'MX', 'MA', 'US']

/** Phone numbers that may be somebody's, in figures, in words and hidden from machines; not lines of institutions. */
export function findPhones(
  { low: written }: Readable,
  cues: Cues,
  exempt: readonly { start: number; end: number }[],
): Stretch[] {
  const low = written.replace(almostNumber, (word) => word.replace(/o/g, '0').replace(/[il|]/g, '1'))
  const found: Stretch[] = []
  const add = (start: number, end: number) => {
    if (!found.some((one) => overlaps(one, { start, end }))) found.push({ kind: 'phone', start, end })
  }
  for (const { index, 0: match } of low.matchAll(link))
    if (!cues.isPublic(index, index + match.length)) add(index, index + match.length)
  const blocked = (start: number, end: number) => overlapsSorted(exempt, start, end)
  for (const { start, end } of numberWordRuns(low)) if (!cues.isPublic(start, end)) add(start, end)
  for (const { index, 0: match } of low.matchAll(singles)) {
    const digits = match.replace(/\D/g, '')
    if (isCounting(digits) || blocked(index, index + match.length)) continue
    if (new Set(match.replace(/[\d+]/g, '').match(/./gu)).size > 3) continue
    if (!cues.isPublic(index, index + match.length)) add(index, index + match.length)
  }
  for (const { index, 0: match } of low.matchAll(run)) {
    for (const { start, end } of splitAtBlocks(index, match, exempt)) {
      const number = low.slice(start, end)
      const digits = number.replace(/[^\d+]/g, '')
      if (digits.length < 7 || digits.length > 40) continue
      if (isPhone(low, start, end, number, digits) && !isFree(digits) && !cues.isPublic(start, end)) add(start, end)
    }
  }
  return found
}

const isFree = (digits: string) => free.test(digits)

const isCounting = (digits: string) => '012345678910111213141516'.includes(digits) || '987654321'.includes(digits)

/** A run of digits without the stretches that are dates, sums, laws and the like. */
function splitAtBlocks(index: number, match: string, exempt: readonly { start: number; end: number }[]) {
  const parts: { start: number; end: number }[] = []
  let from = index
  const last = index + match.length
  if (/^\+|^00[1-9]/.test(match) && match.replace(/\D/g, '').length <= 15) return [{ start: index, end: last }]
  for (let at = firstEndingAfter(exempt, index); at < exempt.length; at++) {
    const block = exempt[at] as { start: number; end: number }
    if (block.start >= last) break
    if (block.start > from) parts.push({ start: from, end: block.start })
    from = Math.max(from, block.end)
  }
  if (from < last) parts.push({ start: from, end: last })
  return parts
}

function firstEndingAfter(places: readonly { start: number; end: number }[], at: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] as { end: number }).end <= at) low = middle + 1
    else high = middle
  }
  return low
}

function overlapsSorted(places: readonly { start: number; end: number }[], start: number, end: number): boolean {
  const next = places[firstEndingAfter(places, start)]
  return next !== undefined && next.start < end
}

function isPhone(low: string, start: number, end: number, number: string, digits: string): boolean {
  const before = low.slice(Math.max(0, start - 70), start)
  const after = low.slice(end, end + 25)
  if (/[\p{L}]$/u.test(before) && !/(?:tel|tél|phone|wa|n)$/u.test(before)) return false
  if (/[.,]\d?$/.test(before) && /^\d/.test(number) && /\d[.,]$/.test(before)) return false
  const plain = digits.replace(/\+/g, '')
  const international = /^\+|^00[1-9]/.test(digits)
  if (international) return plain.length >= 8 && plain.length <= 17 && !/(?:utc|gmt)\s?$/.test(before)
  if (unitAfter.test(after)) return false
  const call =
    called.test(before) ||
    (/^\s?[,()-]?\s?\(?\p{L}{2,12}/u.test(after) && calledBefore.test(after.split(/[.!?\n]/u)[0] ?? ''))
  const figure = /^\d{1,3}(?:[ .]\d{3})+$/.test(number.trim()) && !/^0/.test(number)
  if (otherBefore.test(before)) return false
  if (plain.length > 15) return false
  if (figure) return call && !figureBefore.test(before) && plain.length >= 8 && /(?:[:]|\p{L})\s*$/u.test(before)
  if (figureBefore.test(before)) return false
  if (call) return plain.length >= 7
  return looksNational(number.trim(), plain, before)
}

/** Without a word that announces a phone number: the forms that little else has. */
function looksNational(number: string, plain: string, before: string): boolean {
  const groups = number.split(/\D+/).filter(Boolean)
  const grouped = groups.length > 1
  if (/^\(?0/.test(number))
    return grouped
      ? plain.length >= 8 && plain.length <= 12 && groups.length <= 7
      : plain.length >= 9 && plain.length <= 12
  if (/^\(?\d{3}\)?[-. ]{1,2}\d{3}[-. ]\d{4}$/.test(number)) return true
  if (/^\d{3}-\d{4}$/.test(number)) return false
  if (/^[6-9]\d{2}(?:[ .-]\d{2}){3}$/.test(number) || /^[67]\d{2}-\d{3}-\d{3}$/.test(number)) return true
  if (/^\d{2}(?:[ .-]\d{2}){3,4}$/.test(number)) return groups.length >= 4 && !/[,;]\s?$/.test(before)
  if (/^\d{2}[ .-]\d{4}[ .-]\d{4}$/.test(number) || /^\d{3}[ .-]\d{4}[ .-]\d{4}$/.test(number)) return true
  if (grouped) return plain.length >= 10 && valid(`+${plain}`)
  if (plain.length === 9 && /^[67]/.test(plain)) return true
  if (plain.length === 10)
    return !/0{5,}$/.test(plain) && !/^(?:19|20)\d{2}(?:0\d|1[0-2])/.test(plain) && !/^1[67]\d{8}$/.test(plain)
  return (
    plain.length >= 11 &&
    plain.length <= 13 &&
    (valid(`+${plain}`) || homes.some((home) => parsePhoneNumberFromString(plain, home)?.isValid()))
  )
}

const valid = (number: string) => parsePhoneNumberFromString(number)?.isValid() ?? false
