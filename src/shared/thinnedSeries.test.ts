import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Column, numbersOf } from './column'
import { pointsUpTo, rowFrom, type Thinned, thinnedIfLong } from './thinnedSeries'

const createSeries = () => ({
  thinned: null as Thinned | null,
  seqs: new Column(),
  values: new Column(),
  others: new Column(),
})

/** Noise with a spike, an infinity or a gap now and then; the same for the same seed. */
function valueOf(seed: number, i: number): number {
  const noise = Math.sin((i + 1) * 12.9898 + seed) * 43758.5453
  const part = noise - Math.floor(noise)
  if (part < 1e-4) return NaN
  if (part > 1 - 1e-5) return -Infinity
  return part > 0.999 ? part * 1e6 : Math.round(part * 50)
}

function seriesOf(count: number, seed: number) {
  let series = createSeries()
  for (let i = 0; i < count; i++) {
    series.seqs.push(3 * i)
    series.values.push(valueOf(seed, i))
    series.others.push(i % 7)
    series = thinnedIfLong(series, ['values'])
  }
  return series
}

/** Which points stay of the first `points` when all of them are thinned at once. */
function keptAtOnce(values: readonly number[], points: number, every: number): number[] {
  const kept = new Set<number>()
  for (let from = 0; from < points; from += every) {
    const bucket = values.slice(from, Math.min(from + every, points))
    const numbers = bucket.filter((value) => !Number.isNaN(value))
    for (const at of [
      bucket.length - 1,
      bucket.indexOf(Math.min(...numbers)),
      bucket.indexOf(Math.max(...numbers)),
      bucket.findIndex(Number.isNaN),
    ])
      if (at >= 0) kept.add(from + at)
  }
  return [...kept].sort((a, b) => a - b)
}

describe('a long series', () => {
  it('is whole up to 81,919 points', () => {
    const series = seriesOf(81_919, 1)
    expect(series.thinned).toBeNull()
    expect(series.seqs.length).toBe(81_919)
    expect(pointsUpTo(series, 81_919)).toBe(81_919)
  })

  it('keeps of its older points the last, least, greatest and first without a number of each bucket, the others whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 81_920, max: 300_000 }), fc.integer(), (count, seed) => {
        const series = seriesOf(count, seed)
        const { points, every, kept } = series.thinned!
        const values = Array.from({ length: count }, (_, i) => valueOf(seed, i))
        const expected = keptAtOnce(values, points, every)
        expect(numbersOf(kept)).toEqual(expected)
        for (let i = points; i < count; i++) expected.push(i)
        expect(numbersOf(series.seqs)).toEqual(expected.map((i) => 3 * i))
        expect(numbersOf(series.values)).toEqual(expected.map((i) => values[i]))
        expect(numbersOf(series.others)).toEqual(expected.map((i) => i % 7))
      }),
      { numRuns: 4 },
    )
  }, 60_000)

  it('has at most 114,688 points, the newest 65,536 of them whole', () => {
    let series = createSeries()
    let most = 0
    for (let i = 0; i < 600_000; i++) {
      series.seqs.push(i)
      series.values.push(valueOf(5, i))
      series = thinnedIfLong(series, ['values'])
      most = Math.max(most, series.seqs.length)
      if (series.thinned !== null && i + 1 - series.thinned.points < 65_536)
        expect(series.thinned.points).toBeLessThanOrEqual(i + 1 - 65_536)
    }
    expect(most).toBeLessThanOrEqual(114_688)
    expect(pointsUpTo(series, series.seqs.length)).toBe(600_000)
  }, 60_000)

  it('tells how many points of the run its kept ones reach to', () => {
    const series = seriesOf(200_000, 3)
    for (const rows of [0, 1, 2, 1000, series.thinned!.kept.length, series.seqs.length])
      expect(pointsUpTo(series, rows)).toBe(rows === 0 ? 0 : series.seqs.at(rows - 1)! / 3 + 1)
  })

  it('finds the first kept point from a point of the run on', () => {
    const series = seriesOf(200_000, 3)
    const points = numbersOf(series.seqs).map((seq) => seq / 3)
    for (const point of [0, 1, 15, 16, 17, 5000, series.thinned!.points - 1, series.thinned!.points, 199_999])
      expect(rowFrom(series, point)).toBe(points.findIndex((kept) => kept >= point))
  })

  it('leaves what it replaces as it was', () => {
    const before = seriesOf(81_919, 2)
    before.seqs.push(1)
    before.values.push(2)
    before.others.push(3)
    const after = thinnedIfLong(before, ['values'])
    after.values.push(4)
    expect(before.values.length).toBe(81_920)
    expect(before.values.at(-1)).toBe(2)
    expect(after.values.at(-1)).toBe(4)
    expect(after.values.at(-after.values.length - 1)).toBeUndefined()
  })
})
