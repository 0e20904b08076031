// The bytes that a run may have alive at once, asked before each buffer is made. Counting is cheap and pessimistic:
// what is exactly alive is measured only when the count could pass the limit. Knows neither arrays nor how to measure.
import { formatBytes } from '@shared/format'

/** What is alive, by the rules of the memory ledger. */
export interface LiveMemory {
  readonly bytes: number
  /** What holds most of it, the largest first, such as `losses 1.2 GB`. */
  readonly holders: readonly string[]
}

/** Null: it is not known any more what is alive. */
type MeasureLive = () => LiveMemory | null

let limit = Infinity
let measure: MeasureLive | null = null
/** Alive are at most so many bytes: those measured last, and all that was made since. */
let most = 0
/** Made since the limit was set. */
let made = 0

/** From here on no more than `bytes` may be alive. `live` is asked rarely: when what was made could pass the limit. */
export function setMemoryLimit(bytes: number, live: MeasureLive): void {
  limit = bytes
  measure = live
  most = 0
  made = 0
}

/** No limit, as outside of runs. */
export function liftMemoryLimit(): void {
  limit = Infinity
  measure = null
  most = 0
}

/** Bytes of all buffers that were asked for since the limit was set. */
export const bytesMade = (): number => made

/** Counts a buffer that is about to be made or taken again. Null: it fits; else why not, in words. */
export function admit(bytes: number): string | null {
  made += bytes
  most += bytes
  return most > limit ? settle(bytes) : null
}

function settle(bytes: number): string | null {
  const live = measure?.() ?? null
  if (live === null) {
    most = 0
    return null
  }
  if (live.bytes + bytes <= limit) {
    most = live.bytes + bytes
    return null
  }
  most = live.bytes
  const holders = live.holders.length === 0 ? '' : ` (${live.holders.join(', ')})`
  return `${formatBytes(live.bytes)} are in use${holders} and the limit is ${formatBytes(limit)}`
}
