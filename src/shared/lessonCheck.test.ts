import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkLesson, meets } from './lessonCheck'

describe('checking a run', () => {
  const check = (expected: string[], printed: string[]) =>
    checkLesson({ expectations: expected.map((line) => ({ text: line, tolerance: 0 })) }, printed)

  it('accepts the expected lines in order, with others between them', () => {
    expect(check(['1.0', '2.0'], ['start', '1.0', 'between', '2.0', 'end'])).toEqual([
      { expected: '1.0', got: '1.0', ok: true },
      { expected: '2.0', got: '2.0', ok: true },
    ])
  })

  it('takes a text of several lines as several, with its leading spaces', () => {
    const printed = ['variable([[1 2 3]\n          [4 5 6]])']
    expect(check(['variable([[1 2 3]', '          [4 5 6]])'], printed).every(({ ok }) => ok)).toBe(true)
    expect(check(['[4 5 6]])'], printed)[0]!.ok).toBe(false)
  })

  it('shows the line that stands in the place of a missing one', () => {
    expect(check(['1.0', '2.0', '3.0'], ['1.0', '2.5', '3.0'])[1]).toEqual({
      expected: '2.0',
      got: '2.5',
      ok: false,
    })
    expect(check(['1.0', '2.0'], ['1.0'])[1]).toEqual({ expected: '2.0', got: null, ok: false })
  })

  it('misses no later line because an earlier one is wrong', () => {
    expect(check(['5', '1', '2'], ['1', '2', '5']).map(({ ok }) => ok)).toEqual([false, true, true])
  })

  it('does not accept the right lines in the wrong order', () => {
    expect(check(['1', '2'], ['2', '1']).filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('compares numbers as text unless a tolerance is given', () => {
    expect(meets({ text: 'loss 0.5000', tolerance: 0 }, 'loss 0.5')).toBe(false)
    expect(meets({ text: 'loss 0.5', tolerance: 1e-3 }, 'loss 0.5004')).toBe(true)
    expect(meets({ text: 'loss 0.5', tolerance: 1e-3 }, 'loss 0.502')).toBe(false)
    expect(meets({ text: 'loss 5000', tolerance: 1e-3 }, 'loss 5004')).toBe(true)
    expect(meets({ text: 'loss 0.5', tolerance: 1e-3 }, 'error 0.5')).toBe(false)
    expect(meets({ text: 'loss 0.5', tolerance: 1e-3 }, 'loss nan')).toBe(false)
    expect(meets({ text: 'loss 1e-9', tolerance: 1e-12 }, 'loss 1.0000001e-09')).toBe(true)
  })

  it('meets all expectations exactly when they are a subsequence of the printed lines, else as many as can be', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 7 })
    fc.assert(
      fc.property(words, words, (expected, printed) => {
        const met = check(expected, printed).filter(({ ok }) => ok).length
        expect(met).toBe(longestCommon(expected, printed))
      }),
    )
  })
})

/** By definition: the longest of all subsequences of `a` that is one of `b`. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let best = 0
  for (let mask = 0; mask < 1 << a.length; mask++) {
    const part = a.filter((_, i) => (mask >> i) & 1)
    let at = 0
    for (const line of b) if (line === part[at]) at++
    if (at === part.length) best = Math.max(best, part.length)
  }
  return best
}
