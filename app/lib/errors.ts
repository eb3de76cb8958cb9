import type { MessageKey, MessageParams } from '~/i18n/translate'

/** Something a person asked for that cannot be had: told with a status and a sentence of the catalogue. */
export class AppError extends Error {
  constructor(
    readonly status: number,
    readonly key: MessageKey,
    readonly params: MessageParams = {},
  ) {
    super(key)
    this.name = 'AppError'
  }
}

/** What does not exist, or does not exist for this viewer: the same answer. */
export const notFound = () => new AppError(404, 'site.errors.notFound')
/** The viewer sees the thing but may not do this to it. */
export const forbidden = (key: MessageKey, params?: MessageParams) => new AppError(403, key, params)
/** The thing has changed, or is not in a state that allows it. */
export const conflict = (key: MessageKey, params?: MessageParams) => new AppError(409, key, params)
