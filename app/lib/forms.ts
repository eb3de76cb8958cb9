import { z } from 'zod'
import type { Message, MessageKey, MessageParams } from '~/i18n/translate'

/** All that was typed, by field, so that a page can show it again. */
export type FormValues = Record<string, string[]>
/** The first thing wrong with each field. */
export type FormErrors = Record<string, Message>
export type Parsed<T> = { ok: true; value: T } | { ok: false; errors: FormErrors; values: FormValues }

/** Every text field of a form, as typed. Files are left out, and names that every object has: no form has such a field. */
export function formValues(form: FormData): FormValues {
  const values: FormValues = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string' || name in Object.prototype) continue
    // A browser sends line ends as CRLF; the field held LF.
    const list = (values[name] ??= [])
    list.push(value.replace(/\r\n?/g, '\n'))
  }
  return values
}

const isList = (type: unknown): boolean => {
  let at = type as { def?: { type?: string; innerType?: unknown; in?: unknown } } | undefined
  while (at?.def) {
    if (at.def.type === 'array') return true
    at = (at.def.innerType ?? at.def.in) as typeof at
  }
  return false
}

/**
 * Reads a form by a schema. A field that the schema has as an array is read as a repeated field, any other as one
 * string (missing is ''); fields that the schema does not name are ignored. The messages of the schema are message keys.
 */
export function parseForm<S extends z.ZodObject>(schema: S, form: FormData): Parsed<z.output<S>> {
  const values = formValues(form)
  const input = Object.fromEntries(
    Object.entries(schema.shape).map(([name, type]) => [
      name,
      isList(type) ? (values[name] ?? []) : (values[name]?.[0] ?? ''),
    ]),
  )
  const result = schema.safeParse(input)
  if (result.success) return { ok: true, value: result.data }
  return { ok: false, errors: formErrors(result.error), values }
}

/** The first message for each field of a failed parse, with the limits that the messages name. */
export function formErrors(error: z.ZodError): FormErrors {
  const errors: FormErrors = {}
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? 'form')
    if (errors[field]) continue
    const params: MessageParams = {}
    if ('maximum' in issue) params.maximum = Number(issue.maximum)
    if ('minimum' in issue) params.minimum = Number(issue.minimum)
    errors[field] = { key: issue.message as MessageKey, params }
  }
  return errors
}

const invisible = /[\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF]/gu

/** What can be seen; the Hangul fillers and the empty Braille pattern are letters and signs that cannot. */
const seen = /(?![\u115F\u1160\u3164\uFFA0\u2800])[\p{L}\p{N}\p{P}\p{S}]/u

/**
 * One line of people's text, such as a title or a name: spaces folded, controls and bidirectional overrides removed.
 * It shows something, and may be empty only where `required` is null.
 */
export const lineInput = (maximum: number, required: MessageKey | null, tooLong: MessageKey = 'site.errors.tooLong') =>
  z
    .string()
    .transform((value) =>
      beginning(value, maximum)
        .normalize('NFC')
        .replace(invisible, '')
        .replace(/[\u0000-\u001F\u007F\s]+/gu, ' ')
        .trim(),
    )
    .pipe(required ? z.string().regex(seen, required).max(maximum, tooLong) : z.string().max(maximum, tooLong))

/**
 * As much of a text as can still become one of `maximum` characters. Putting marks in order takes the square of their
 * number, 6 seconds for those that a form can hold.
 */
export const beginning = (value: string, maximum: number): string => value.slice(0, Math.max(1_000, maximum * 4))

/** Several lines of people's text, kept as typed; only what no text may hold (NUL, lone surrogates) goes. */
export const textInput = (maximum: number, required?: MessageKey) =>
  z
    .string()
    .transform((value) => value.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/gu, ''))
    .pipe(
      required
        ? z
            .string()
            .max(maximum, 'site.errors.tooLong')
            .refine((value) => value.trim() !== '', required)
        : z.string().max(maximum, 'site.errors.tooLong'),
    )
