import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { LabError } from './failure'
import { TraceChunkWriter, traceLayouts, traceTypes, type TraceEvent } from './trace'
import { openTraceChunk } from './traceReader'

const int = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const float = fc.double()
const text = fc.string({ unit: 'binary' })
const contents = { i: int, f: float, s: text, I: fc.array(int), F: fc.array(float) } as const

/** Events of every type, with any content of their fields. */
const anyEvent: fc.Arbitrary<TraceEvent> = fc.oneof(
  ...traceTypes.map((type, index) => {
    const fields = traceLayouts[index]!.map(([name, field]) => [name, contents[field]] as const)
    return fc.record({ type: fc.constant(type), ...Object.fromEntries(fields) }) as fc.Arbitrary<TraceEvent>
  }),
)

function encode(events: readonly TraceEvent[], first = 0): Uint8Array {
  const writer = new TraceChunkWriter(first)
  for (const event of events) writer.write(event)
  return writer.finish()
}

describe('a trace chunk', () => {
  it('gives back the events that were written, to the last bit', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 50 }), (events) => {
        const chunk = openTraceChunk(encode(events))
        expect([...chunk.events()]).toEqual(events)
        const told: TraceEvent[] = []
        chunk.each((event) => told.push({ ...event }))
        expect(told).toEqual(events)
      }),
    )
  })

  it('can be read from the middle of a bigger buffer', () => {
    const events: TraceEvent[] = [{ type: 'metric', name: 'loss', step: 1, value: 0.5, line: 3 }]
    const bytes = encode(events)
    const bigger = new Uint8Array(bytes.length + 3)
    bigger.set(bytes, 3)
    expect([...openTraceChunk(bigger.subarray(3)).events()]).toEqual(events)
  })

  it('is refused by name, never read wrongly in silence, when its length changed', () => {
    const bytes = encode([{ type: 'output', text: 'hello', line: 1, column: 1 }])
    for (let length = 0; length < bytes.length; length++) {
      expect(() => [...openTraceChunk(bytes.slice(0, length)).events()]).toThrow('the record is cut off')
    }
  })

  it('is refused by name, or reads something, whatever byte is changed', () => {
    const bytes = encode([
      { type: 'output', text: 'hello', line: 1, column: 1 },
      { type: 'backward-step', pass: 0, node: 4, timeMs: 0.25 },
    ])
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const broken = bytes.slice()
        broken[at] = value
        try {
          for (const event of openTraceChunk(broken).events()) expect(typeof event.type).toBe('string')
        } catch (error) {
          expect(error).toBeInstanceOf(LabError)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('of a newer version is refused by its number', () => {
    const header = new TextEncoder().encode(
      JSON.stringify({ version: 99, first: 0, count: 0, ints: 0, floats: 0, strings: [] }),
    )
    const bytes = new Uint8Array((4 + header.length + 7) & ~7)
    new DataView(bytes.buffer).setUint32(0, header.length, true)
    bytes.set(header, 4)
    expect(() => openTraceChunk(bytes)).toThrow('version 99')
  })
})
