import { describe, expect, it } from 'vitest'
import { throughSlices } from './turns'

function* countTo(end: number): Generator<undefined, number, undefined> {
  let count = 0
  while (count < end) {
    count++
    yield
  }
  if (end < 0) throw new Error('nothing to count')
  return count
}

describe('work in slices', () => {
  it('gives the result of the work, and begins after whoever asked has gone on', async () => {
    const order: string[] = []
    const work = throughSlices(countTo(1000)).then((count) => order.push(`counted ${count}`))
    order.push('asked')
    await work
    expect(order).toEqual(['asked', 'counted 1000'])
  })

  it('rejects with what the work throws', async () => {
    await expect(throughSlices(countTo(-1))).rejects.toThrow('nothing to count')
  })

  it('is given up between two slices, and the asker hears why', async () => {
    const wanted = new AbortController()
    const work = throughSlices(countTo(Infinity), wanted.signal)
    setTimeout(() => wanted.abort(new Error('another run is shown')))
    await expect(work).rejects.toThrow('another run is shown')
  })
})
