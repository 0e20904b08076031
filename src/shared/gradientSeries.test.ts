import { describe, expect, it } from 'vitest'
import { numbersOf } from './column'
import { addGradientMeasure, gradientLabels, type GrowingGradientSeries } from './gradientSeries'

/** Leaves by id: where they are made and whether they still live. */
type Leaves = Record<number, { line: number; column: number; alive: boolean }>

function measure(leaves: Leaves, measures: readonly [pass: number, name: string, variable: number][]) {
  const series = new Map<string, GrowingGradientSeries>()
  measures.forEach(([pass, name, variable], seq) =>
    addGradientMeasure(
      series,
      seq,
      {
        type: 'gradient-measured',
        pass,
        variable,
        name,
        norm: variable,
        largest: 0,
        zeros: 0,
        nonFinite: 0,
        updateRatio: NaN,
      },
      { recordOf: (id) => leaves[id], isAlive: (id) => leaves[id]?.alive ?? true },
      false,
    ),
  )
  return series
}
const norms = (series: Map<string, GrowingGradientSeries>) =>
  [...series.values()].map((one) => numbersOf(one.norms))
const line = (at: number) => `line ${at}`

describe('gradient series', () => {
  it('keep leaves of one name apart, also when one line makes them all', () => {
    const here = { line: 6, column: 15, alive: true }
    const series = measure({ 1: here, 3: here }, [
      [0, 'b', 1],
      [0, 'b', 3],
      [1, 'b', 1],
      [1, 'b', 3],
    ])
    expect(norms(series)).toEqual([
      [1, 1],
      [3, 3],
    ])
    expect(series.get('b')!.variable).toBe(1)
    expect(gradientLabels([...series.values()], line)).toEqual(['b #1', 'b #2'])
  })

  it('name the line where that tells them apart', () => {
    const at = (where: number) => ({ line: where, column: 1, alive: true })
    const series = measure({ 1: at(4), 2: at(12), 3: at(12), 4: at(1) }, [
      [0, 'b', 1],
      [0, 'b', 2],
      [0, 'b', 3],
      [0, 'W', 4],
    ])
    expect(gradientLabels([...series.values()], line)).toEqual([
      'b (line 4)',
      'b (line 12) #1',
      'b (line 12) #2',
      'W',
    ])
  })

  it('go on with a leaf that the script makes anew in each pass, but not while the old one lives', () => {
    const old = { line: 2, column: 1, alive: false }
    const next = { line: 2, column: 1, alive: true }
    const both: [number, string, number][] = [
      [0, 'x', 1],
      [1, 'x', 2],
    ]
    expect(norms(measure({ 1: old, 2: next }, both))).toEqual([[1, 2]])
    expect(norms(measure({ 1: next, 2: next }, both))).toEqual([[1], [2]])
    expect(norms(measure({ 1: old, 2: { ...next, line: 3 } }, both))).toEqual([[1], [2]])
  })

  it('stay few when the trace no longer knows the variables', () => {
    const measures = Array.from({ length: 50 }, (_, i): [number, string, number] => [i, 'x', i])
    expect(measure({}, measures).size).toBe(1)
  })
})
