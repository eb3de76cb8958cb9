import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import ts from 'typescript'

/** One import of one file by another; both as paths inside app/, such as `features/lessons/lesson.ts`. */
export interface Import {
  from: string
  to: string
  /** Only types are taken: nothing of it is left when the code runs. */
  typesOnly: boolean
}

/** Everything under `app` that one file of it takes from another: static, dynamic, re-exported, types. */
export function importsOf(app: string): Import[] {
  return filesUnder(app).flatMap((file) => {
    const from = relative(app, file).replaceAll('\\', '/')
    return specifiersIn(file).flatMap(({ specifier, typesOnly }) => {
      const to = resolved(app, from, specifier)
      return to ? [{ from, to, typesOnly }] : []
    })
  })
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : filesUnder(path)
    return /\.(?:ts|tsx)$/.test(entry.name) ? [path] : []
  })
}

/** What a source text imports. */
export function specifiersIn(file: string, text = readFileSync(file, 'utf8')) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: { specifier: string; typesOnly: boolean }[] = []
  const add = (node: ts.Node | undefined, typesOnly: boolean) => {
    if (node && ts.isStringLiteralLike(node)) found.push({ specifier: node.text, typesOnly })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, takesTypesOnly(node.importClause))
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function takesTypesOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.isTypeOnly) return true
  const bindings = clause.namedBindings
  return (
    !clause.name && !!bindings && ts.isNamedImports(bindings) && bindings.elements.every(({ isTypeOnly }) => isTypeOnly)
  )
}

/** The file inside app/ that a specifier names, or null for packages and what is not code. */
function resolved(app: string, from: string, specifier: string): string | null {
  const path = specifier.replace(/\?.*$/, '')
  const wanted = path.startsWith('~/')
    ? path.slice(2)
    : path.startsWith('.')
      ? posix.join(posix.dirname(from), path)
      : null
  if (wanted === null || wanted.startsWith('../') || wanted.startsWith('generated/')) return null
  const candidates = ['', '.ts', '.tsx', '/index.ts', '/index.tsx'].map((ending) => wanted + ending)
  const isFile = (candidate: string) => existsSync(join(app, candidate)) && statSync(join(app, candidate)).isFile()
  const file = candidates.find(isFile)
  return file && /\.(?:ts|tsx)$/.test(file) ? file : null
}

/** Circles among imports that remain when the code runs; each as the files it goes through, the first one twice. */
export function circlesIn(imports: Import[]): string[][] {
  const next = new Map<string, Set<string>>()
  for (const { from, to, typesOnly } of imports) if (!typesOnly) next.set(from, (next.get(from) ?? new Set()).add(to))
  const circles: string[][] = []
  const state = new Map<string, 'open' | 'done'>()
  const path: string[] = []
  const visit = (file: string) => {
    state.set(file, 'open')
    path.push(file)
    for (const to of next.get(file) ?? []) {
      if (state.get(to) === 'open') circles.push([...path.slice(path.indexOf(to)), to])
      else if (!state.has(to)) visit(to)
    }
    path.pop()
    state.set(file, 'done')
  }
  for (const file of next.keys()) if (!state.has(file)) visit(file)
  return circles
}

/** The folder of a path that counts for the order: `features/lessons`, `routes`, or the file itself at the top. */
export const partOf = (file: string): string => {
  const [first = '', second = ''] = file.split('/')
  if (first === 'features') return `features/${second}`
  return dirname(file) === '.' ? file.replace(/(?:\.server|\.client)?\.tsx?$/, '') : first
}

export interface Rules {
  /** Know nothing of what stands above; import each other freely. */
  ground: string[]
  /** Lowest first; a feature imports the ground and features on lines before its own. */
  features: string[][]
  /** Import the ground and the features. */
  doors: string[]
  /** Of the ground, what doors must not import. */
  closedToDoors: string[]
  /** Files of a door that the islands of features and their parts may use: the browser's end of it. */
  forIslands: string[]
  /** May import everything, and are imported by nothing below. */
  top: string[]
}

/** One sentence for every import that breaks the rules. */
export function breachesOf(rules: Rules, imports: Import[]): string[] {
  const levels = [rules.ground, ...rules.features, rules.doors, rules.top].map((parts, level) =>
    parts.map((part) => [part, level] as const),
  )
  const levelOf = new Map(levels.flat())
  const featureLevels = rules.features.length
  return imports.flatMap(({ from, to }) => {
    const [lower, upper] = [partOf(to), partOf(from)]
    const said = `${from} imports ${to}`
    const [at, above] = [levelOf.get(lower), levelOf.get(upper)]
    if (at === undefined) return [`${said}: the order does not know ${lower}`]
    if (above === undefined) return [`${said}: the order does not know ${upper}`]
    if (lower === upper) return []
    if (/\/ui\/[\w.-]+\.ts$/.test(from) && rules.forIslands.includes(to)) return []
    if (at > above) return [`${said}, which stands above it`]
    if (at === above && at > 0 && at <= featureLevels) return [`${said}, which stands beside it`]
    if (rules.doors.includes(upper) && rules.closedToDoors.includes(lower)) return [`${said}: ${upper} is a door`]
    return []
  })
}
