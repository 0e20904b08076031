// How a chunk lies in the database: deflated (RFC 1950, whose checksum tells a damaged one) where that is shorter, else
// as it is. Deflating is done by Node's own threads, the store goes on meanwhile. Must not know what chunks hold.
import { promisify } from 'node:util'
import { deflate, inflate } from 'node:zlib'
import { errorFor } from '@shared/failure'

/** The two columns of a chunk's row. */
export interface PackedChunk {
  readonly bytes: Uint8Array
  /** How many bytes it is inflated; null: `bytes` is the chunk itself. */
  readonly wholeSize: number | null
}

const deflated = promisify(deflate)
const inflated = promisify(inflate)

/** Level 1: the higher ones save a few percent more and take several times as long. */
const level = 1

export async function packChunk(chunk: Uint8Array): Promise<PackedChunk> {
  const bytes = await deflated(chunk, { level })
  return bytes.byteLength < chunk.byteLength
    ? { bytes, wholeSize: chunk.byteLength }
    : { bytes: chunk, wholeSize: null }
}

/**
 * The chunk, in a buffer of its own.
 * @param part its number, from 1
 * @throws LabError `storage` when it is damaged
 */
export async function unpackChunk({ bytes, wholeSize }: PackedChunk, part: number): Promise<Uint8Array> {
  if (wholeSize === null) return bytes
  try {
    const chunk = await inflated(bytes, { maxOutputLength: Math.max(1, wholeSize) })
    if (chunk.byteLength === wholeSize) return new Uint8Array(chunk)
    throw errorFor('chunk-damaged', { part, detail: `${chunk.byteLength} of ${wholeSize} bytes` })
  } catch (error) {
    if (!isZlibError(error)) throw error
    throw errorFor('chunk-damaged', { part, detail: error.message })
  }
}

/** What zlib says of its input, by the names that Node gives it. */
function isZlibError(error: unknown): error is Error {
  const { code } = error as NodeJS.ErrnoException
  return code !== undefined && (code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE')
}
