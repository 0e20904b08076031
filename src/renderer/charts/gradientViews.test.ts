import { numbersOf } from '@shared/column'
import type { GradientSeries } from '@shared/gradientSeries'
import { TraceChunkWriter } from '@shared/trace'
import { applyBatch, createTraceState } from '@shared/traceState'
import { describe, expect, it } from 'vitest'
import { ailmentAt, firstNonFinite, onsetsOf } from './gradientHealth'
import { cellRuns, heatModel } from './heatModel'

const series = (norms: readonly number[], passes = norms.map((_, i) => i)): GradientSeries => ({
  name: 'W',
  variable: 0,
  line: 1,
  column: 1,
  thinned: null,
  seqs: passes.map((pass) => 10 * pass),
  passes,
  norms: [...norms],
  largest: [...norms],
  zeros: norms.map((norm) => (norm === 0 ? 1 : 0)),
  nonFinite: norms.map((norm) => (Number.isFinite(norm) ? 0 : 0.5)),
  updateRatios: norms.map(() => NaN),
})

describe('the health of a gradient', () => {
  it('is named at each pass', () => {
    const sick = series([1, 1, 1, 1, 1, 5000, 0, NaN, 1])
    expect(numbersOf(sick.norms).map((_, at) => ailmentAt(sick, at))).toEqual([
      null,
      null,
      null,
      null,
      null,
      'exploding',
      'dead',
      'non-finite',
      null,
    ])
    expect(ailmentAt(sick, -1)).toBeNull()
  })

  it('is told of the whole run: the first explosion, and since when a gradient is zero at the end', () => {
    expect(onsetsOf(series([1, 1, 1, 1, 1, 5000, 1, 9000, 0, 1]))).toEqual([{ ailment: 'exploding', at: 5 }])
    expect(onsetsOf(series([3, 0, 2, 0, 0]))).toEqual([{ ailment: 'dead', at: 3 }])
    expect(onsetsOf(series([1e9, 1, 1, 1, 1, 2]))).toEqual([])
    expect(onsetsOf(series([]))).toEqual([])
  })

  it('leads to the operation whose result was the first that is not finite', () => {
    const writer = new TraceChunkWriter(0)
    const create = (variable: number, creator: number, value: number) =>
      writer.write({
        type: 'variable-created',
        variable,
        creator,
        generation: 0,
        name: '',
        array: variable,
        dtype: 'float64',
        shape: [],
        bytes: 8,
        summary: [value],
        line: 3,
        column: 1,
      })
    const operate = (node: number, name: string, output: number) =>
      writer.write({
        type: 'operation',
        node,
        name,
        generation: 0,
        inputs: [0],
        outputs: [output],
        recorded: 1,
        attributes: '',
        line: 4 + node,
        column: 1,
        timeMs: 0,
      })
    create(0, -1, 1)
    operate(0, 'exp', 1)
    create(1, 0, 2)
    const fine = applyBatch(createTraceState(), writer.finish())
    expect(firstNonFinite(fine)).toBeNull()
    const more = new TraceChunkWriter(3)
    more.write({
      type: 'operation',
      node: 1,
      name: 'log',
      generation: 0,
      inputs: [0],
      outputs: [2],
      recorded: 1,
      attributes: '',
      line: 5,
      column: 1,
      timeMs: 0,
    })
    more.write({
      type: 'variable-created',
      variable: 2,
      creator: 1,
      generation: 1,
      name: '',
      array: 2,
      dtype: 'float64',
      shape: [],
      bytes: 8,
      summary: [-Infinity],
      line: 5,
      column: 1,
    })
    const broken = applyBatch(fine, more.finish())
    expect(firstNonFinite(broken)).toEqual({ seq: 4, what: 'value', node: 1, name: 'log', line: 5 })
  })
})

describe('the heatmap', () => {
  it('spreads norms over the log scale and marks what has no place on it', () => {
    const { rows, low, high } = heatModel([series([1, 10, 100, 0, Infinity])], 100, 5)
    expect(rows).toEqual([[1, 3, 5, 'zero', 'non-finite']])
    expect([low, high]).toEqual([1, 100])
  })
  it('leaves passes without a measure empty, and aligns rows by pass', () => {
    const { rows, firstPass, lastPass } = heatModel([series([1, 2], [0, 1]), series([1], [3])], 100, 5)
    expect(rows[0]).toEqual([1, 5, 'none', 'none'])
    expect(rows[1]).toEqual(['none', 'none', 'none', 1])
    expect([firstPass, lastPass]).toEqual([0, 3])
  })
  it('loses no spike and no NaN among a hundred thousand passes', () => {
    const norms = new Array<number>(100_000).fill(1)
    norms[54_321] = 1e6
    norms[98_765] = NaN
    const row = heatModel([series(norms)], 200, 5).rows[0]!
    expect(row.filter((cell) => cell === 5)).toHaveLength(1)
    expect(row.filter((cell) => cell === 'non-finite')).toHaveLength(1)
    expect(row).toHaveLength(200)
  })

  it('draws neighbours of one colour as one, and leaves none out', () => {
    expect(cellRuns(['none', 1, 1, 'zero', 'zero', 1])).toEqual([
      { cell: 'none', from: 0, to: 1 },
      { cell: 1, from: 1, to: 3 },
      { cell: 'zero', from: 3, to: 5 },
      { cell: 1, from: 5, to: 6 },
    ])
    expect(cellRuns([])).toEqual([])
  })
})
