// Opens a .dzlab file for a command: what is wrong with it is said on standard error, in words.
import { LabError } from '@shared/failure'
import type { LabFileSession } from '../labFile/content'
import { readLabFile } from '../labFile/read'

/** The sessions of the file, or null when it cannot be read and that has been said. */
export async function openLabFile(file: string): Promise<LabFileSession[] | null> {
  try {
    return await readLabFile(file)
  } catch (error) {
    if (!(error instanceof LabError)) throw error
    process.stderr.write(`${file}: ${error.failure.message}; ${error.failure.hint ?? ''}\n`)
    return null
  }
}
