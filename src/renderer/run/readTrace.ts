// A kept trace, read from the store in parts. The store decides how much one answer carries.
import { errorFor } from '@shared/failure'
import type { RunRecord } from '@shared/session'
import type { SessionApi } from '@shared/sessionApi'

/** How many chunks are asked for at once. */
const readAhead = 16

/**
 * Hands all chunks of a run on, in order, until `isWanted` says that nobody waits for them any more.
 * @throws LabError `storage` when one is missing
 */
export async function readTrace(
  store: Pick<SessionApi, 'readChunks'>,
  { id, chunks }: Pick<RunRecord, 'id' | 'chunks'>,
  onChunk: (chunk: Uint8Array) => void,
  isWanted: () => boolean = () => true,
): Promise<void> {
  for (let next = 0; next < chunks && isWanted();) {
    const read = await store.readChunks(id, next, Math.min(readAhead, chunks - next))
    if (read.length === 0) {
      throw errorFor('chunk-missing', { part: next + 1, count: chunks })
    }
    if (isWanted()) read.forEach(onChunk)
    next += read.length
  }
}
