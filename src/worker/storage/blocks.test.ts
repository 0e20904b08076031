import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Blocks, bytesOfClass, sizeClassOf, type Block } from './blocks'

const megabyte = 2 ** 20

test('every size has a class that holds it and wastes at most an eighth', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1024, max: 2 ** 30 }), (bytes) => {
      const size = bytesOfClass(sizeClassOf(bytes))
      expect(size).toBeGreaterThanOrEqual(bytes)
      expect(size).toBeLessThanOrEqual(bytes * 1.125 + 128)
    }),
  )
})

describe('blocks', () => {
  test('come back last in, first out', () => {
    const blocks = new Blocks(0, () => true)
    const [a, b] = [blocks.take(5000)!, blocks.take(5000)!]
    blocks.giveBack(a)
    blocks.giveBack(b)
    expect([blocks.take(5000), blocks.take(5000)]).toEqual([b, a])
  })

  test('never overlap, whatever is taken and given back', () => {
    const step = fc.record({ bytes: fc.integer({ min: 1, max: 40 * megabyte }), back: fc.nat(5) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const blocks = new Blocks(1024, (end) => end <= 512 * megabyte)
        const taken: Block[] = []
        for (const { bytes, back } of steps) {
          const block = blocks.take(bytes)
          if (block !== null) taken.push(block)
          if (back > 0 && taken.length > 0)
            blocks.giveBack(taken.splice((bytes * back) % taken.length, 1)[0]!)
        }
        const ranges = taken
          .map(({ address, sizeClass }) => [address, address + bytesOfClass(sizeClass)] as const)
          .sort((p, q) => p[0] - q[0])
        ranges.forEach(([start, end], i) => {
          expect(start % 128).toBe(0)
          expect(start).toBeGreaterThanOrEqual(i === 0 ? 1024 : ranges[i - 1]![1])
          expect(end).toBeLessThanOrEqual(512 * megabyte)
        })
        expect(blocks.inUseBytes).toBe(ranges.reduce((sum, [start, end]) => sum + end - start, 0))
      }),
    )
  })

  test('of one size serve arrays of another, so that a program that changes its shapes needs no more', () => {
    const blocks = new Blocks(0, () => true)
    const use = (bytes: number): void => {
      const taken = Array.from({ length: Math.floor((64 * megabyte) / bytes) }, () => blocks.take(bytes)!)
      for (const block of taken) blocks.giveBack(block)
    }
    for (const bytes of [8192, 3 * megabyte, 100_000, 20 * megabyte, 1024 * 1024, 5000]) use(bytes)
    expect(blocks.reservedBytes).toBeLessThanOrEqual(72 * megabyte)
  })

  test('end where the range ends', () => {
    const blocks = new Blocks(0, (end) => end <= megabyte)
    expect(blocks.take(2 * megabyte)).toBeNull()
    const block = blocks.take(megabyte)!
    expect(blocks.take(1024)).toBeNull()
    blocks.giveBack(block)
    // A larger block is better than none.
    expect(blocks.take(megabyte / 2)).not.toBeNull()
    expect(blocks.peakInUseBytes).toBe(megabyte)
  })
})
