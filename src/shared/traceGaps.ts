// Which parts of a long run are not recorded, and what that means for counting its steps. Pure; says nothing in words.

/** A part of the run of which only metrics, output and the like are known. */
export interface Gap {
  /** Sequence numbers `from` up to, but not with, `to`. */
  readonly from: number
  readonly to: number
  /** Forward operations and backward steps in it. */
  readonly operations: number
  /** Outermost backward passes that ended in it. */
  readonly passes: number
  /** How many recorded steps there are before it. */
  readonly step: number
}

/** Adds a part to those before it; parts that touch are one. */
export function addGap(gaps: Gap[], gap: Gap): void {
  const last = gaps.at(-1)
  if (last === undefined || last.to !== gap.from || last.step !== gap.step) {
    gaps.push(gap)
    return
  }
  const operations = last.operations + gap.operations
  const passes = last.passes + gap.passes
  gaps[gaps.length - 1] = { ...last, to: gap.to, operations, passes }
}

/** Operations of the run that are not recorded. */
export const missingOperations = (gaps: readonly Gap[]): number =>
  gaps.reduce((sum, { operations }) => sum + operations, 0)

/** Which operation of the whole run the recorded step `position` (1-based) is; with no gaps it is the same. */
export function operationNumber(gaps: readonly Gap[], position: number): number {
  let number = position
  for (const { step, operations } of gaps) {
    if (step >= position) break
    number += operations
  }
  return number
}
