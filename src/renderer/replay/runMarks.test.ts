import { findCells } from '@shared/cells'
import type { NodeRecord, StepRecord } from '@shared/traceRecords'
import type { TraceState } from '@shared/traceState'
import { createTraceState } from '@shared/traceState'
import { describe, expect, it } from 'vitest'
import {
  cellMarks,
  gapMarks,
  iterationAt,
  iterationEnds,
  neighbourBackward,
  neighbourEnd,
  neighbourLine,
} from './runMarks'

/** A run whose steps happen on the given lines. */
function runOn(lines: readonly number[]): TraceState {
  const nodes = lines.map((line, id) => ({ id, line }) as NodeRecord)
  const steps = lines.map((_, id): StepRecord => ({ seq: id, phase: 'forward', node: id, pass: -1 }))
  return { ...createTraceState(), nodes, steps, nodeById: new Map(nodes.map((node) => [node.id, node])) }
}
const passes = (numbers: readonly number[]) =>
  numbers.map((pass, seq): StepRecord => ({ seq, phase: pass < 0 ? 'forward' : 'backward', node: 0, pass }))

describe('marks of the timeline', () => {
  const source = [
    '// %% One',
    'a',
    'b',
    '// %% [markdown] Note',
    '// text',
    '// %% Two',
    'c',
    '// %% Three',
    'd',
  ]
  const cells = findCells(source.join('\n'))
  const starts = (lines: readonly number[]) =>
    cellMarks(runOn(lines), cells).map(({ cell, position }) => [cell.title, position])

  it('stand where each code cell computes first', () => {
    expect(starts([2, 3, 7, 9])).toEqual([
      ['One', 1],
      ['Two', 3],
      ['Three', 4],
    ])
  })
  it('are not misled by functions of an earlier cell, nor by cells that compute nothing', () => {
    expect(starts([3, 9, 3, 2, 9])).toEqual([
      ['One', 1],
      ['Three', 2],
    ])
    expect(starts([])).toEqual([])
  })
})

describe('iterations', () => {
  const ends = iterationEnds(passes([-1, -1, 0, 0, -1, 1, -1, 1, -1, 2]))
  it('end with the last step of each backward pass, also when forward steps stand between', () => {
    expect(ends).toEqual([4, 8, 10])
  })
  it('are walked both ways and counted', () => {
    expect([neighbourEnd(ends, 0, 1), neighbourEnd(ends, 4, 1), neighbourEnd(ends, 10, 1)]).toEqual([
      4,
      8,
      null,
    ])
    expect([neighbourEnd(ends, 10, -1), neighbourEnd(ends, 5, -1), neighbourEnd(ends, 4, -1)]).toEqual([
      8,
      4,
      null,
    ])
    expect([0, 3, 4, 9, 10].map((position) => iterationAt(ends, position))).toEqual([0, 0, 1, 2, 3])
  })
})

describe('steps of replay', () => {
  const trace = runOn([2, 2, 3, 3, 2])
  it('go from line to line, also back', () => {
    expect([0, 1, 3].map((position) => neighbourLine(trace, position, 1))).toEqual([1, 3, 5])
    expect([5, 4, 2].map((position) => neighbourLine(trace, position, -1))).toEqual([4, 2, null])
    expect(neighbourLine(trace, 5, 1)).toBeNull()
  })
  it('go from backward step to backward step', () => {
    const steps = passes([-1, 0, 0, -1, 1])
    expect([0, 2, 3, 5].map((position) => neighbourBackward(steps, position, 1))).toEqual([2, 3, 5, null])
    expect([5, 2].map((position) => neighbourBackward(steps, position, -1))).toEqual([3, null])
  })
})

describe('marks of what is not recorded', () => {
  it('stand where the timeline jumps, and are one where they would touch', () => {
    const gap = (step: number) => ({ from: 0, to: 1, operations: 10, passes: 2, step })
    expect(gapMarks([gap(100), gap(101), gap(600)], 1000)).toEqual([
      { share: 0.1, operations: 20, passes: 4 },
      { share: 0.6, operations: 10, passes: 2 },
    ])
    expect(gapMarks([], 0)).toEqual([])
  })
})
