import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Column, numbersOf } from './column'

/** Columns as runs have them: whole numbers that go on nearly evenly, and anything else. */
const regular = fc
  .record({ first: fc.integer(), step: fc.integer({ min: -100, max: 100 }), jitter: fc.nat(200_000) })
  .map(
    ({ first, step, jitter }) =>
      (i: number) =>
        first + i * step + (jitter === 0 ? 0 : (i * i) % jitter),
  )
const constant = fc.oneof(fc.constantFrom(-0, NaN, -Infinity), fc.double()).map((value) => () => value)
const wild = fc
  .array(fc.double(), { minLength: 1, maxLength: 20 })
  .map((list) => (i: number) => list[i % list.length]!)
const changing = fc.tuple(regular, wild, fc.nat(9000)).map(
  ([before, after, from]) =>
    (i: number) =>
      i < from ? before(i) : after(i),
)

describe('a column', () => {
  it('gives back bit for bit what was put in, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(regular, constant, wild, changing),
        fc.integer({ min: 1, max: 13_000 }),
        (value, length) => {
          const column = new Column()
          for (let i = 0; i < length; i++) column.push(value(i))
          expect(column.length).toBe(length)
          for (let i = 0; i < length; i++)
            if (!Object.is(column.at(i), value(i))) expect(column.at(i)).toBe(value(i))
        },
      ),
      { numRuns: 100 },
    )
  })

  it('counts from its end with negative numbers, and has nothing outside', () => {
    for (const length of [3, 4096, 5000, 8192]) {
      const column = new Column()
      for (let i = 0; i < length; i++) column.push(i)
      expect([column.at(-1), column.at(-length), column.at(0)]).toEqual([length - 1, 0, 0])
      expect([column.at(length), column.at(-length - 1)]).toEqual([undefined, undefined])
      expect(numbersOf(column)).toEqual(Array.from({ length }, (_, i) => i))
    }
  })
})
