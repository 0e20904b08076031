import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GrowingTable } from './recordTable'

const id = fc.oneof(fc.nat(5000), fc.nat(2 ** 31 - 1))

describe('a table of records', () => {
  it('has what was put under an id last, and nothing under any other', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(id, fc.string())), fc.array(id), (entries, others) => {
        const table = new GrowingTable<string>()
        for (const [key, record] of entries) table.set(key, record)
        const expected = new Map(entries)
        for (const key of [-1, ...expected.keys(), ...others]) {
          expect(table.get(key)).toBe(expected.get(key))
          expect(table.has(key)).toBe(expected.has(key))
        }
      }),
    )
  })
})
