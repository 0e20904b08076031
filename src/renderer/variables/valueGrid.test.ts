import { describe, expect, it } from 'vitest'
import { NDArray } from '../../worker/engine/ndarray'
import { summarize } from '../../worker/trace/summarize'
import { placeText, toCsv, toListText, toValueGrid } from './valueGrid'
import { lonePlaces, toHistogram, toPicture } from './valuePicture'

/** An array 0, 0.5, 1, … as the trace keeps it. */
function version(shape: readonly number[]) {
  const size = shape.reduce((product, side) => product * side, 1)
  const array = NDArray.fromTyped(
    Float64Array.from({ length: size }, (_, i) => i / 2),
    shape,
    'float64',
  )
  return { seq: 0, array: 0, dtype: 'float64', shape, bytes: 8 * size, summary: summarize(array) }
}

describe('the grid of an array', () => {
  it('of a number is one cell', () => {
    expect(toValueGrid(version([]))).toEqual({
      columns: ['0'],
      rows: [{ place: '0', cells: [0] }],
      shown: 1,
      size: 1,
    })
  })

  it('of a list goes on in rows, headed by the first index', () => {
    const grid = toValueGrid(version([10]))
    expect(grid.rows.map(({ place, cells }) => [place, cells.length])).toEqual([
      ['0', 8],
      ['8', 2],
    ])
  })

  it('of more axes has a row for each place but along the last', () => {
    const grid = toValueGrid(version([2, 2, 3]))
    expect(grid.columns).toEqual(['0', '1', '2'])
    expect(grid.rows.map(({ place }) => place)).toEqual(['0, 0', '0, 1', '1, 0', '1, 1'])
    expect(grid.rows[3]!.cells).toEqual([4.5, 5, 5.5])
  })

  it('of a large array shows what is recorded and says of how much', () => {
    expect(toValueGrid(version([100, 30]))).toMatchObject({ shown: 64, size: 3000 })
    expect(toValueGrid(version([100, 30])).rows.map(({ cells }) => cells.length)).toEqual([30, 30, 4])
    expect(toValueGrid(version([2, 100])).columns).toHaveLength(64)
  })

  it('of nothing is empty', () => {
    expect(toValueGrid(version([0]))).toMatchObject({ rows: [], shown: 0, size: 0 })
  })
})

describe('copied values', () => {
  it('are nested lists that a script can read, or say that they are a part', () => {
    expect(toListText(version([]))).toBe('0')
    expect(toListText(version([2, 2]))).toBe('[[0, 0.5], [1, 1.5]]')
    expect(toListText(version([65]))).toMatch(/, 31\.5, …\]$/)
  })
  it('are rows of comma-separated values', () => {
    expect(toCsv(toValueGrid(version([2, 2])))).toBe('0,0.5\n1,1.5\n')
  })
  it('name places in brackets', () => {
    expect([placeText([]), placeText([3, 1])]).toEqual(['', '[3, 1]'])
  })
})

describe('the picture of an array', () => {
  it('is none for a number, a line for a list or column, a heatmap for a matrix, else a histogram', () => {
    const kinds = [[], [5], [5, 1], [3, 4], [2, 3, 4], [4, 500]].map(
      (shape) => toPicture(version(shape))?.kind,
    )
    expect(kinds).toEqual([undefined, 'line', 'line', 'heatmap', 'histogram', 'histogram'])
  })
  it('counts every finite value once', () => {
    const { counts, low, high } = toHistogram([1, 2, 2, NaN, 5, Infinity])
    expect([counts.reduce((a, b) => a + b), low, high, counts[0], counts.at(-1)]).toEqual([4, 1, 5, 1, 1])
    expect(toHistogram([3, 3]).counts[0]).toBe(2)
  })
})

it('values that no line of the picture reaches are found, to be drawn as points', () => {
  expect(lonePlaces([1, NaN, Infinity, 2, 3, NaN, 4])).toEqual([0, 6])
  expect(lonePlaces([1, 2, 3])).toEqual([])
})
