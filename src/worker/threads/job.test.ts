import { describe as group, expect, test } from 'vitest'
import { closedTicket, describe, firstTicket, jobBlockAt, mostChunks, slot, workOn } from './job'

const block = () => jobBlockAt(new SharedArrayBuffer(4096), 0)

/** Describes a call of kernel 0 with a length in its last argument. */
function post(of: ReturnType<typeof block>, job: number, length: number, chunkLength: number): void {
  const { control } = of
  control[slot.ticket] = closedTicket(job - 1)
  describe(of, [1000, 7, length], [8 * chunkLength, 0, 0])
  control[slot.lengthAt] = 2
  control[slot.length] = length
  control[slot.chunkLength] = chunkLength
  control[slot.chunks] = Math.ceil(length / chunkLength)
  control[slot.done] = 0
  control[slot.ticket] = firstTicket(job)
}

group('a call in chunks', () => {
  test('is cut without gaps, and the last chunk is what is left', () => {
    const shared = block()
    const calls: (readonly number[])[] = []
    post(shared, 5, 70, 32)
    workOn(shared, [(...args) => calls.push(args)], 5)
    expect(calls).toEqual([
      [1000, 7, 32],
      [1256, 7, 32],
      [1512, 7, 6],
    ])
    expect(shared.control[slot.done]).toBe(3)
  })

  test('is left alone by a thread that comes too late, also while the next one is described', () => {
    const shared = block()
    const never = (): never => {
      throw new Error('called')
    }
    post(shared, 5, 64, 32)
    workOn(shared, [() => undefined], 5)
    // More chunks than the call had: the description of the next one is being written.
    shared.control[slot.ticket] = closedTicket(5)
    shared.control[slot.chunks] = mostChunks
    workOn(shared, [never], 5)
    post(shared, 6, 64, 32)
    workOn(shared, [never], 5)
    expect(shared.control[slot.done]).toBe(0)
  })

  test('keeps its tickets apart from those of calls long before', () => {
    const jobs = [0, 1, 2 ** 21, 2 ** 22 - 1, 2 ** 31 - 1, -(2 ** 31), -1]
    for (const job of jobs) {
      const shared = block()
      post(shared, job, mostChunks, 1)
      let calls = 0
      workOn(shared, [() => calls++], job)
      expect(calls).toBe(mostChunks)
    }
    expect(new Set([0, 1, 2, 2 ** 22 - 1].map(firstTicket)).size).toBe(4)
  })
})
