// The peak that a script may have when it runs next: that of a finished run, scaled to sizes that were changed in the
// text since. Looks shapes up in the run and sizes up in the texts; runs nothing, and says nothing where it must guess.
import { heldInSlices } from './memoryHolders'
import { type ChangedLiteral, type SizeChange, type SizeChanges, sizeChanges } from './scriptSizes'
import type { TraceState } from './traceState'

/** Arrays of one shape that one line made and that were alive at the peak. */
interface PeakArrays {
  readonly shape: readonly number[]
  readonly count: number
  /** Of all of them. */
  readonly bytes: number
}

/** What there is to know of a run's peak, without its trace. */
export interface PeakFacts {
  readonly total: number
  readonly arrays: readonly PeakArrays[]
}

export interface PeakEstimate {
  readonly bytes: number
  /** Numbers of the text that changed it; none: the run's own peak. */
  readonly changes: readonly ChangedLiteral[]
}

/** Looks through a run's peak, pausing now and then. */
export function* peakFactsInSlices(state: TraceState): Generator<undefined, PeakFacts, undefined> {
  const { peak } = state
  if (peak === null) return { total: 0, arrays: [] }
  const groups = new Map<string, { shape: readonly number[]; count: number; bytes: number }>()
  for (const { shape, bytes, line } of yield* heldInSlices(state, peak.seq)) {
    const key = `${line}:${shape.join(',')}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { shape, count: 1, bytes })
    else {
      group.count++
      group.bytes += bytes
    }
  }
  return { total: peak.total, arrays: [...groups.values()] }
}

/** Arrays that make up less than this share of a peak may stay unexplained. */
const unexplained = 0.02

/**
 * @param before the text that was run
 * @param now the text as it is
 * @returns null when more than numbers was changed, or when it is not clear what a changed number does to the peak
 */
export function estimatePeak(facts: PeakFacts, before: string, now: string): PeakEstimate | null {
  if (before === now) return { bytes: facts.total, changes: [] }
  const sizes = sizeChanges(before, now)
  if (sizes === null) return null
  let known = 0
  let scaled = 0
  let unclear = 0
  for (const { shape, count, bytes } of facts.arrays) {
    const factor = growthOfShape(shape, sizes)
    known += bytes
    if (factor === null) unclear += bytes
    scaled += bytes * (factor ?? 1) * growthOfCount(count, sizes.bounds)
  }
  if (unclear > unexplained * facts.total) return null
  const ratio = known === 0 ? 1 : scaled / known
  const bytes = Math.round(facts.total * ratio)
  return { bytes, changes: bytes === facts.total ? [] : sizes.literals }
}

function growthOfShape(shape: readonly number[], sizes: SizeChanges): number | null {
  const lists = sizes.lists.get(shape.join(','))
  if (lists !== undefined) {
    const factors = new Set(lists.map((list) => productOf(list) / productOf(shape)))
    if (factors.size > 1) return null
    const [only] = factors
    return Number.isFinite(only) ? only! : 1
  }
  let factor = 1
  for (const side of shape) {
    const after = sideNow(side, sizes)
    if (after === null) return null
    if (side > 0) factor *= after / side
  }
  return factor
}

const productOf = (sides: readonly number[]): number => sides.reduce((product, side) => product * side, 1)

/** What a side of a shape is with the present numbers; null when that is not clear. */
function sideNow(side: number, { literals, values, shapeValues }: SizeChanges): number | null {
  const direct = shapeValues.get(side) ?? values.get(side)
  if (direct !== undefined) return only(direct)
  const products = new Set<number>()
  for (const [before, after] of shapeValues) {
    const others = before > 1 && side % before === 0 ? shapeValues.get(side / before) : undefined
    if (others !== undefined) for (const a of after) for (const b of others) products.add(a * b)
  }
  if (products.size > 0) return only(products)
  return literals.some(({ before }) => isRelated(side, before)) ? null : side
}

function only(candidates: ReadonlySet<number>): number | null {
  const [first] = candidates
  return candidates.size === 1 && first! >= 0 && Number.isInteger(first) ? first! : null
}

/** True when a side could well come from a size by a calculation that is not seen. */
function isRelated(side: number, size: number): boolean {
  if (size <= 1 || side <= 1 || !Number.isInteger(size)) return false
  return side % size === 0 || size % side === 0 || Math.abs(side - size) <= 2
}

const fewestRounds = 3

/** Where every round of a loop leaves arrays of one line, more rounds leave more. */
function growthOfCount(count: number, bounds: readonly SizeChange[]): number {
  for (const { before, after } of bounds) {
    if (before === after || before < fewestRounds || count < before - 1) continue
    return Math.max(0, count + Math.round(count / before) * (after - before)) / count
  }
  return 1
}
