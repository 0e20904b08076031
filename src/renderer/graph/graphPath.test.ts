import { describe, expect, it } from 'vitest'
import { pathThrough } from './graphPath'

describe('the way through an item', () => {
  // 0 → 2 → 3 → 4, 1 → 2, 3 → 5, 6 → 5
  const edges = [0, 2, 1, 2, 2, 3, 3, 4, 3, 5, 6, 5]
  it('is all that it comes from and all that comes from it', () => {
    expect([...pathThrough(edges, 7, 3)].sort()).toEqual([0, 1, 2, 3, 4, 5])
    expect([...pathThrough(edges, 7, 6)].sort()).toEqual([5, 6])
    expect([...pathThrough(edges, 7, 0)].sort()).toEqual([0, 2, 3, 4, 5])
  })
  it('leaves out what only shares a part of it', () => {
    expect(pathThrough(edges, 7, 4).has(5)).toBe(false)
    expect(pathThrough(edges, 7, 0).has(1)).toBe(false)
  })
})
