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
export const strongerPurpose = (a: Purpose, b: Purpose): Purpose => (strengthOf(a) <= strengthOf(b) ? a : b)

/** The place of a purpose in `byStrength`. */
function strengthOf(purpose: Purpose): number {
  switch (purpose) {
    case 'leaf':
      return 0
    case 'gradient':
      return 1
    case 'retained':
      return 2
    case 'held':
      return 3
    case 'temporary':
      return 4
  }
}

/** Numbers by strength. */
const toLiveBytes = (bytes: Float64Array): LiveBytes => ({
  leaf: bytes[0]!,
  gradient: bytes[1]!,
  retained: bytes[2]!,
  held: bytes[3]!,
  temporary: bytes[4]!,
})

/** No array. */
export const none = -1

const strengths = byStrength.length
const firstSlots = 64

/** Views have the id of the array that they view, so that every byte counts once. */
export class MemoryLedger {
  /** Where each live array stands in the columns below; places of dead ones are used again. */
  private readonly slots = new Map<number, number>()
  private readonly freeSlots: number[] = []
  private usedSlots = 0
  /** References to each array by strength, `strengths` numbers a slot. */
  private references = new Int32Array(firstSlots * strengths)
  private sizes = new Float64Array(firstSlots)
  /** The strongest purpose with a reference. */
  private strongest = new Uint8Array(firstSlots)
  private readonly bytes = new Float64Array(strengths)
  private readonly most = new Float64Array(strengths)
  /** Sum of `live`. */
  total = 0
  /** Sum of `highest`. */
  highestTotal = 0
  private passing = 0
  /** Grows whenever `live` does not stay as it was. */
  changes = 0

  /** Bytes alive now. */
  get live(): LiveBytes {
    return toLiveBytes(this.bytes)
  }

  /** The ledger when its total was largest since `restartHighest`. */
  get highest(): LiveBytes {
    return toLiveBytes(this.most)
  }

  /** Of an array that is alive; else 0. */
  bytesOf(id: number): number {
    const slot = this.slots.get(id)
    return slot === undefined ? 0 : this.sizes[slot]!
  }

  /** Every live array with what it is kept for. */
  *purposesById(): Generator<readonly [number, Purpose], void, undefined> {
    for (const [id, slot] of this.slots) yield [id, byStrength[this.strongest[slot]!]!]
  }

  restartHighest(): void {
    this.highestTotal = this.total + this.passing
    this.keepHighest()
  }

  /** One more reference, which is to be let go of with the same purpose. */
  hold(id: number, bytes: number, purpose: Purpose): void {
    const strength = strengthOf(purpose)
    const known = this.slots.get(id)
    if (known !== undefined) {
      this.references[known * strengths + strength]!++
      this.settle(known)
      return
    }
    const slot = this.newSlot()
    this.slots.set(id, slot)
    this.references[slot * strengths + strength] = 1
    this.sizes[slot] = bytes
    this.strongest[slot] = strength
    this.bytes[strength]! += bytes
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
    const slot = id === none ? undefined : this.slots.get(id)
    if (slot === undefined) return
    const strength = strengthOf(purpose)
    const place = slot * strengths + strength
    if (this.references[place] === 0) return
    this.references[place]!--
    if (this.references[place]! > 0 || strength !== this.strongest[slot]) return
    if (this.settle(slot)) return
    this.slots.delete(id)
    this.freeSlots.push(slot)
    this.bytes[strength]! -= this.sizes[slot]!
    this.total -= this.sizes[slot]!
    this.changes++
  }

  /** One of the references is for something else from now on. */
  classify(id: number, before: Purpose, after: Purpose): void {
    const slot = this.slots.get(id)
    if (slot === undefined) return
    const place = slot * strengths
    if (this.references[place + strengthOf(before)] === 0) return
    this.references[place + strengthOf(before)]!--
    this.references[place + strengthOf(after)]!++
    this.settle(slot)
  }

  /** Counts an array for the strongest purpose that it has; false when it has none. */
  private settle(slot: number): boolean {
    const place = slot * strengths
    let strength = 0
    while (strength < strengths && this.references[place + strength] === 0) strength++
    if (strength === strengths) return false
    const before = this.strongest[slot]!
    if (strength !== before) {
      this.bytes[before]! -= this.sizes[slot]!
      this.strongest[slot] = strength
      this.bytes[strength]! += this.sizes[slot]!
      this.changes++
    }
    return true
  }

  /** A slot without references. */
  private newSlot(): number {
    const free = this.freeSlots.pop()
    if (free !== undefined) return free
    if (this.usedSlots === this.sizes.length) this.grow()
    return this.usedSlots++
  }

  private grow(): void {
    const count = this.usedSlots * 2
    const { references, sizes, strongest } = this
    this.references = new Int32Array(count * strengths)
    this.references.set(references)
    this.sizes = new Float64Array(count)
    this.sizes.set(sizes)
    this.strongest = new Uint8Array(count)
    this.strongest.set(strongest)
  }

  private keepHighest(): void {
    // One by one: this happens at most events of a run.
    for (let i = 0; i < strengths; i++) this.most[i] = this.bytes[i]!
    this.most[strengthOf('gradient')]! += this.passing
  }
}
