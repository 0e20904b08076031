// Which arrays are alive, how large they are and what each is kept for. Counts references that others report; knows
// nothing of variables, names or events.

/** What an array is kept for. */
export const purposes = ['leaf', 'held', 'gradient', 'temporary'] as const
export type Purpose = (typeof purposes)[number]

/** Live bytes by purpose. */
export type LiveBytes = Readonly<Record<Purpose, number>>

interface LiveArray {
  references: number
  readonly bytes: number
  purpose: Purpose
}

/** No array. */
export const none = -1

/** Views have the id of the array that they view, so that every byte counts once. */
export class MemoryLedger {
  private readonly arrays = new Map<number, LiveArray>()
  private readonly bytes: Record<Purpose, number> = { leaf: 0, held: 0, gradient: 0, temporary: 0 }
  private readonly most: Record<Purpose, number> = { leaf: 0, held: 0, gradient: 0, temporary: 0 }
  /** Sum of `live`. */
  total = 0
  /** Sum of `highest`. */
  highestTotal = 0
  private passing = 0
  /** Grows whenever `live` does not stay as it was. */
  changes = 0

  /** Bytes alive now; one object that changes. */
  get live(): LiveBytes {
    return this.bytes
  }

  /** The ledger when its total was largest since `restartHighest`; one object that changes. */
  get highest(): LiveBytes {
    return this.most
  }

  /** Of an array that is alive; else 0. */
  bytesOf(id: number): number {
    return this.arrays.get(id)?.bytes ?? 0
  }

  /** Every live array with what it is kept for. */
  *purposesById(): Generator<readonly [number, Purpose], void, undefined> {
    for (const [id, { purpose }] of this.arrays) yield [id, purpose]
  }

  restartHighest(): void {
    this.highestTotal = this.total + this.passing
    this.keepHighest()
  }

  hold(id: number, bytes: number, purpose: Purpose): void {
    const known = this.arrays.get(id)
    if (known !== undefined) {
      known.references++
      return
    }
    this.arrays.set(id, { references: 1, bytes, purpose })
    this.bytes[purpose] += bytes
    this.total += bytes
    this.changes++
    if (this.total + this.passing > this.highestTotal) {
      this.highestTotal = this.total + this.passing
      this.keepHighest()
    }
  }

  /** Lets go of a gradient that is there for a moment more: until `pass` it counts in the highest alone. */
  letGoSoon(id: number): void {
    const before = this.total
    this.letGo(id)
    this.passing += before - this.total
  }

  /** What was let go of soon is gone. */
  pass(): void {
    this.passing = 0
  }

  letGo(id: number): void {
    const array = id === none ? undefined : this.arrays.get(id)
    if (array === undefined || --array.references > 0) return
    this.arrays.delete(id)
    this.bytes[array.purpose] -= array.bytes
    this.total -= array.bytes
    this.changes++
  }

  /** Results change between held and temporary; leaf data and gradients stay what they are. */
  classify(id: number, purpose: Purpose): void {
    const array = this.arrays.get(id)
    if (array === undefined || array.purpose === purpose) return
    if (array.purpose === 'gradient' || array.purpose === 'leaf') return
    this.bytes[array.purpose] -= array.bytes
    array.purpose = purpose
    this.bytes[purpose] += array.bytes
    this.changes++
  }

  private keepHighest(): void {
    const { bytes, most } = this
    most.leaf = bytes.leaf
    most.held = bytes.held
    most.gradient = bytes.gradient + this.passing
    most.temporary = bytes.temporary
  }
}
