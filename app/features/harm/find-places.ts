import type { Cues } from './cues'
import type { Readable } from './readable'
import { type Stretch, stretches } from './stretch'
import { anyOf } from './words'

const mapHosts = String.raw`(?:maps\.app\.goo\.gl|goo\.gl\/maps|maps\.google\.[a-z.]{2,6}|(?:www\.)?google\.[a-z.]{2,6}\/maps|g\.co\/maps|maps\.apple\.com|(?:www\.)?openstreetmap\.org\/(?=[?#]|node|way|relation|directions|search)|osm\.org\/go|w3w\.co|what3words\.com\/|(?:www\.)?waze\.com\/(?:ul|live)|waze\.to|(?:www\.)?bing\.com\/maps|yandex\.[a-z]{2,3}\/maps|2gis\.[a-z]{2,3}|share\.here\.com|wego\.here\.com|maps\.me|ge0\.me|omaps\.app|plus\.codes|petalmaps\.com|maps\.wikimapia\.org|wikimapia\.org|mapy\.cz|amap\.com|maps\.baidu\.com)`
const link = new RegExp(String.raw`(?:h(?:tt|xx)ps?:\/\/)?${mapHosts}[^\s<>"')\]]{0,300}`, 'gu')
const geo = /(?<![\p{L}\p{N}])geo:\s?-?\d{1,3}[.,]\d{1,12},\s?-?\d{1,3}[^\s<>"')\]]{0,80}/gu
const words3 =
  /\/{3}\s?\p{L}{2,20}\.\p{L}{2,20}\.\p{L}{2,20}|(?<=what3words[^\n]{0,30})(?<![\p{L}.])\p{L}{3,20}\.\p{L}{3,20}\.\p{L}{3,20}(?![\p{L}.])/gu
const decimal =
  /(?<![\p{N}.,/-])(?<a>[+-]?\d{1,2}[.,]\d{3,15})\s{0,2}°?\s{0,2}(?:[nsن]|north|south|norte|sur|nord|sud|شمالا?|جنوبا?)?\s{0,2}[,;/|\s-]\s{0,2}(?:lon\p{L}{0,10}[:=\s]{0,3})?(?<b>[+-]?\d{1,3}[.,]\d{3,15})(?![\p{N}%])\s{0,2}°?(?:\s{0,2}(?:[ewo]|east|west|est|ouest|este|oeste|شرقا?|غربا?)(?!\p{L}))?/gu
const labelled =
  /(?<![\p{L}])(?:lat|latitude|latitud|خط العرض|العرض)\p{L}{0,4}[^\p{L}\p{N}+-]{0,4}(?:is|es|est|هو)?\s?[+-]?\d{1,2}[.,]\d{2,15}[^\p{N}]{1,40}(?:lon|lng|long|longitude|longitud|خط الطول|الطول)\p{L}{0,6}[^\p{L}\p{N}+-]{0,4}(?:is|es|est|هو)?\s?[+-]?\d{1,3}[.,]\d{2,15}/gu
const half = String.raw`\d{1,3}(?:[.,]\d{1,8})?\s{0,2}(?:°|deg|degrees|degres|grados|درجه)\s{0,2}(?:و?\s?\d{1,2}(?:[.,]\d{1,8})?\s{0,2}(?:'|min|minutes|minutos|دقيقه|ʹ)\s{0,2}(?:و?\s?\d{1,2}(?:[.,]\d{1,6})?\s{0,2}(?:"|''|sec|seconds|secondes|segundos|ثانيه)?\s{0,2})?)?`
const degrees = new RegExp(
  String.raw`(?<![\p{N}.])(?:[ns]\s?)?${half}(?:[ns](?!\p{L})|north|south|norte|sur|nord|sud|شمالا?|جنوبا?)?\s{0,2}[,;/\s]?\s{0,2}(?:and|et|y|و)?\s{0,2}(?:[ewo]\s?)?${half}(?:[ewo](?!\p{L})|east|west|est|ouest|este|oeste|شرقا?|غربا?)`,
  'gu',
)
const degreesBare =
  /(?<![\p{N}.])\d{1,3}\s?°\s?\d{1,2}\s?'\s?(?:\d{1,2}(?:[.,]\d{1,6})?\s?(?:"|''))?\s?[nsewo]?[,;/\s]{1,3}\d{1,3}\s?°\s?\d{1,2}\s?'\s?(?:\d{1,2}(?:[.,]\d{1,6})?\s?(?:"|''))?/gu
const letterFirst = /(?<![\p{L}\p{N}])[NS]\s?\d{1,2}[.,]\d{3,10}°?\s?[,;/\s]?\s?[EWO]\s?\d{1,3}[.,]\d{3,10}/gu
const grid =
  /(?<![\p{L}\p{N}])(?:0?[1-9]|[1-5]\d|60)\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?(?:\d{5}\s?\d{5}|\d{4}\s?\d{4}|\d{3}\s\d{3})(?!\p{N})/gu
const plusCode =
  /(?<![\p{L}\p{N}])(?:[2-9CFGHJMPQRVWX]{8}\+[2-9CFGHJMPQRVWX]{2,4}|(?=[A-Z]{0,4}\d)[2-9CFGHJMPQRVWX]{4,6}\+[2-9CFGHJMPQRVWX]{2,3})(?![\p{L}\p{N}])/gu

/** Places that everybody may know, and what happened to a whole region. */
const known = new RegExp(
  anyOf(
    'capital|capitale|العاصمة|عاصمة|city centre|city center|centre-ville|centro de la ciudad|airport|aéroport|aeropuerto|مطار|epicentre|epicenter|épicentre|epicentro|مركز الزلزال|بؤرة الزلزال|headquarters|siège|sede|مقر|embassy|ambassade|embajada|سفارة|consulate|consulat|consulado|قنصلية|volcano|volcan|volcán|بركان|eye of the cyclone|eye of the storm|cyclone|typhoon|hurricane|cyclone|ouragan|huracán|إعصار|weather station|seismic station|station météo|estación meteorológica|border crossing point|ministry|ministère|ministerio|وزارة|office|bureau|oficina|مكتب|conference venue|venue|museum|university|université|universidad|جامعة',
  ),
  'u',
)
const peaceful = new RegExp(
  anyOf(
    'hospital|hôpital|مستشفى|port|port de|puerto|ميناء|assembly point|point de rassemblement|punto de reunión|reception centre|centre|centro|مركز|stadium|stade|estadio|ملعب|station|gare|estación|محطة|school|école|escuela|مدرسة|town hall|mairie|ayuntamiento',
  ),
  'u',
)
const hidden = new RegExp(
  anyOf(
    'hiding|hides|hidden|sheltering|safe house|safehouse|stay|stays|staying|lives|living|sleeps|sleeping|family|families|home|house|apartment|flat|migrants are|women are|waiting|trapped|stuck|se cache|cachent|cachée|caché|habite|logent|loge|famille|familles|maison|refuge|coincés|bloqués|esconde|esconden|escondida|escondido|escondidos|vive|viven|casa|familia|refugio|atrapados|يختبئ|تختبئ|يختبئون|مختبئ|مختبئة|مختبئين|يسكن|تسكن|منزل|بيت|عائلة|عالقون|عالقين|ملجأ|يقيم|تقيم|يقيمون',
  ),
  'u',
)

/** Coordinates, grid references, codes and links that lead to a spot; not spots that are public anyway. */
export function findPlaces({ text, low }: Readable, cues: Cues, conflict: boolean): Stretch[] {
  const found = [
    ...stretches('place', link, low),
    ...stretches('place', geo, low),
    ...stretches('place', words3, low),
    ...stretches('place', labelled, low),
    ...stretches('place', degrees, low),
    ...stretches('place', degreesBare, low),
    ...stretches('place', letterFirst, text),
    ...stretches('place', grid, text),
    ...stretches('place', plusCode, text),
  ]
  for (const match of low.matchAll(decimal)) {
    const [a, b] = [match.groups?.a ?? '', match.groups?.b ?? ''].map((part) => part.replace(',', '.')) as [
      string,
      string,
    ]
    if (Math.abs(Number(a)) > 90 || Math.abs(Number(b)) > 180) continue
    if (Math.abs(Number(a)) < 1 && Math.abs(Number(b)) < 1) continue
    const exact = Math.min(a.split('.')[1]?.length ?? 0, b.split('.')[1]?.length ?? 0)
    if (
      exact < 4 &&
      !/[nsewoن°]|north|lat|gps|coord|شمال|احداث/u.test(
        match[0] + low.slice(Math.max(0, match.index - 40), match.index),
      )
    )
      continue
    if (/^\d{1,2},\d{3}\s/.test(match[0]) && /^\d{1,3},\d{3}$/.test(b.replace('.', ','))) continue
    found.push({ kind: 'place', start: match.index, end: match.index + match[0].trimEnd().length })
  }
  return found.filter(({ start, end }) => !isPublicPlace(low, cues, conflict, start, end))
}

function isPublicPlace(low: string, cues: Cues, conflict: boolean, start: number, end: number): boolean {
  const before = low.slice(Math.max(0, start - 110), start)
  const around =
    before.slice(Math.max(before.lastIndexOf('. ') + 1, before.lastIndexOf('\n\n') + 1, 0)) +
    low.slice(end, end + 50).split(/[.!?\n]\s/u)[0]
  if (hidden.test(around)) return false
  return known.test(around) || (!conflict && (peaceful.test(around) || cues.isPublic(start, end)))
}

const moves = anyOf(
  'convoy|convoys|evacuation convoy|bus|buses|truck|trucks|boat|boats|column|vehicles|group|families|evacuees|leave|leaves|will leave|leaving|depart|departs|departing|departure|cross|crosses|crossing|move|moves|moving|set off|sets off|pick up|pickup|pick-up|convoi|convois|cars|autocars|camions|bateau|partira|partiront|part|partent|départ|quittera|quitteront|passera|passeront|traversera|convoy|convoyes|autobuses|autobús|camiones|barco|saldrá|saldrán|sale|salen|salida|partirá|partirán|cruzará|cruzarán|pasará|قافلة|القوافل|قوافل|حافلات|حافلة|الحافلات|شاحنات|ستنطلق|تنطلق|سينطلق|ينطلق|تغادر|ستغادر|يغادر|سيغادر|تتحرك|ستتحرك|انطلاق|عبور|ستعبر|يعبر',
)
const clock = String.raw`(?:(?<!\p{N})(?:[01]?\d|2[0-3])(?::|h|\.(?=[0-5]\d\s?(?:am|pm|h|hrs)))[0-5]\d(?!\p{N})|(?<!\p{N})(?:[01]?\d|2[0-3])\s?(?:am|pm|a\.m|p\.m|h|hrs|hours|heures|horas)(?!\p{L})|(?<!\p{N})(?:[01]\d|2[0-3])[0-5]\d\s?(?:h|hrs|hours)(?!\p{L})|(?:at|a) (?:dawn|midnight|l'aube|minuit|medianoche)|(?:الساعه|ساعه) \S{1,12})`
const moveWord = new RegExp(moves, 'u')
const clockTime = new RegExp(clock, 'u')
const route =
  /(?:from|via|through|along|towards?|to|near|behind|at|de|depuis|par|vers|jusqu'a|pres|derriere|desde|por|hacia|hasta|cerca|a|من|الي|عبر|نحو|قرب|باتجاه)\s+(?:the |la |le |el |l')?(?:\p{Lu}|[\u0621-\u064a]{3}|checkpoint|road|bridge|route|puente|pont|جسر|طريق)|(?<!\p{L})(?:via|through|along|par la|por la|por el|عبر)\s+\p{L}/u
const openly = new RegExp(
  anyOf(
    'webinar|training|meeting|session|workshop|conference|flight|flights|office|hotline|atelier|réunion|formation|séance|conférence|taller|reunión|formación|sesión|conferencia|ورشة|اجتماع|تدريب|جلسة|مؤتمر|exercise|simulation|drill|simulacro|exercice|تمرين|محاكاة',
  ),
  'u',
)

/** Sentences that tell when and where people will move: dangerous in a conflict. */
export function findMovements({ text, low }: Readable): Stretch[] {
  const found: Stretch[] = []
  for (const { index, 0: sentence } of text.matchAll(/[^\n.!?؟]{1,400}(?:\.(?=\S)[^\n.!?؟]{1,200}){0,4}/gu)) {
    const plain = low.slice(index, index + sentence.length)
    const time = clockTime.exec(plain)
    if (!time || !moveWord.test(plain) || !route.test(sentence) || openly.test(plain)) continue
    if (/(?<!\p{N})(?:19\d\d|200\d|201\d)(?!\p{N})/u.test(plain)) continue
    found.push({
      kind: 'movement',
      start: index + (sentence.length - sentence.trimStart().length),
      end: index + sentence.trimEnd().length,
    })
  }
  return found
}
