// Memory that is taken again must not show: random programs over arrays and views, with collections at any time, give
// what ordinary typed arrays give.
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeCollector } from '../../cli/collector'
import { storageStatus, take } from '../engine/buffers'
import { NDArray } from '../engine/ndarray'
import { resetEngine } from '../engine/state'
import * as kernels from '../kernels'
import { collectNow } from './pool'
import { setCollector } from './collector'

const collector = nodeCollector()
beforeEach(() => {
  resetEngine()
  setCollector(collector)
})
afterEach(() => setCollector(null))

test('this Node collects on demand', () => {
  expect(collector).not.toBeNull()
})

describe('the pool', () => {
  test('finds dead arrays inside a synchronous loop, so that the loop stays bounded', () => {
    const before = storageStatus()
    let total = 0
    for (let i = 0; i < 4000; i++) total += kernels.add(NDArray.zeros([100_000]), i).buffer![99_999]!
    const { overflowBytes, peakInUseBytes } = storageStatus()
    expect(total).toBe((3999 * 4000) / 2)
    expect(overflowBytes).toBe(before.overflowBytes)
    // 6.4 GB were made.
    expect(peakInUseBytes).toBeLessThan(600e6)
  })

  test('keeps what a view, a list or a closure refers to', () => {
    const kept: [NDArray, number][] = []
    for (let i = 0; i < 300; i++) {
      const array = kernels.add(NDArray.zeros([50, 1000]), i)
      if (i % 30 === 0) kept.push([kernels.getItem(array, ['::7', '3:900:2']), i])
      if (i % 30 === 10) kept.push([kernels.reshape(kernels.transpose(array), [-1]), i])
      if (i % 50 === 0) collectNow()
    }
    collectNow()
    for (let i = 0; i < 100; i++) take('float64', 50_000).fill(-1)
    for (const [array, value] of kept) expect(new Set(array.toTyped())).toEqual(new Set([value]))
  })

  test('leaves arrays to the garbage collector where there is none on demand, and counts them', () => {
    setCollector(null)
    const before = storageStatus().overflowBytes
    const kept = Array.from({ length: 70 }, (_, i) => take('float64', 1_000_000).fill(i))
    kept.forEach((buffer, i) => expect(buffer[999_999]).toBe(i))
    expect(storageStatus().overflowBytes).toBeGreaterThan(before)
  })
})

/** One step of a program over a few variables that hold arrays. */
const step = fc.record({
  kind: fc.constantFrom(
    ...(['add', 'multiply', 'negative', 'square', 'copy', 'slice', 'transpose', 'reshape'] as const),
    ...(['set', 'sum', 'drop', 'collect', 'row', 'cast', 'concatenate', 'where'] as const),
  ),
  from: fc.nat(5),
  other: fc.nat(5),
  to: fc.nat(5),
  value: fc.integer({ min: -3, max: 3 }),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const rows = 40
const columns = 60

/** All arrays are rows x columns, so that every operation fits; `fresh` makes the first ones. */
function run(steps: readonly Step[], disturb: boolean): number[][] {
  const start = (value: number): NDArray => kernels.add(NDArray.zeros([rows, columns]), value)
  const names = Array.from({ length: 6 }, (_, i) => start(i))
  const whole = (a: NDArray): NDArray => kernels.add(NDArray.zeros([rows, columns]), a)
  for (const { kind, from, other, to, value } of steps) {
    const a = names[from]!
    const b = names[other]!
    if (kind === 'add') names[to] = kernels.add(a, b)
    else if (kind === 'multiply') names[to] = kernels.multiply(a, value / 2)
    else if (kind === 'negative') names[to] = kernels.negative(a)
    else if (kind === 'square') names[to] = kernels.square(kernels.multiply(a, 0.1))
    else if (kind === 'copy') names[to] = a.copy()
    else if (kind === 'slice') names[to] = kernels.broadcast_to(kernels.getItem(a, ['3:4']), [rows, columns])
    else if (kind === 'transpose') names[to] = kernels.transpose(kernels.reshape(a, [columns, rows]))
    else if (kind === 'reshape') names[to] = kernels.reshape(kernels.reshape(a, [-1]), [rows, columns])
    else if (kind === 'set') kernels.setItem(a, [value, '::2'], kernels.getItem(b, [value, '::2']))
    else if (kind === 'sum')
      names[to] = whole(kernels.sum(a, { axis: value % 2 === 0 ? 0 : 1, keepdims: true }))
    else if (kind === 'drop') names[to] = start(value)
    else if (kind === 'row') names[to] = kernels.subtract(a, kernels.getItem(b, [value]))
    else if (kind === 'cast') names[to] = a.astype('float32').astype('float64')
    else if (kind === 'concatenate') {
      names[to] = kernels.getItem(kernels.concatenate([a, b]), [`${rows / 2}:${rows / 2 + rows}`])
    } else if (kind === 'where') names[to] = kernels.where(kernels.greater(a, b), a, kernels.negative(b))
    else if (disturb) {
      collectNow()
      for (let i = 0; i < 4; i++) take('float64', rows * columns).fill(NaN)
    }
  }
  return names.map((array) => [...array.toTyped()])
}

test('any program gives the same with collections at any time as without', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      expect(run(steps, true)).toEqual(run(steps, false))
    }),
    { numRuns: 40 },
  )
})
