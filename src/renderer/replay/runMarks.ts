// Moments of a run that the timeline marks: where its cells begin, and where each backward pass ends. Pure.
import type { Cell } from '@shared/cells'
import type { Gap } from '@shared/traceGaps'
import type { StepRecord } from '@shared/traceRecords'
import type { TraceState } from '@shared/traceState'

export interface CellMark {
  readonly cell: Cell
  /** Position of its first step, 1-based. */
  readonly position: number
}

/**
 * Where each code cell computes for the first time, in the order of the script; a cell that computes nothing has no
 * mark. Later cells may call functions of earlier ones, so a cell's start is never before that of the cell before it.
 */
export function cellMarks(trace: TraceState, cells: readonly Cell[]): CellMark[] {
  const pending = cells.filter(({ kind }) => kind === 'code')
  const marks: CellMark[] = []
  let next = 0
  for (let i = 0; i < trace.steps.length && next < pending.length; i++) {
    const line = trace.nodeById.get(trace.steps[i]!.node)?.line ?? 0
    const at = pending.findIndex((cell, k) => k >= next && line >= cell.firstLine && line <= cell.lastLine)
    if (at < 0) continue
    marks.push({ cell: pending[at]!, position: i + 1 })
    next = at + 1
  }
  return marks
}

/** Positions (1-based) of the last step of each backward pass: where an iteration of a training loop is done. */
export function iterationEnds(steps: readonly StepRecord[]): number[] {
  const ends: number[] = []
  for (let i = 0; i < steps.length; i++) {
    const { pass } = steps[i]!
    if (pass < 0) continue
    // With createGraph the steps of a pass have forward steps between them.
    if (pass === lastPass(steps, ends)) ends[ends.length - 1] = i + 1
    else ends.push(i + 1)
  }
  return ends
}

const lastPass = (steps: readonly StepRecord[], ends: readonly number[]): number =>
  ends.length === 0 ? -1 : steps[ends.at(-1)! - 1]!.pass

/** The end before or after a position; null at a border. `ends` ascend. */
export function neighbourEnd(ends: readonly number[], position: number, by: 1 | -1): number | null {
  const done = iterationAt(ends, by > 0 ? position : position - 1)
  return ends[by > 0 ? done : done - 1] ?? null
}

/** How many iterations are done at a position. */
export function iterationAt(ends: readonly number[], position: number): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ends[middle]! <= position) low = middle + 1
    else high = middle
  }
  return low
}

/** The next or previous position whose step stands on another line than this one's; null at a border. */
export function neighbourLine(
  { steps, nodeById }: Pick<TraceState, 'steps' | 'nodeById'>,
  position: number,
  by: 1 | -1,
): number | null {
  const lineOf = (at: number): number => nodeById.get(steps[at - 1]?.node ?? -1)?.line ?? 0
  const here = lineOf(position)
  for (let at = position + by; at >= 1 && at <= steps.length; at += by) if (lineOf(at) !== here) return at
  return null
}

/** The next or previous position that shows a backward step; null when there is none. */
export function neighbourBackward(steps: readonly StepRecord[], position: number, by: 1 | -1): number | null {
  for (let at = position + by; at >= 1 && at <= steps.length; at += by) {
    if (steps[at - 1]!.phase === 'backward') return at
  }
  return null
}

export interface GapMark {
  /** Place on the timeline, 0 … 1. */
  readonly share: number
  readonly operations: number
  readonly passes: number
}

/** Where the timeline jumps over what is not recorded; marks nearer than a pixel or two are one. */
export function gapMarks(gaps: readonly Gap[], stepCount: number): GapMark[] {
  const marks: GapMark[] = []
  for (const { step, operations, passes } of gaps) {
    const share = stepCount === 0 ? 0 : step / stepCount
    const last = marks.at(-1)
    if (last === undefined || share - last.share > nearest) marks.push({ share, operations, passes })
    else {
      marks[marks.length - 1] = {
        share: last.share,
        operations: last.operations + operations,
        passes: last.passes + passes,
      }
    }
  }
  return marks
}

/** Of the timeline's width. */
const nearest = 1 / 300
