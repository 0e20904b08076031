// Which arrays are alive, how large they are and what each is kept for. Counts references that others report; knows
// nothing of variables, names or events.

/** What an array is kept for, as charts and tables order it. */
export const purposes = ['leaf', 'held', 'gradient', 'retained', 'temporary'] as const
export type Purpose = (typeof purposes)[number]

/** Live bytes by purpose. */
export type LiveBytes = Readonly<Record<Purpose, number>>

/** An array that several hold is kept for the strongest of their purposes: the others cost nothing more. */
const byStrength: readonly Purpose[] = ['leaf', 'gradient', 'retained', 'held', 'temporary']

/** The stronger of two purposes of one array. */
export const strongerPurpose = (a: Purpose, b: Purpose): Purpose =>
  byStrength.indexOf(a) <= byStrength.indexOf(b) ? a : b

/** The numbers are those of references for each purpose. */
interface LiveArray extends Record<Purpose, number> {
  readonly bytes: number
  /** The strongest with a reference. */
  purpose: Purpose
}

/** No array. */
export const none = -1

const noBytes = (): Record<Purpose, number> => ({ leaf: 0, held: 0, gradient: 0, retained: 0, temporary: 0 })

/** Views have the id of the array that they view, so that every byte counts once. */
export class MemoryLedger {
  private readonly arrays = new Map<number, LiveArray>()
  private readonly bytes = noBytes()
  private readonly most = noBytes()
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

  /** One more reference, which is to be let go of with the same purpose. */
  hold(id: number, bytes: number, purpose: Purpose): void {
    const known = this.arrays.get(id)
    if (known !== undefined) {
      known[purpose]++
      this.settle(known)
      return
    }
    const array: LiveArray = { bytes, purpose, leaf: 0, held: 0, gradient: 0, retained: 0, temporary: 0 }
    array[purpose] = 1
    this.arrays.set(id, array)
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
    this.letGo(id, 'gradient')
    this.passing += before - this.total
  }

  /** What was let go of soon is gone. */
  pass(): void {
    this.passing = 0
  }

  letGo(id: number, purpose: Purpose): void {
    const array = id === none ? undefined : this.arrays.get(id)
    if (array === undefined || array[purpose] === 0) return
    array[purpose]--
    if (array[purpose] > 0 || purpose !== array.purpose) return
    if (this.settle(array)) return
    this.arrays.delete(id)
    this.bytes[array.purpose] -= array.bytes
    this.total -= array.bytes
    this.changes++
  }

  /** One of the references is for something else from now on. */
  classify(id: number, before: Purpose, after: Purpose): void {
    const array = this.arrays.get(id)
    if (array === undefined || array[before] === 0) return
    array[before]--
    array[after]++
    this.settle(array)
  }

  /** Counts an array for the strongest purpose that it has; false when it has none. */
  private settle(array: LiveArray): boolean {
    for (const purpose of byStrength) {
      if (array[purpose] === 0) continue
      if (purpose !== array.purpose) {
        this.bytes[array.purpose] -= array.bytes
        array.purpose = purpose
        this.bytes[purpose] += array.bytes
        this.changes++
      }
      return true
    }
    return false
  }

  private keepHighest(): void {
    const { bytes, most } = this
    most.leaf = bytes.leaf
    most.held = bytes.held
    most.gradient = bytes.gradient + this.passing
    most.retained = bytes.retained
    most.temporary = bytes.temporary
  }
}
