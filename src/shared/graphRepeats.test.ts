import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRepeats } from './graphRepeats'

const of = (text: string) => findRepeats([...text].map((sign) => sign.charCodeAt(0)))

describe('repeats', () => {
  it('are found with the least period, and two are not enough', () => {
    expect(of('xabcabcabcy')).toEqual([{ first: 1, period: 3, count: 3 }])
    expect(of('aaaa')).toEqual([{ first: 0, period: 1, count: 4 }])
    expect(of('abab')).toEqual([])
  })

  it('leave out the beginning of one more that is not whole', () => {
    expect(of('abcabcabcab')).toEqual([{ first: 0, period: 3, count: 3 }])
  })

  it('inside a longer one stand where they are', () => {
    expect(of('aaabaaabaaab')).toEqual([
      { first: 0, period: 1, count: 3 },
      { first: 4, period: 1, count: 3 },
      { first: 8, period: 1, count: 3 },
    ])
  })

  it('never overlap, and each says the truth about the sequence', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { maxLength: 80 }), (signatures) => {
        let end = 0
        for (const { first, period, count } of findRepeats(signatures)) {
          expect(first).toBeGreaterThanOrEqual(end)
          expect(count).toBeGreaterThanOrEqual(3)
          end = first + period * count
          expect(end).toBeLessThanOrEqual(signatures.length)
          for (let i = first; i + period < end; i++) expect(signatures[i]).toBe(signatures[i + period])
        }
      }),
    )
  })
})
