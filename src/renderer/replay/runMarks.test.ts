import { findCells } from '@shared/cells'
import type { NodeRecord, StepRecord, TraceState } from '@shared/traceState'
import { createTraceState } from '@shared/traceState'
import { describe, expect, it } from 'vitest'
import { cellMarks, iterationAt, iterationEnds, neighbourEnd } from './runMarks'

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
