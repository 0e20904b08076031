// Files that are being written, noted in the profile: what a killed process leaves of them is taken away at the next
// start. Must not know Electron.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/** Only files with this ending are ever taken away. */
const ending = '.part'

export class UnfinishedFiles {
  private paths: readonly string[] = []
  private count = 0

  /** @param noteFile where the paths are noted; what stands there is of a process before */
  constructor(private readonly noteFile: string) {
    for (const path of readNote(noteFile)) if (path.endsWith(ending)) rmSync(path, { force: true })
    rmSync(noteFile, { force: true })
  }

  /** Lets `write` fill a file of its own beside `target`, whose path it is given. */
  async during(target: string, write: (unfinished: string) => Promise<void>): Promise<void> {
    const unfinished = `${target}.${process.pid}-${this.count++}${ending}`
    this.note([...this.paths, unfinished])
    try {
      await write(unfinished)
    } finally {
      this.note(this.paths.filter((path) => path !== unfinished))
    }
  }

  private note(paths: readonly string[]): void {
    this.paths = paths
    try {
      if (paths.length === 0) rmSync(this.noteFile, { force: true })
      else writeFileSync(this.noteFile, JSON.stringify(paths))
    } catch (error) {
      // The profile's disk is full, which another disk need not be: the file is written all the same.
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
      process.emitWarning(`Unfinished files are not noted: ${(error as Error).message}`)
    }
  }
}

/** Nothing where there is no note, or where the note itself was cut off. */
function readNote(file: string): readonly string[] {
  if (!existsSync(file)) return []
  try {
    const paths: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}
