import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numbersOf } from './column'
import { derivedColumn, downsample, smooth } from './downsample'

describe('downsampling', () => {
  it('keeps every spike of a million points, and both ends', () => {
    const values = new Float64Array(1_000_000).fill(1)
    const spikes = [17, 400_003, 999_998]
    spikes.forEach((at, i) => (values[at] = i % 2 === 0 ? 100 : -100))
    const kept = downsample(values, 500)
    expect(kept.length).toBeLessThanOrEqual(2500)
    expect(spikes.every((at) => kept.includes(at))).toBe(true)
    expect([kept[0], kept.at(-1)]).toEqual([0, 999_999])
    expect(kept.every((at, i) => i === 0 || at > kept[i - 1]!)).toBe(true)
  })
  it('keeps a point that is no number, so that the gap shows', () => {
    const values = new Float64Array(10_000).fill(1)
    values[5003] = NaN
    expect(downsample(values, 10)).toContain(5003)
  })
  it('of a part keeps its spikes and nothing outside, and every point of a short one', () => {
    const values = Float64Array.from({ length: 100_000 }, (_, i) => (i === 50_123 ? 9 : Math.sin(i)))
    const kept = downsample(values, 100, 50_000, 60_000)
    expect(kept).toContain(50_123)
    expect([kept[0], kept.at(-1)]).toEqual([50_000, 59_999])
    expect(downsample(values, 100, 50_120, 50_125)).toEqual([50_120, 50_121, 50_122, 50_123, 50_124])
  })
  it('of a column that grows is what it would be of the whole at once', () => {
    const values: number[] = []
    const value = (i: number) => (i % 7919 === 0 ? NaN : Math.sin(i * i) * (i % 3001 === 0 ? 50 : 1))
    for (let length = 1; length < 60_000; length = Math.ceil(length * 1.7)) {
      while (values.length < length) values.push(value(values.length))
      expect(downsample(values, 40)).toEqual(downsample([...values], 40))
    }
  })
  it('has the extremes of any part', () => {
    const values = Array.from({ length: 20_000 }, (_, i) => Math.cos(i * i))
    fc.assert(
      fc.property(fc.nat(19_000), fc.integer({ min: 300, max: 1000 }), (first, length) => {
        const part = values.slice(first, first + length)
        const kept = downsample(values, 5, first, first + length).map((i) => values[i]!)
        expect(Math.max(...kept)).toBe(Math.max(...part))
        expect(Math.min(...kept)).toBe(Math.min(...part))
      }),
    )
  })
  it('leaves short columns alone', () => {
    expect(downsample([3, 1, 2], 100)).toEqual([0, 1, 2])
  })
})

describe('smoothing', () => {
  it('keeps a constant constant from the first point on, and nothing at weight 0', () => {
    numbersOf(smooth([5, 5, 5], 0.9)).forEach((value) => expect(value).toBeCloseTo(5))
    expect(smooth([1, 9, 2], 0)).toEqual([1, 9, 2])
  })
  it('lets a value count for those that are left out before it', () => {
    const reached = [1, 2, 12, 13, 40]
    const values = [5, 1, 3, 9, 2]
    const filled = reached.flatMap((reach, i) =>
      Array.from({ length: reach - (reached[i - 1] ?? 0) }, () => values[i]!),
    )
    const all = numbersOf(smooth(filled, 0.9))
    const some = numbersOf(smooth(values, 0.9, (count) => (count === 0 ? 0 : reached[count - 1]!)))
    some.forEach((value, i) => expect(value).toBeCloseTo(all[reached[i]! - 1]!, 10))
  })

  it('passes over values that are no number', () => {
    const result = smooth([1, NaN, 1], 0.5)
    expect(result.at(1)).toBeNaN()
    expect(result.at(2)).toBeCloseTo(1)
  })
})

describe('columns that follow another', () => {
  it('grow with it and are otherwise what they were', () => {
    const values = [4, 9]
    const roots = derivedColumn(Math.sqrt)
    const first = roots(values)
    const average = smooth(values, 0.5)
    values.push(16)
    expect(roots(values)).toBe(first)
    expect(numbersOf(first)).toEqual([2, 3, 4])
    expect(smooth(values, 0.5)).toBe(average)
    expect(average).toEqual(smooth([4, 9, 16], 0.5))
    expect(smooth(values, 0.9)).toEqual(smooth([4, 9, 16], 0.9))
  })
})
