import type { Cues } from './cues'
import type { Readable } from './readable'
import type { Stretch } from './stretch'

const at = '(?:@|at|a t|arroba|arobase|arobas|chez|ات|اط|ايت|علي|at sign|at-sign)'
const dot = String.raw`(?:\.|dot|d0t|d o t|punto|point|نقطه|دوت|period|pt)`
const open = String.raw`[\[({<«_*|~-]`
const close = String.raw`[\])}>»_*|~-]`
/** Where a mail address may have its sign: @, (at), [arroba], " at ". The words alone need more around them. */
const sign = new RegExp(
  String.raw`\s{0,3}(?:@|${open}{1,2}\s?(?:${at}|a)\s?${close}{1,2})\s{0,3}|\s{1,3}${at}\s{1,3}`,
  'gu',
)
const point = String.raw`(?:\s{0,2}\.\s{0,2}|\s{0,2}${open}{1,2}\s?${dot}\s?${close}{1,2}\s{0,2}|\s{1,2}(?:dot|d0t|punto|point|نقطه|دوت|pt)\s{1,2})`
const wordPoint = String.raw`(?:\s{0,2}${open}{1,2}\s?${dot}\s?${close}{1,2}\s{0,2}|\s{1,2}(?:dot|d0t|punto|point|نقطه|دوت|pt)\s{1,2})`
const label = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,40}[\p{L}\p{N}])?`
const providers =
  '(?:gmail|g mail|googlemail|hotmail|yahoo|outlook|protonmail|proton|icloud|live|aol|gmx|mail|جيميل|هوتميل|ياهو)'
const ending =
  '(?:com|org|net|int|gov|edu|info|io|example|test|invalid|fr|es|uk|co|me|ch|de|eu|ma|tn|dz|eg|lb|sy|iq|jo|sa|ae|ly|sd|ye|ps|ng|sn|ml|ci|cm|cd|mx|ar|cl|pe|ec|ve|bo|gt|hn|sv|ph|la|th|vn|np|in|pk|bd|lk|ru|ua|tr|it|pt|br|us|ca|كوم|اورغ|نت)'
const domainPlain = new RegExp(
  String.raw`^${label}(?:${point}${label}){0,3}?${point}(?:${ending}(?![\p{L}\p{N}])|\p{L}{2,12}(?![\p{L}\p{N}]))`,
  'u',
)
const domainTight = new RegExp(String.raw`^${label}(?:\.${label}){0,4}\.\p{L}{2,24}`, 'u')
const domainWords = new RegExp(
  String.raw`^${label}(?:${point}${label}){0,3}?${wordPoint}\p{L}{2,12}(?![\p{L}\p{N}])(?:${wordPoint}\p{L}{2,3}(?![\p{L}\p{N}]))?`,
  'u',
)
const domainProvider = new RegExp(
  String.raw`^${providers}(?:${point}|\s{1,2})(?:com|fr|es|org|net|me|ch|كوم)(?![\p{L}\p{N}])`,
  'u',
)
const local =
  /(?:[\p{L}\p{N}](?:[\p{L}\p{N}._%+'-]{0,62}[\p{L}\p{N}_])?)(?<=(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+'-]{1,64})$/u
const localDots = new RegExp(
  String.raw`(?<![\p{L}\p{N}])[\p{L}\p{N}_-]{1,30}(?:(?:${wordPoint}|\s{1,2}(?:underscore|guion bajo|tiret bas|tiret|guion|شرطه)\s{1,2})[\p{L}\p{N}_-]{1,30}){1,3}$`,
  'u',
)
const mailWords =
  /(?:e-?mails?|mails?|correos?|courriels?|adresse|address|direccion|بريد|ايميل|البريد|write to|ecri\p{L}*|escrib\p{L}*|gmail|contact\p{L}*)[^\n]{0,40}$/u

const boxes =
  'info|infos|information|informations|contact|contacts|contacto|contactos|contactez|hotline|help|helpdesk|helpline|support|press|presse|prensa|media|office|admin|secretariat|secretaria|secretary|consular|consulaire|consulate|consulat|consulado|embassy|embassies|ambassade|embajada|emergency|emergencies|urgence|urgences|emergencia|emergencias|protection|registration|feedback|complaints|complaint|reclamations|quejas|hr|jobs|careers|recruitment|webmaster|postmaster|library|publications|newsletter|news|desk|noreply|no-reply|mail|mailbox|team|equipe|equipo|ayuda|asistencia|assistance|atencion|accueil|bureau|oficina|registry|records|research|data|training|events|event|conference|workshop|evaluation|procurement|tenders|enquiries|inquiries|enquiry|general|headquarters|hq|ministry|ministere|ministerio|mission|delegation|legal|privacy|dpo|ethics|integrity|whistleblowing|visa|visas|passport|passports|passeports|pasaportes|citizens|nationals|travellers|crisis|crise|crisiscell|cellule|duty|operations|ops|coordination|partnerships|donations|volunteers|volunteer|communications|comms|editor|editors|service|services|servicio|servicios|direction|direccion|standard|webinfo|learning|exchange|forum|moderators|moderation|reviewers|migration|migrants|refugees|labour|labor|welfare|attache|security|safety|report|reports|hello|ask|questions|query|queries|secgen|dg|reception|police|policia|proteccion|registro|consultas|comunicacion|inscripciones|recepcion|quejasysugerencias|inscription|inscriptions|reclamation|plaintes|signalement|observatory|observatoire|observatorio|sugerencias|ombudsman|ombuds|permanence|ecoute|soporte|correo|courriel|cabinet|gabinete|protocol|secretaria-general|alerts|alertas|alerte|unit|unidad|unite|center|centre|centro|معلومات|اتصال|طوارئ|استعلامات|دعم'
const box = new RegExp(`(?:^|[._+-])(?:${boxes})\\d{0,4}(?:$|[._+-])`, 'u')
const boxWithin =
  /hotline|helpline|helpdesk|embass|ambassad|embajad|consul|emergenc|urgenc|secretaria|ministr|contact(?:us|o)?$|^info|info$|assistance|asistencia|support$|press$|presse$/u
const sample =
  /^(?:name|nom|nombre|firstname|first[._]last|firstname[._]lastname|prenom[._]nom|nombre[._]apellido|user|username|someone|somebody|you|yourname|xxx+|usuario|utilisateur)$/u
const personal = /^(?:gmail|googlemail|hotmail|yahoo|outlook|protonmail|proton|icloud|live|aol|gmx)\b/u

/** Domains of embassies and ministries: what stands before them as one word is a desk. */
const ofOffice = /consul|embass|embaj|ambass|minist|(?:^|\.)(?:mfa|rree|gob|gov|gouv|diplo\p{L}*)\./u

/** Mail addresses, also written so that machines do not read them; not the boxes of institutions. */
export function findMails({ low }: Readable, cues: Cues): Stretch[] {
  const found: Stretch[] = []
  for (const { index, 0: match } of low.matchAll(sign)) {
    const bare = !/[@[({<«_*|~-]/u.test(match)
    const before = low.slice(Math.max(0, index - 90), index)
    const name = (localDots.exec(before) ?? local.exec(before))?.[0]
    if (!name) continue
    const from = index + match.length
    const after = low.slice(from, from + 130)
    const domain = bare
      ? bareDomain(after, name, before)
      : (domainTight.exec(after) ?? domainProvider.exec(after) ?? domainWords.exec(after) ?? domainPlain.exec(after))
    if (!domain) continue
    const start = index - name.length
    const end = from + domain[0].length
    if (!isBox(name, domain[0], () => cues.isPublic(start, end))) found.push({ kind: 'email', start, end })
  }
  return found
}

/** After the plain word "at" the address must show itself: "name at mail dot org", "x.y at mail.org". */
function bareDomain(after: string, name: string, before: string) {
  const spelled = domainWords.exec(after) ?? domainProvider.exec(after)
  if (spelled) return spelled
  const tight = domainTight.exec(after)
  if (tight && (/[\d_]|\p{L}\.\p{L}/u.test(name) || mailWords.test(before))) return tight
  return null
}

function isBox(name: string, domain: string, isPublic: () => boolean): boolean {
  const plain = name.replace(/\s+(?:dot|d0t|punto|point|نقطه|دوت)\s+/gu, '.').replace(/[^\p{L}\p{N}._+-]/gu, '')
  if (sample.test(plain)) return true
  if (personal.test(domain) && !boxWithin.test(plain)) return false
  if (box.test(plain) || boxWithin.test(plain)) return true
  const first = domain.match(/^[\p{L}\p{N}-]+/u)?.[0] ?? ''
  if (plain === first || (plain.length <= 5 && first.startsWith(plain) && plain.length >= 3)) return true
  if (/^[\p{L}]{2,}[._-][\p{L}]{2,}$/u.test(plain) || /\d/.test(plain)) return false
  return ofOffice.test(domain) || isPublic()
}
