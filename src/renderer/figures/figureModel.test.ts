import { describe, expect, it } from 'vitest'
import { figuresAt } from '@shared/figures'
import { TraceChunkWriter, type TraceEventOf } from '@shared/trace'
import { applyBatch, createTraceState } from '@shared/traceState'
import { lastCursor } from '@shared/traceView'
import { bandTokens, figureFrame, figureKeys } from './figureOption'
import { figureModel, figureTable } from './figureModel'

type Drawn = Partial<TraceEventOf<'figure-drawn'>>

function traceOf(...drawings: readonly Drawn[]) {
  const writer = new TraceChunkWriter(0)
  for (const drawn of drawings) {
    writer.write({
      type: 'figure-drawn',
      figure: 'F',
      kind: 'line',
      name: '',
      xs: [],
      ys: [],
      values: [],
      path: [],
      axes: '',
      line: 1,
      ...drawn,
    })
  }
  return applyBatch(createTraceState(), writer.finish())
}

function modelOf(...drawings: readonly Drawn[]) {
  const state = traceOf(...drawings)
  return figureModel(state, figuresAt(state, lastCursor(state))[0]!, lastCursor(state))
}

const words = { drawing: 'drawing', place: 'point', height: 'height', path: 'way', map: 'map' }
const every = (count: number) => Array.from({ length: count }, (_, i) => i)
const plane = { kind: 'heights', xs: [0, 1, 2], ys: [0, 1], values: [0, 1, 2, 10, 11, 12] }

describe('a figure at the cursor', () => {
  it('has its lines, points, map and way, and the moments at which it changes', () => {
    const model = modelOf(
      plane,
      { kind: 'path', xs: [0, 2], ys: [0, 1] },
      { name: 'a', xs: [1], ys: [2] },
      { name: 'a', xs: [3], ys: [4] },
      { kind: 'points', xs: [5], ys: [6], values: [1] },
    )
    expect(model.lines.map(({ xs }) => xs)).toEqual([[3]])
    expect(model.points).toHaveLength(1)
    expect(model.map?.heights).toEqual(plane.values)
    expect(model.path).toMatchObject({ xs: [0, 2], ys: [0, 1], reached: 1 })
    expect(model.moments).toEqual([0, 1, 2, 3, 4])
  })

  it('is a table with a row for each of its numbers, the way with its heights', () => {
    const { columns, rows } = figureTable(
      modelOf(
        plane,
        { kind: 'path', xs: [0.5], ys: [1] },
        { name: 'a', xs: [7], ys: [8], axes: '{"xLabel":"time"}' },
      ),
      words,
      every,
    )
    expect(columns).toEqual(['drawing', 'point', 'time', 'y', 'height'])
    expect(rows.slice(0, 3)).toEqual([
      ['a', '1', '7', '8', ''],
      ['way', '1', '0.5', '1', '10.5'],
      ['map', '1', '0', '0', '0'],
    ])
    expect(rows).toHaveLength(2 + plane.values.length)
  })

  it('names what it draws, classes by their numbers', () => {
    const keys = figureKeys(
      modelOf(
        { name: 'fit', xs: [0], ys: [0] },
        { kind: 'points', name: 'class', xs: [0, 1], ys: [0, 1], values: [2, 0] },
      ),
    )
    expect(keys.map(({ name }) => name)).toEqual(['fit', 'class 0', 'class 2'])
    expect(new Set(keys.map(({ sign }) => sign)).size).toBeGreaterThan(1)
  })

  it('colours a map of classes as the points of the classes', () => {
    const classes = { kind: 'points', xs: [0, 1, 2], ys: [0, 0, 0], values: [0, 1, 2] }
    const places = Array.from({ length: 6 }, (_, i) => i)
    const values = places.flatMap((row) => places.map((column) => (column < 3 ? 0 : row < 3 ? 1 : 2)))
    const axes = '{"levels":[0.5,1.5]}'
    const map = { ...plane, axes, xs: places, ys: places, values }
    expect(bandTokens(modelOf(map, classes))).toEqual({
      tokens: ['series-1', 'series-2', 'series-3'],
      areClasses: true,
    })
    expect(bandTokens(modelOf(map)).areClasses).toBe(false)
    // Heights that change little by little are no classes, as many levels as they may have.
    expect(bandTokens(modelOf({ ...plane, axes }, classes)).areClasses).toBe(false)
  })

  it('has equal units on both axes of a map, unless that were a strip', () => {
    const square = { ...plane, xs: [-1, 1], ys: [-1, 1], values: [0, 0, 0, 0] }
    const { width, height } = figureFrame(modelOf(square), 900, 500, 1)
    expect(width).toBe(height)
    const long = { ...plane, xs: [0, 100], ys: [0, 1], values: [0, 0, 0, 0] }
    expect(figureFrame(modelOf(long), 900, 500, 1).height).toBeGreaterThan(300)
  })
})
