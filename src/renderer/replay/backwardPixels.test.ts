import type { StepRecord } from '@shared/traceRecords'
import { expect, it } from 'vitest'
import { backwardPixels } from './backwardPixels'

const steps = (phases: string): StepRecord[] =>
  [...phases].map((phase, seq) => ({ seq, phase: phase === 'b' ? 'backward' : 'forward', node: 0, pass: 0 }))

it('marks each backward pass where it lies on the timeline', () => {
  expect(backwardPixels(steps('ffbbffbb'), 80)).toEqual([
    [20, 40],
    [60, 80],
  ])
  expect(backwardPixels(steps('ffff'), 80)).toEqual([])
  expect(backwardPixels([], 80)).toEqual([])
})

it('costs no more than the strip is wide', () => {
  expect(backwardPixels(steps('fb'.repeat(50_000)), 10).length).toBeLessThanOrEqual(10)
})
