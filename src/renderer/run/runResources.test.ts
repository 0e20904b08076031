import { describe, expect, it } from 'vitest'
import { parseSettings } from '../ui/settings'
import { resourcesOf, threadsOf } from './runResources'

const stored = (values: Record<string, unknown>) => parseSettings(values, 'en')

describe('what a run may use', () => {
  it('is left to the machine unless the person says so', () => {
    expect(resourcesOf(stored({}))).toEqual({})
  })

  it('is as many threads and million bytes as were chosen', () => {
    expect(resourcesOf(stored({ threads: 2, memoryLimitMegabytes: 250 }))).toEqual({
      threads: 2,
      memoryLimitBytes: 250_000_000,
    })
  })

  it('counts a stored number of threads that cannot be as none', () => {
    for (const threads of [-1, 1.5, 9, '2', null]) expect(threadsOf(stored({ threads }))).toEqual({})
  })
})
