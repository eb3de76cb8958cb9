import { readable } from './readable'

/**
 * The source of a regular expression, for texts as `readable` gives them in lower case, that matches any of the words as
 * a whole. They are written as one writes them; `*` stands for up to eight more letters. Arabic words may bear the article and prepositions.
 */
export function anyOf(words: string): string {
  const alternatives = [...new Set(words.split('|').map((word) => readable(word.trim()).low))]
    .sort((a, b) => b.length - a.length)
    .map((word) =>
      word
        .replace(/[.+?^${}()[\]\\/]/g, '\\$&')
        .replace(/\*/g, '\\p{L}{0,8}')
        .replace(/ /g, '[\\s-]{1,3}'),
    )
  return `(?<![\\p{L}\\p{N}])(?:[وف]?(?:[بلك]?ال|لل|[بلك])?)(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`
}

/** What makes a number, a mail box or a place that of an institution. */
export const publicWords = `
hotline*|helpline*|help line|hot line|lifeline|emergency|emergencies|embass*|consulate*|consular|ministr*|switchboard|front desk|help desk|helpdesk|
headquarters|toll-free|toll free|free of charge|free number|call centre|call center|press office|operations centre|operations center|crisis unit|crisis centre|
crisis center|crisis line|duty officer|duty phone|duty line|duty number|public line|public number|information line|assistance line|support line|general line|24/7|24-hour|24 hour|24h|
red cross|red crescent|unhcr|iom|icrc|ifrc|ilo|unicef|ocha|wfp|police|fire brigade|fire service|civil protection|civil defence|ambulance|coast guard|rescue coordination|department|
secretariat|agency|authority|information desk|main office|regional office|country office|field office|liaison office|welfare office|labour office|office of|the office|our office|hospital|clinic|city hall|town hall|municipality|union|trade union|foundation|help centre|help center|
migrant centre|migrant resource centre|resource centre|information centre|reception centre|reception desk|ombuds*|commission|secretary|registry|complaints line|feedback line|complaint line|reporting line|info line|infoline|published number|
ambassade*|consulat*|consulaire*|numéro vert|numéro gratuit|numéro d'urgence|numéros d'urgence|ligne d'urgence|ligne d'écoute|ligne verte|ligne directe|ligne d'assistance|ligne consulaire|ligne gratuite|ligne téléphonique|permanence|standard|urgence*|cellule de crise|centre d'appel*|
centre de crise|accueil|samu|pompiers|gendarmerie|ministère|préfecture|mairie|croix-rouge|croissant-rouge|oim|hcr|cicr|secrétariat|siège|guichet|direction générale|agence|bureau d*|bureau|service d*|service des|hôpital|protection civile|garde-côtes|syndicat|numéro unique|plateforme d'appel|plateforme|
línea de ayuda|línea de emergencia|línea directa|línea de atención|línea gratuita|línea telefónica|línea consular|línea|centralita|conmutador|número gratuito|número de emergencia*|números de emergencia|teléfono de emergencia*|emergencia*|emergencias|embajada*|consulado*|ministerio*|cancillería|
cruz roja|acnur|policía|bomberos|protección civil|oficina*|secretaría|sede|ayuntamiento|municipio|ventanilla|sindicato|centro de atención|centro de llamadas|atención al público|hospital|guardia costera|salvamento marítimo|defensoría|fiscalía|dirección general|departamento|
الخط الساخن|خط ساخن|خط المساعدة|خط مساعدة|خط الطوارئ|خط طوارئ|الخط المجاني|خط مجاني|خط|سفارة|سفارات|قنصلية|قنصليات|قنصلي|طوارئ|وزارة|وزارات|شرطة|إسعاف|دفاع مدني|الدفاع المدني|حماية مدنية|هلال أحمر|الهلال الأحمر|صليب أحمر|الصليب الأحمر|
منظمة|مفوضية|مكتب|مكاتب|مركز|مقر|غرفة عمليات|غرفة العمليات|بدالة|مقسم|رقم مجاني|الرقم المجاني|رقم موحد|الرقم الموحد|أمانة|بلدية|محافظة|هيئة|مستشفى|نقابة|خفر السواحل|إدارة|الأرقام العامة|مديرية|جمعية|استقبال|خلية أزمة`

/** What makes it a person's, although an institution is named beside it. */
export const personalWords = `
he|she|him|her|his|hers|my|mine|whose|brother*|sister*|mother*|father*|husband*|wife|wife's|daughter*|cousin*|uncle*|aunt*|nephew*|niece*|friend*|neighbour*|neighbor*|driver*|smuggler*|housemaid*|witness*|
survivor*|victim*|patient|fixer|landlord|roommate|interpreter|translator|nanny|a migrant|the migrant|a worker|the worker|a woman|a man|a boy|a girl|a colleague|detainee|claimant|complainant|beneficiary|informant|
il|elle|lui|mon|ma|frère*|soeur*|sœur*|mère|père|mari|épouse|époux|fils|fille|cousin*|oncle|tante|ami|amie|voisin*|chauffeur|passeur|témoin|victime|survivante|patiente|interprète|une femme|un homme|un migrant|une migrante|une travailleuse|un travailleur|bénéficiaire|logeur|nièce|neveu|
ella|mi|hermano*|hermana*|madre|padre|marido|esposa|esposo|hijo|hija|primo|prima|tío|tía|amigo|amiga|vecino|vecina|chófer|conductor|coyote|testigo|víctima|sobreviviente|paciente|intérprete|una mujer|un hombre|un migrante|una migrante|una trabajadora|un trabajador|beneficiaria|beneficiario|casero|sobrina|sobrino|
أخي|أخوه|أخوها|أخيه|أخيها|شقيقه|شقيقها|شقيقته|شقيقتها|أخته|أختها|أمه|أمها|والده|والدها|والدته|والدتها|زوجها|زوجته|ابنه|ابنها|ابنته|ابنتها|ابن عمه|عمه|عمها|خاله|خالها|صديقه|صديقتها|صديقته|صديقي|جاره|جارتها|السائق|سائق|المهرب|مهرب|الشاهد|شاهد|الضحية|ضحية|الناجية|ناجية|المريضة|المترجم|مترجم|العاملة|عاملة|العامل|المهاجر|المهاجرة|مهاجرة|رقمي|هاتفي|معها|معه|المستفيدة|المستفيد`

/** What makes it a person's beyond doubt. */
export const privateWords = `
his number|her number|my number|his mobile|her mobile|my mobile|his phone|her phone|my phone|his cell|her cell|his whatsapp|her whatsapp|my whatsapp|personal number|private number|personal mobile|private mobile|personal phone|
private phone|personal email|private email|personal mail|private mail|personal address|private address|her email|his email|my email|her mail|his mail|call him|call her|text him|text her|reach him|reach her|contact him|contact her|my contact|our contact|inside contact|home number|home address|personal cell|mobile of|
son portable|son numéro personnel|son whatsapp|son gsm|numéro personnel|numéro privé|portable personnel|téléphone personnel|adresse personnelle|mon numéro|mon portable|appelez-le|appelez-la|appeler sa|appeler son|joindre son|joindre sa|mon contact|notre contact|messagerie personnelle|
su móvil|su celular|su whatsapp|su número personal|número personal|número privado|móvil personal|celular personal|teléfono personal|correo personal|mi número|mi móvil|mi celular|mi contacto|llámelo|llámela|llamarlo|llamarla|llamarle|
رقمه|رقمها|هاتفه|هاتفها|جواله|جوالها|موبايله|موبايلها|واتسابه|رقم شخصي|الرقم الشخصي|رقمه الشخصي|هاتف شخصي|الهاتف الشخصي|هاتفه الشخصي|الشخصي|بريده|بريدها|البريد الشخصي|اتصلوا به|اتصلوا بها|اتصل به|اتصل بها`

/** Offices that make a named person speak as an official. */
export const officialTitles = `
minister|ministers|vice-minister|deputy minister|president|vice-president|vice president|prime minister|premier|chancellor|ambassador|ambassadors|consul|consul general|consul-general|vice-consul|secretary-general|secretary general|under-secretary-general|secretary|under-secretary|undersecretary|commissioner|high commissioner|
director|director-general|director general|executive director|governor|mayor|spokesperson|spokesman|spokeswoman|rapporteur|special rapporteur|chair|chairperson|chairman|chairwoman|co-chair|representative|special representative|envoy|special envoy|head of mission|head of delegation|chief of mission|head of the|chief executive|senator|congressman|congresswoman|deputy|
member of parliament|speaker|king|queen|prince|princess|pope|cardinal|archbishop|general|attorney general|attorney-general|ombudsman|ombudsperson|coordinator|resident coordinator|humanitarian coordinator|labour attaché|labor attaché|permanent secretary|chargé d'affaires|judge|chief justice|professor at|professor of|professor emeritus|emeritus professor|author of|co-author|lead author|keynote speaker|administrator|delegate|undersecretary-general|moderator|panellist|
ministre|ministres|ministre déléguée|présidente|président|premier ministre|première ministre|ambassadeur|ambassadrice|consule|consule générale|secrétaire général|secrétaire générale|secrétaire d'état|haut-commissaire|haut commissaire|commissaire|directeur|directrice|directeur général|directrice générale|gouverneur|gouverneure|préfet|préfète|maire|
porte-parole|rapporteur spécial|rapporteuse|représentant|représentante|envoyé spécial|envoyée spéciale|chef de mission|cheffe de mission|chef de la|cheffe de la|chef du|cheffe du|député|députée|sénateur|sénatrice|roi|reine|pape|coordonnateur|coordonnatrice|professeur à|professeure à|auteur de|autrice de|procureur|procureure|chargé d'affaires|délégué|déléguée|défenseur des droits|défenseure des droits|
ministro|ministra|viceministro|viceministra|presidente|presidenta|vicepresidente|vicepresidenta|primer ministro|primera ministra|canciller|embajador|embajadora|cónsul|secretario general|secretaria general|secretario de estado|secretaria de estado|subsecretario|subsecretaria|alto comisionado|alta comisionada|alto comisionado|comisario|comisaria|comisionado|comisionada|
directora|director general|directora general|gobernador|gobernadora|alcalde|alcaldesa|portavoz|vocera|vocero|relator especial|relatora especial|relator|relatora|representante|enviado especial|enviada especial|jefe de misión|jefa de misión|jefe de la|jefa de la|diputado|diputada|senador|senadora|rey|reina|papa|coordinador|coordinadora|fiscal general|defensor del pueblo|defensora del pueblo|catedrático|catedrática|profesor de|profesora de|autor de|autora de|delegado|delegada|superintendente|
وزير|وزيرة|نائب الوزير|رئيس|رئيسة|سفير|سفيرة|قنصل|قنصلة|أمين عام|الأمين العام|الأمينة العامة|أمين|أمينة|مفوض|مفوضة|مفوض سامي|المفوض السامي|مدير|مديرة|مدير عام|محافظ|محافظة|والي|عمدة|ناطق|ناطقة|متحدث|متحدثة|مقرر|مقررة|ممثل|ممثلة|مبعوث|مبعوثة|منسق|منسقة|نائب|نائبة|ملك|ملكة|أمير|أميرة|بابا|قاضي|مندوب|مندوبة|عضو مجلس|وكيل وزارة|وكيل|وكيلة|أستاذ في جامعة|مؤلف|مؤلفة|نقيب|عميد`

const given = `
ahmed|ahmad|mohamed|mohammed|muhammad|mohammad|mahmoud|mustafa|mostafa|ali|omar|umar|khaled|khalid|hassan|hasan|hussein|husain|hussain|ibrahim|ismail|yusuf|youssef|yousef|karim|kareem|nabil|samir|tariq|tarek|walid|ziad|rami|bilal|hamza|abdullah|abdallah|abdul|abdelkader|abdelrahman|
fatima|fatimah|fatou|aisha|aicha|mariam|maryam|khadija|zeinab|zainab|layla|leila|laila|nour|noor|huda|hoda|rania|salma|samira|sana|yasmin|yasmine|amina|amal|hanan|dalal|rim|reem|dina|nadia|ibtisam|farid|rashid|rachid|saeed|salim|selim|jamal|majid|hakim|anwar|adel|bashir|faisal|ghassan|hani|imad|jaber|marwan|nasser|osama|qasim|sami|suleiman|wael|yasser|zaid|
john|peter|paul|james|david|michael|robert|william|thomas|joseph|daniel|samuel|george|mary|anna|maria|elizabeth|sarah|ruth|grace|joy|rose|alice|emma|julia|lucy|olga|ivan|dmitri|sergei|natalia|tatiana|oksana|andriy|olena|mykola|iryna|yulia|volodymyr|oleksandr|viktor|
jean|pierre|jacques|michel|andré|françois|marie|claire|sophie|awa|moussa|mamadou|ousmane|ibrahima|abdoulaye|amadou|boubacar|oumar|seydou|fanta|kadiatou|aminata|mariama|aissatou|koffi|kwame|emmanuel|innocent|espérance|
josé|juan|carlos|luis|pedro|miguel|jorge|manuel|francisco|antonio|javier|diego|andrés|maría|carmen|ana|rosa|lucía|isabel|elena|gabriela|alejandra|alejandro|ricardo|fernando|rafael|sofía|valentina|camila|yolanda|guadalupe|
ram|sita|rajesh|sunil|anita|santosh|nguyen|tran|somchai|bounmy|noy|maricel|jomar|rosario|mei|wei|tesfaye|abebe|almaz|hiwot|meron|selam|haile|dawit|yonas|getachew|kebede|bereket|
أحمد|محمد|محمود|مصطفى|علي|عمر|خالد|حسن|حسين|إبراهيم|إسماعيل|يوسف|كريم|نبيل|سمير|طارق|وليد|زياد|رامي|بلال|حمزة|عبد الله|عبدالله|عبد الرحمن|عبد القادر|فاطمة|عائشة|مريم|خديجة|زينب|ليلى|هدى|رانيا|سلمى|سميرة|ياسمين|أمينة|حنان|ريم|دينا|نادية|ابتسام|فريد|رشيد|سعيد|سليم|جمال|ماجد|حكيم|أنور|عادل|بشير|فيصل|غسان|هاني|عماد|مروان|ناصر|أسامة|قاسم|سامي|سليمان|وائل|ياسر|زيد|أيمن|هشام|منى|سعاد|هند|رقية|صالح|يحيى|موسى|عيسى|داود|آمنة|جميلة|لطيفة|سارة`
export const givenNames = given.replace(/\n/g, '')
/** Those that are no other word: على, "on", is written like علي. */
export const plainGivenNames = givenNames.replace(/\|(?:علي|سعيد|هند|صالح|joy|grace|ram|innocent)(?=\|)/g, '')

const en =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec'
const fr = 'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|janv|févr|juil|déc'
const es =
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|ene|abr|ago|dic'
const ar =
  `يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول|جانفي|فيفري|أفريل|ماي|جوان|جويلية|أوت|
محرم|صفر|ربيع الأول|ربيع الآخر|ربيع الثاني|جمادى الأولى|جمادى الآخرة|جمادى الثانية|رجب|شعبان|رمضان|شوال|ذو القعدة|ذي القعدة|ذو الحجة|ذي الحجة|muharram|safar|rajab|shaban|sha'ban|ramadan|shawwal|dhu al-qadah|dhu al-hijjah|dhul hijjah`.replace(
    /\n/g,
    '',
  )
export const monthNames = `${en}|${fr}|${es}|${ar}`
