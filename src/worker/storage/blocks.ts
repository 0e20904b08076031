// Blocks of a range of addresses, in sizes of eight steps an octave, taken again in the order last in, first out, so
// that memory is used again while it is in the caches. Knows addresses, not what lies there.

const unitBytes = 128
const stepBits = 3
const steps = 1 << stepBits
/** A request that finds nothing else takes a block of at most so many steps above its own. */
const mostAbove = 2 * steps

/** The number of the smallest size that holds `bytes`. */
export function sizeClassOf(bytes: number): number {
  const units = Math.max(steps, Math.ceil(bytes / unitBytes))
  const octave = 31 - stepBits - Math.clz32(units)
  const step = Math.ceil(units / 2 ** octave)
  return step === 2 * steps ? (octave + 1) * steps : octave * steps + step - steps
}

/** Bytes of a block of that size. */
export function bytesOfClass(sizeClass: number): number {
  return unitBytes * (steps + (sizeClass % steps)) * 2 ** Math.floor(sizeClass / steps)
}

/** So much must have come back since free blocks were merged last, or it is not worth looking again. Bytes. */
const leastToMerge = 16 * 2 ** 20

/** Free addresses from `start` up to `end`. */
interface Extent {
  start: number
  readonly end: number
}

/** A block of the smallest size that holds what was asked for, or somewhat larger. */
export interface Block {
  readonly address: number
  readonly sizeClass: number
}

export class Blocks {
  /** Bytes of the blocks that are taken. */
  inUseBytes = 0
  peakInUseBytes = 0
  /** Free blocks by size. */
  private free: number[][] = []
  /** Free blocks that were merged, to be cut anew. */
  private extents: Extent[] = []
  private returnedBytes = 0
  private end: number

  /**
   * @param start the first address, a multiple of 128
   * @param reach makes the range reach up to an address; false when it cannot
   */
  constructor(
    private readonly start: number,
    private readonly reach: (end: number) => boolean,
  ) {
    this.end = start
  }

  /** Bytes up to the end of the last block. */
  get reservedBytes(): number {
    return this.end - this.start
  }

  /** A block of at least `bytes`, of any content; null when there is no room. */
  take(bytes: number): Block | null {
    const wanted = sizeClassOf(bytes)
    let sizeClass = wanted
    let address = this.free[wanted]?.pop() ?? this.cut(wanted)
    while (address === undefined && ++sizeClass <= wanted + mostAbove) address = this.free[sizeClass]?.pop()
    if (address === undefined) return null
    this.inUseBytes += bytesOfClass(sizeClass)
    this.peakInUseBytes = Math.max(this.peakInUseBytes, this.inUseBytes)
    return { address, sizeClass }
  }

  /** Takes a block back, which nobody may use any more. */
  giveBack({ address, sizeClass }: Block): void {
    const list = (this.free[sizeClass] ??= [])
    list.push(address)
    const bytes = bytesOfClass(sizeClass)
    this.inUseBytes -= bytes
    this.returnedBytes += bytes
  }

  /** A new block: from what was merged, from what can be merged now, or from the end of the range. */
  private cut(sizeClass: number): number | undefined {
    const bytes = bytesOfClass(sizeClass)
    const cut = this.cutFromExtents(bytes)
    if (cut !== undefined) return cut
    if (this.returnedBytes >= Math.max(leastToMerge, bytes) || !this.reach(this.end + bytes)) {
      this.merge()
      const again = this.cutFromExtents(bytes)
      if (again !== undefined) return again
    }
    const address = this.end
    if (!this.reach(address + bytes)) return undefined
    this.end = address + bytes
    return address
  }

  private cutFromExtents(bytes: number): number | undefined {
    const at = this.extents.findIndex(({ start, end }) => end - start >= bytes)
    if (at === -1) return undefined
    const extent = this.extents[at]!
    const address = extent.start
    extent.start += bytes
    if (extent.start === extent.end) this.extents.splice(at, 1)
    return address
  }

  /** Joins neighbouring free blocks, so that memory serves arrays of other sizes than before. */
  private merge(): void {
    const pieces: Extent[] = [...this.extents]
    this.free.forEach((list, sizeClass) => {
      const bytes = bytesOfClass(sizeClass)
      for (const start of list) pieces.push({ start, end: start + bytes })
    })
    this.free = []
    this.returnedBytes = 0
    this.extents = joined(pieces.sort((a, b) => a.start - b.start))
    if (this.extents.at(-1)?.end === this.end) this.end = this.extents.pop()!.start
  }
}

function joined(pieces: readonly Extent[]): Extent[] {
  const result: Extent[] = []
  for (const { start, end } of pieces) {
    const last = result.at(-1)
    if (last?.end === start) result[result.length - 1] = { start: last.start, end }
    else result.push({ start, end })
  }
  return result
}
