import { expect, it } from 'vitest'
import { LivePace } from './livePace'

it('shows thirty states a second where drawing is quick', () => {
  const pace = new LivePace()
  expect(pace.everyMs).toBe(33)
  pace.took(8)
  expect(1000 / pace.everyMs).toBeGreaterThan(30)
})

it('leaves two thirds of the time to others where drawing is slow, from the first slow drawing on', () => {
  const pace = new LivePace()
  pace.took(60)
  expect(pace.everyMs).toBe(180)
})

it('is back at its pace soon after one slow drawing', () => {
  const pace = new LivePace()
  pace.took(60)
  let drawings = 0
  while (pace.everyMs > 33) {
    pace.took(5)
    drawings++
  }
  expect(drawings).toBeLessThan(5)
})
