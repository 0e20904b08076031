import { describe, expect, it } from 'vitest'
import { checkCurveModel, checkCurveTable, epsText, leastDrawn, storyOf } from './checkCurve'

const curveOf = (errors: readonly number[]) => errors.map((error, i) => ({ eps: 10 ** -(i + 1), error }))

describe('the curve of a gradient check', () => {
  it('is drawn from the smallest eps to the largest; zero stands at the lower edge and NaN is a gap', () => {
    const { lines } = checkCurveModel(curveOf([1e-2, 0, NaN]), 'eps', 'error')
    expect(lines[0]!.points.map(([, error]) => error)).toEqual([NaN, leastDrawn, 1e-2])
  })
  it('is told in full in the table', () => {
    expect(checkCurveTable(curveOf([0.25, 0]), ['eps', 'error']).rows).toEqual([
      ['1e-1', '0.25'],
      ['1e-2', '0'],
    ])
    expect(epsText(0.0001)).toBe('1e-4')
  })
  it('is told by what it shows', () => {
    expect(storyOf({ ok: true, curve: curveOf([1e-2, 1e-6, 1e-9, 1e-5]) })).toBe('valley')
    expect(storyOf({ ok: true, curve: curveOf([0, 1e-15, 1e-12, 1e-9]) })).toBe('rising')
    expect(storyOf({ ok: true, curve: curveOf([0, 0, 0, 0]) })).toBe('exact')
    expect(storyOf({ ok: false, curve: curveOf([1, 1, 1, 1]) })).toBe('wrong')
  })
})
