import { describe, expect, it } from 'vitest'
import { downsample, smooth } from './downsample'

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
  it('leaves short columns alone', () => {
    expect(downsample([3, 1, 2], 100)).toEqual([0, 1, 2])
  })
})

describe('smoothing', () => {
  it('keeps a constant constant from the first point on, and nothing at weight 0', () => {
    smooth([5, 5, 5], 0.9).forEach((value) => expect(value).toBeCloseTo(5))
    expect(smooth([1, 9, 2], 0)).toEqual([1, 9, 2])
  })
  it('passes over values that are no number', () => {
    const result = smooth([1, NaN, 1], 0.5)
    expect(result[1]).toBeNaN()
    expect(result[2]).toBeCloseTo(1)
  })
})
