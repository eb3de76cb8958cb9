import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { projectRoot } from '~/lib/project-root.server'

/** Characters of Markdown that are rendered; what is longer is shown as typed. Forms refuse it before. */
export const longestMarkdown = 20_000

/** Milliseconds for one text. An ordinary one takes about one; marked can be stalled by a hostile one. */
const timeLimit = 1_000
/** Milliseconds that a text waits for its turn; then it is shown as typed. */
const patience = 5_000
/** A text of so many characters takes some milliseconds at worst, since stalling marked takes length. */
const short = 2_000
/** A text may not grow beyond ten times its size and this many characters. */
const spareOutput = 10_000

type Job = { text: string; done: (html: string | null) => void; impatience?: NodeJS.Timeout }
type Lane = { longest: number; worker: Worker | null; job: Job | null; timer?: NodeJS.Timeout }

/** Two lanes, one for short texts alone, so that hostile ones, however many, do not keep everybody waiting. */
const lanes: Lane[] = [
  { longest: short, worker: null, job: null },
  { longest: Number.POSITIVE_INFINITY, worker: null, job: null },
]
const waiting: Job[] = []

/**
 * Turns what a person wrote in Markdown (GFM, no HTML) into safe HTML: balanced, from a short list of elements, links
 * to http, https, mailto, tel and own pages only, nothing that is fetched from elsewhere. Never rejects: a text that is
 * too long, takes too long, grows too large or breaks the renderer comes back as plain paragraphs.
 */
export async function renderMarkdown(text: string): Promise<string> {
  const clean = text.toWellFormed().replace(/\u0000/g, '')
  if (clean.trim() === '') return ''
  if (clean.length > longestMarkdown) return plainParagraphs(clean)
  const html = await new Promise<string | null>((done) => {
    const job: Job = { text: clean, done }
    job.impatience = setTimeout(() => {
      if (waiting.includes(job)) waiting.splice(waiting.indexOf(job), 1)
      done(null)
    }, patience)
    waiting.push(job)
    startWaiting()
  })
  return html === null || html.length > clean.length * 10 + spareOutput ? plainParagraphs(clean) : html
}

/** Ends the worker threads. What they were rendering comes back as plain paragraphs; a later text starts them again. */
export async function closeMarkdown(): Promise<void> {
  await Promise.all(lanes.map((lane) => lane.worker?.terminate()))
}

/** The text of rendered Markdown without its markup, blocks on lines of their own, for excerpts and for search. */
export function plainText(html: string): string {
  return html
    .replace(/<br[^>]*>|<hr[^>]*>|<\/(?:p|li|h[1-6]|pre|blockquote|tr|ul|ol)>/g, '\n')
    .replace(/<\/t[dh]>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#0*39;|&#x0*27;/gi, "'")
    .replace(/&nbsp;/g, '\u00A0')
    .replace(/&amp;/g, '&')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

function startWaiting() {
  for (const lane of lanes) {
    if (lane.job) continue
    const job = nextFor(lane)
    if (!job) continue
    clearTimeout(job.impatience)
    lane.job = job
    if (lane.worker) begin(lane, lane.worker, job)
    else startWorker(lane)
  }
}

/** The shortest text that waits for a lane, of equals the first. */
function nextFor({ longest }: Lane): Job | undefined {
  let next: Job | undefined
  for (const job of waiting) {
    if (job.text.length <= longest && (!next || job.text.length < next.text.length)) next = job
  }
  if (next) waiting.splice(waiting.indexOf(next), 1)
  return next
}

function begin(lane: Lane, worker: Worker, job: Job) {
  // An idle worker keeps no process alive, a working one does.
  worker.ref()
  lane.timer = setTimeout(() => {
    retire(lane, worker)
    void worker.terminate()
  }, timeLimit)
  worker.postMessage({ text: job.text })
}

/** The worker's file stays outside the server bundle, so it is found from the project's root. */
function startWorker(lane: Lane) {
  const worker = new Worker(join(projectRoot(), 'app/lib/markdown-worker.mjs'), {
    resourceLimits: { maxOldGenerationSizeMb: 128, stackSizeMb: 4 },
    execArgv: [],
  })
  lane.worker = worker
  worker.on('message', (answer: { ready?: true; html?: string | null }) => {
    if (lane.worker !== worker) return
    if (!answer.ready) {
      worker.unref()
      finish(lane, answer.html ?? null)
    } else if (lane.job) begin(lane, worker, lane.job)
  })
  worker.on('error', () => retire(lane, worker))
  worker.on('exit', () => retire(lane, worker))
}

/** Gives a worker up that crashed, ended or takes too long. */
function retire(lane: Lane, worker: Worker) {
  if (lane.worker !== worker) return
  lane.worker = null
  finish(lane, null)
}

function finish(lane: Lane, html: string | null) {
  clearTimeout(lane.timer)
  const job = lane.job
  lane.job = null
  job?.done(html)
  startWaiting()
}

function plainParagraphs(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
  return escaped
    .split(/\n[^\S\n]*\n\s*/)
    .filter((paragraph) => paragraph.trim())
    .map((paragraph) => `<p dir="auto">${paragraph.trim().replace(/\n/g, '<br />')}</p>`)
    .join('\n')
}
