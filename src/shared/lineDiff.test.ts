import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineDiff, withContext } from './lineDiff'

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 })
  .map((lines) => lines.join('\n'))

describe('the difference of two texts', () => {
  it('gives both texts back', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDiff(before, after)
        const side = (kind: 'removed' | 'added') =>
          lines.filter((line) => line.kind === 'same' || line.kind === kind)
        expect(
          side('removed')
            .map((line) => line.text)
            .join('\n'),
        ).toBe(before)
        expect(
          side('added')
            .map((line) => line.text)
            .join('\n'),
        ).toBe(after)
        expect(side('removed').map((line) => line.before)).toEqual(before.split('\n').map((_, i) => i + 1))
        expect(side('added').map((line) => line.after)).toEqual(after.split('\n').map((_, i) => i + 1))
      }),
    )
  })

  it('is as small as can be', () => {
    const kinds = (before: string, after: string) =>
      lineDiff(before, after)
        .map(({ kind }) => kind[0])
        .join('')
    expect(kinds('a\nb\nc', 'a\nx\nc')).toBe('sras')
    expect(kinds('a\nb\nc\nd', 'b\nd')).toBe('rsrs')
    expect(kinds('same', 'same')).toBe('s')
  })

  it('of texts with nothing in common is found in time', () => {
    const long = (mark: string) => Array.from({ length: 20_000 }, (_, i) => `${mark}${i}`).join('\n')
    const lines = lineDiff(`top\n${long('a')}\nend`, `top\n${long('b')}\nend`)
    expect(lines).toHaveLength(40_002)
    expect([lines[0]!.kind, lines.at(-1).kind]).toEqual(['same', 'same'])
  })

  it('is shown with the lines around the changes', () => {
    const lines = lineDiff('1\n2\n3\n4\n5\n6\n7', '1\n2\n3\nx\n5\n6\n7')
    expect(withContext(lines, 1).map((line) => line?.text ?? '…')).toEqual(['…', '3', '4', 'x', '5', '…'])
    expect(withContext(lineDiff('a', 'a'))).toEqual([null])
  })
})
