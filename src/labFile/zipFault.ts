// What the zip's reader says of a broken file, as a failure with its reason. yauzl has English words alone, by which each
// kind is known here; a test makes it say them. Knows nothing of what the zip holds.
import { errorFor, type LabError } from '@shared/failure'

type Told = (entry: string, words: RegExpExecArray) => LabError

const faults: readonly (readonly [words: RegExp, Told])[] = [
  [/^End of central directory record signature not found/, () => errorFor('not-zip', {})],
  [/^multi-disk/, () => errorFor('zip-in-parts', {})],
  [/encrypt/, () => errorFor('zip-encrypted', {})],
  [
    /^(?:invalid characters in fileName|absolute path|invalid relative path): (.*)$/s,
    (_entry, [, name]) => errorFor('entry-name', { entry: name! }),
  ],
  [
    /^(?:Invalid comment length|invalid zip64|invalid central directory|zip64 extended|extra field)/,
    () => errorFor('zip-list-damaged', {}),
  ],
  [/^compressed\/uncompressed size mismatch/, () => errorFor('zip-list-damaged', {})],
  [
    /^unsupported compression method: (\d+)/,
    (entry, [, method]) => errorFor('entry-method', { entry, method: method! }),
  ],
  [
    /^unexpected EOF/,
    (entry) => (entry === '' ? errorFor('zip-list-damaged', {}) : errorFor('entry-displaced', { entry })),
  ],
  [/^(?:invalid local file header|file data overflows)/, (entry) => errorFor('entry-displaced', { entry })],
  [/bytes in the stream/, (entry) => errorFor('entry-size', { entry })],
]

/** @param entry the one that was read; '' while the list of entries is */
export function zipFault(error: Error, entry = ''): LabError {
  if ((error as NodeJS.ErrnoException).code?.startsWith('Z_') === true)
    return errorFor('entry-not-inflated', { entry })
  for (const [words, told] of faults) {
    const found = words.exec(error.message)
    if (found !== null) return told(entry, found)
  }
  return errorFor('zip-broken', { detail: error.message })
}
