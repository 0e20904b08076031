// Files that the person chooses, as the window asks main for them. Dialogs are main's; the window never names a path.
import type { Failure } from './failure'
import type { LessonLocale } from './lesson'

/** What a session can be written as: whole with its runs, its text alone, a Jupyter notebook, a report to read. */
export const sessionFormats = ['dzlab', 'ts', 'ipynb', 'html'] as const
export type SessionFormat = (typeof sessionFormats)[number]

/** Kinds of files whose bytes the window makes itself. */
export const pictureFormats = ['svg', 'png', 'dot', 'csv'] as const
export type PictureFormat = (typeof pictureFormats)[number]

/** A file that was written, or was not because the person chose no place for it. */
export type SavedFile = { readonly name: string } | null

export interface ImportResult {
  /** The new sessions, in the order of the files. */
  readonly sessions: readonly { readonly id: string; readonly title: string }[]
  /** Files that changed nothing, with what is wrong with them. */
  readonly refused: readonly { readonly file: string; readonly failure: Failure }[]
}

/** A dropped file crosses as a whole, since the window names no path: a larger one is imported by main's own dialog. */
export const mostDroppedBytes = 64e6

export interface DroppedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Every method is one IPC call. Exporting and importing never run anything and never change a file that is read. */
export interface FileApi {
  /**
   * Asks for a place and writes the sessions there with their versions and runs. `any` lets the name's ending choose the
   * format; every format but `dzlab` takes one session. `runId` is the run of a report, the last one unless given;
   * `locale` is its language, English unless given.
   */
  exportSessions(
    ids: readonly string[],
    format: SessionFormat | 'any',
    runId?: string,
    locale?: LessonLocale,
  ): Promise<SavedFile>
  /** Asks for .dzlab and .ipynb files and adds their sessions under new ids; null when none was chosen. */
  importFiles(): Promise<ImportResult | null>
  /** The same for files that were dropped onto the window, of at most `mostDroppedBytes` together. */
  importDropped(files: readonly DroppedFile[]): Promise<ImportResult>
  /** Asks for a place and writes a picture or table that the window made. */
  saveFile(suggestedName: string, format: PictureFormat, bytes: Uint8Array): Promise<SavedFile>
}
