// Why something outside of a script can fail: each reason by name, with its code and its words. The command line says them
// in English from here; the window looks the names up in its languages. Knows nothing of who throws or shows them.
import type { FailureCode } from './failure'

interface ReasonWords {
  readonly code: FailureCode
  /** `{name}` places are filled with values. */
  readonly message: string
  readonly hint?: string
}

const damaged = 'the file is damaged or was not written by DeZero Lab'
const chooseExported = 'choose a file that DeZero Lab exported'
const notExported = 'this is no file that DeZero Lab exports'
const fetchAgain = 'fetch or export the file again'
const runAgain = 'Run it again for a whole one.'
const otherPlace = 'choose a folder with room that you may write to'
const typingStays = 'until then what you typed stays in the window'

export const reasons = {
  // The session store
  'disk-full': {
    code: 'storage',
    message: 'the disk is full',
    hint: `Free some disk space; ${typingStays}.`,
  },
  'disk-read-only': {
    code: 'storage',
    message: 'the disk can only be read now',
    hint: `Make the profile folder writable again; ${typingStays}.`,
  },
  'disk-failed': {
    code: 'storage',
    message: 'the disk refused (technical detail: {detail})',
    hint: `Check the disk of the profile folder; ${typingStays}.`,
  },
  'store-thread-lost': {
    code: 'storage',
    message: 'the thread that keeps sessions has ended (technical detail: {detail})',
    hint: 'Copy what you typed since and start the program again; what was saved before is there.',
  },
  'row-damaged': {
    code: 'storage',
    message: 'a stored {what} cannot be read (technical detail: {detail})',
  },
  'chunk-missing': {
    code: 'storage',
    message: "part {part} of {count} of this run's record is missing",
    hint: runAgain,
  },
  'chunk-damaged': {
    code: 'storage',
    message: "part {part} of this run's record is damaged (technical detail: {detail})",
    hint: runAgain,
  },
  'no-session': { code: 'usage', message: 'there is no session {id}', hint: 'It may have been deleted.' },
  'no-run': { code: 'usage', message: 'there is no run {id}', hint: 'It may have been deleted.' },
  'no-revision': { code: 'usage', message: 'there is no version {id}', hint: 'It may have been deleted.' },
  'store-newer': {
    code: 'version',
    message: 'the sessions were written by a newer version of the program and can only be read',
    hint: 'Update DeZero Lab to change them; sessions can be exported from here.',
  },
  'store-recovered': {
    code: 'storage',
    message:
      'the file was damaged (technical detail: {detail}); {count} sessions could be read from it and were kept',
    hint: 'The damaged file was set aside as {path}.',
  },
  'store-in-memory': {
    code: 'storage',
    message: 'the profile folder {path} cannot be written (technical detail: {detail})',
    hint: 'Export what you want to keep, make the folder writable, then start again.',
  },

  'wrong-argument': {
    code: 'usage',
    message: '{call}: argument {place} cannot be used (technical detail: {detail})',
    hint: 'This is a fault of the program: report it with these words, and start the program again.',
  },

  // Files of the operating system
  'file-missing': { code: 'file', message: 'there is no file {path}', hint: 'check the path' },
  'file-forbidden': {
    code: 'file',
    message: '{path} may not be read',
    hint: 'ask for the right to read it, or copy it to a folder of yours',
  },
  'file-unreadable': {
    code: 'file',
    message: 'cannot read {path} (technical detail: {detail})',
    hint: 'check the path and the permissions',
  },
  'place-full': {
    code: 'file',
    message: 'cannot write {path}: the disk is full',
    hint: 'free some disk space, or choose another folder',
  },
  'place-forbidden': {
    code: 'file',
    message: 'cannot write {path}: the folder can only be read',
    hint: otherPlace,
  },
  'place-missing': {
    code: 'file',
    message: 'cannot write {path}: there is no such folder',
    hint: otherPlace,
  },
  'place-refused': {
    code: 'file',
    message: 'cannot write {path} (technical detail: {detail})',
    hint: otherPlace,
  },
  'file-exists': {
    code: 'file',
    message: '{name} is there already',
    hint: 'choose it by its full name to replace it',
  },
  'file-thread-lost': {
    code: 'file',
    message: 'the file could not be worked on: its thread ended, most likely for want of memory',
    hint: 'export fewer sessions at once, or close other programs',
  },
  'nothing-chosen': { code: 'file', message: 'there is no session to write', hint: 'choose a session' },
  'export-too-large': {
    code: 'file',
    message: 'the runs take {size}, a file may hold {most}',
    hint: 'export fewer sessions at once, or delete runs first',
  },

  // Session files (.dzlab)
  'file-too-large': {
    code: 'file',
    message: 'the file is too large: {size}, at most {most}',
    hint: notExported,
  },
  'no-session-file': {
    code: 'file',
    message: 'this is no session file',
    hint: 'choose .dzlab or .ipynb files',
  },
  'drop-too-large': {
    code: 'file',
    message: 'it is too large to be dropped: {size}, at most {most}',
    hint: 'choose it with Import',
  },
  'too-many-entries': {
    code: 'file',
    message: 'the number of entries is too large: {count}, at most {most}',
    hint: notExported,
  },
  'entry-too-large': {
    code: 'file',
    message: '{entry} is too large: {size}, at most {most}',
    hint: notExported,
  },
  'content-too-large': {
    code: 'file',
    message: 'the content is too large: {size}, at most {most}',
    hint: notExported,
  },
  'script-too-long': {
    code: 'file',
    message: '{entry} is too large: {count} characters, at most {most}',
    hint: notExported,
  },
  'entry-inflates': {
    code: 'file',
    message: '{entry} inflates more than {ratio} times',
    hint: notExported,
  },
  'not-zip': { code: 'file', message: 'not a zip file, or its end is missing', hint: chooseExported },
  'zip-in-parts': { code: 'file', message: 'the zip was split into parts', hint: chooseExported },
  'zip-encrypted': { code: 'file', message: 'the zip is encrypted', hint: chooseExported },
  'zip-list-damaged': { code: 'file', message: "the zip's list of entries is damaged", hint: fetchAgain },
  'zip-broken': {
    code: 'file',
    message: 'the zip is broken in a way that this program does not know (technical detail: {detail})',
    hint: fetchAgain,
  },
  'entry-name': {
    code: 'file',
    message: 'an entry of the zip has a name that is not allowed: {entry}',
    hint: notExported,
  },
  'entry-method': {
    code: 'file',
    message: '{entry} is compressed by a method that is not read: {method}',
    hint: notExported,
  },
  'entry-displaced': { code: 'file', message: '{entry} is not where the zip says', hint: fetchAgain },
  'entry-not-inflated': { code: 'file', message: '{entry} cannot be inflated', hint: fetchAgain },
  'entry-size': { code: 'file', message: '{entry} is not of the size that the zip says', hint: fetchAgain },
  'entry-twice': { code: 'file', message: '{entry} is in the file twice', hint: 'the file is damaged' },
  'entry-missing': {
    code: 'file',
    message: '{entry} is missing in the file',
    hint: 'the file is damaged or cut off',
  },
  'entry-not-utf8': { code: 'file', message: '{entry} is not UTF-8 text', hint: 'the file is damaged' },
  'no-manifest': { code: 'file', message: 'there is no session.json in the file', hint: chooseExported },
  'manifest-not-json': { code: 'file', message: 'session.json is not JSON', hint: damaged },
  'manifest-format': { code: 'file', message: "session.json: 'format' is not 'dzlab'", hint: damaged },
  'file-newer': {
    code: 'version',
    message: 'the file has version {version}, this program reads up to {known}',
    hint: 'update DeZero Lab to open it',
  },
  'not-an-object': { code: 'file', message: 'session.json: {field} is not an object', hint: damaged },
  'not-a-list': { code: 'file', message: 'session.json: {field} is not a list', hint: damaged },
  'not-a-text': { code: 'file', message: 'session.json: {field} is not a text', hint: damaged },
  'not-a-number': { code: 'file', message: 'session.json: {field} is not a number', hint: damaged },
  'not-whole': { code: 'file', message: 'session.json: {field} is not a whole number', hint: damaged },
  'not-a-seed': { code: 'file', message: 'session.json: {field} is no seed: {value}', hint: damaged },
  'not-a-time': { code: 'file', message: 'session.json: {field} is no time: {value}', hint: damaged },
  'not-a-mode': { code: 'file', message: 'session.json: {field} is no mode', hint: damaged },
  'not-a-status': { code: 'file', message: 'session.json: {field} is unknown', hint: damaged },
  /** Followed by one of those below. */
  'trace-damaged': { code: 'file', message: '{entry} cannot be read', hint: fetchAgain },

  // Records of runs
  'trace-newer': {
    code: 'version',
    message: 'the record has version {version}, this program reads up to {known}',
    hint: 'Update DeZero Lab to open it.',
  },
  'trace-cut-off': { code: 'storage', message: 'the record is cut off', hint: runAgain },
  'trace-head': { code: 'storage', message: 'the head of the record is damaged', hint: runAgain },
  'trace-event': {
    code: 'storage',
    message: 'the record holds an event of an unknown kind: {kind}',
    hint: runAgain,
  },
  'trace-contents': {
    code: 'storage',
    message: 'what the record says does not fit together',
    hint: runAgain,
  },
  'trace-order': {
    code: 'storage',
    message: 'the record does not go on where it should: event {at} comes instead of {expected}',
    hint: runAgain,
  },

  // Notebooks
  'notebook-too-large': {
    code: 'file',
    message: 'the notebook is too large: {size}, at most {most}',
    hint: 'remove its outputs first',
  },
  'notebook-not-json': {
    code: 'file',
    message: 'the file is not JSON',
    hint: 'choose a Jupyter notebook (.ipynb)',
  },
  'notebook-not-utf8': {
    code: 'file',
    message: '{name} is not UTF-8 text',
    hint: 'choose a Jupyter notebook (.ipynb)',
  },
  'notebook-no-cells': {
    code: 'file',
    message: 'the file has no list of cells',
    hint: 'choose a Jupyter notebook (.ipynb) of version 4',
  },
  'notebook-version': {
    code: 'file',
    message: 'the notebook has version {version}',
    hint: 'convert it to version 4 in Jupyter',
  },
  'notebook-cell': { code: 'file', message: 'cell {number} has no text', hint: 'the notebook is damaged' },

  // The engine
  'script-killed': {
    code: 'stopped',
    message: 'The script did not heed Stop, so its worker was ended.',
    hint: 'The names kept from earlier cells are gone: run those cells again.',
  },
  'host-lost': {
    code: 'host-lost',
    message: "The engine's process ended (technical detail: {detail}).",
    hint: 'The session is safe. Run again; a smaller array or fewer kept values may help.',
  },
  'worker-replaced': { code: 'worker-lost', message: 'The worker was replaced by a fresh one.' },
  'no-answer': {
    code: 'timeout',
    message: 'The engine did not answer ({call}).',
    hint: 'Run again; if it stays so, start the program again.',
  },
  'time-limit': {
    code: 'limit',
    message: 'stopped: the time limit of {seconds} s was reached',
    hint: 'Choose a longer limit under How this session runs.',
  },
  'already-running': { code: 'usage', message: 'A script is running already.', hint: 'Stop it first.' },
} as const satisfies Record<string, ReasonWords>

export type ReasonName = keyof typeof reasons

type PlacesOf<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? Place | PlacesOf<Rest>
  : never
type HintOf<Words> = Words extends { readonly hint: infer Hint extends string } ? Hint : never

/** The values that a reason's words have places for. */
export type ReasonValues<Name extends ReasonName> = Readonly<
  Record<PlacesOf<(typeof reasons)[Name]['message'] | HintOf<(typeof reasons)[Name]>>, string | number>
>

/** A text with its places filled; a place without a value stays as it is. */
export function fillPlaces(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  )
}
