import { TraceChunkWriter } from '@shared/trace'
import { describe, expect, it } from 'vitest'
import { ApartTrace } from './apartTrace'

function chunk(first: number): Uint8Array {
  const writer = new TraceChunkWriter(first)
  writer.write({ type: 'output', text: String(first), line: 1, column: 1 })
  return writer.finish()
}

describe('a trace that is read apart', () => {
  it('is whole when all chunks are in', async () => {
    const read = new ApartTrace()
    for (let i = 0; i < 5; i++) read.push(chunk(i))
    expect((await read.whole()).outputs.map(({ text }) => text)).toEqual(['0', '1', '2', '3', '4'])
  })

  it('rejects with the reason when a chunk is broken, and does not end as a shorter run', async () => {
    const read = new ApartTrace()
    read.push(chunk(0))
    read.push(chunk(7))
    await expect(read.whole()).rejects.toThrow('instead of 1')
  })
})
