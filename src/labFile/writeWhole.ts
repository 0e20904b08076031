// Writes files that appear whole or not at all.
import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { writingFailed } from './systemError'

/**
 * Lets `write` fill an unfinished file beside `path`, then gives it the name. A file that had the name is replaced then.
 * @param unfinished its path, for who takes it away if this process is killed
 * @throws LabError `file` with what the operating system says
 */
export async function writeWhole(
  path: string,
  write: (unfinished: string) => Promise<void>,
  unfinished = `${path}.${randomUUID()}.part`,
): Promise<void> {
  try {
    await write(unfinished)
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw writingFailed(path, error)
  }
}

/** The same for a content that is there already. */
export function writeContent(path: string, content: string | Uint8Array, unfinished?: string): Promise<void> {
  return writeWhole(path, (part) => writeFile(part, content), unfinished)
}
