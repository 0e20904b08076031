import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logAxis } from './logAxis'

describe('a logarithmic axis', () => {
  it('has the decades where values differ by much, and not more of them than can be read', () => {
    expect(logAxis(3e-4, 40)).toEqual({ low: 1e-4, high: 100, ticks: [1e-4, 1e-3, 0.01, 0.1, 1, 10, 100] })
    const { ticks } = logAxis(1e-17, 1e3)
    expect(ticks.length).toBeLessThanOrEqual(9)
    expect(ticks.slice(0, 2)).toEqual([1e-17, 1e-14])
  })

  it('has round numbers in between where they differ by less', () => {
    expect(logAxis(0.3, 4)).toEqual({ low: 0.2, high: 5, ticks: [0.2, 0.5, 1, 2, 5] })
    expect(logAxis(0.25, 0.9).ticks).toEqual([0.2, 0.3, 0.5, 1])
    expect(logAxis(0.71, 0.99).ticks).toEqual([0.6, 0.8, 1])
  })

  it('stands around a single value', () => {
    expect(logAxis(1, 1).ticks).toEqual([0.8, 1, 1.2])
  })

  it('holds every value between its ends and has a few figures', () => {
    const positive = fc.double({ min: 1e-290, max: 1e290, noNaN: true })
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const [least, most] = [Math.min(a, b), Math.max(a, b)]
        const { low, high, ticks } = logAxis(least, most)
        expect(low).toBeLessThanOrEqual(least * (1 + 1e-9))
        expect(high * (1 + 1e-9)).toBeGreaterThanOrEqual(most)
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        expect(ticks.length).toBeLessThanOrEqual(9)
      }),
    )
  })
})
