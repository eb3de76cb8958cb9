const apostrophes = /['’‘ʼ`´]/gu
const ignored = new Set(['the'])

/**
 * Two spellings of one name are the same when they fold to the same words: lower case, no accents, no punctuation,
 * no "the", "&" as "and", "St." as "Saint".
 */
export function foldName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(apostrophes, '')
    .replace(/&/gu, ' and ')
    .replace(/\b([a-z])\.(?=[a-z]\b)/gu, '$1')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .split(' ')
    .filter((word) => word !== '' && !ignored.has(word))
    .map((word) => (word === 'st' ? 'saint' : word))
    .join(' ')
}

/** Like `foldName`, and singular and plural, British and American spellings of a vocabulary's words are the same. */
export function foldLabel(text: string): string {
  return foldName(text)
    .split(' ')
    .map((word) => {
      const same = word.replace(/programme/u, 'program').replace(/(is|iz)(e|es|ed|ing|ation|ations)$/u, 'iz$2')
      return same.length > 3 ? same.replace(/(?<=[^s])s$/u, '') : same
    })
    .join(' ')
}
