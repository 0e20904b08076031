import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { purposes } from './memoryLedger'
import { runEvents, toChunks } from './testing/traceEvents'
import { applyBatch, beginBatch, createTraceState, type TraceState } from './traceState'
import { graphAt, lineValuesAt, namesAt, outputsAt, stepIndexAt } from './traceView'

const reduceAll = (chunks: readonly Uint8Array[]): TraceState => chunks.reduce(applyBatch, createTraceState())

/** What a person sees at a cursor, as plain data. */
const seenAt = (state: TraceState, cursor: number): unknown => ({
  step: stepIndexAt(state, cursor),
  names: namesAt(state, cursor).map(({ name, depth, binding }) => ({ name, depth, target: binding.target })),
  graph: {
    nodes: graphAt(state, cursor).nodes.map((node) => node.id),
    variables: graphAt(state, cursor).variables.map((variable) => variable.id),
  },
  outputs: outputsAt(state, cursor).map((output) => output.text),
  lines: lineValuesAt(state, cursor).map(({ line, name, turn }) => ({ line, name, turn })),
})

describe('the reducer', () => {
  it('gives the same state however the run is split into chunks', () => {
    fc.assert(
      fc.property(runEvents, fc.array(fc.nat(), { maxLength: 8 }), (events, cuts) => {
        const { chunkCount: _pieces, ...split } = reduceAll(toChunks(events, cuts))
        const { chunkCount: _one, ...whole } = reduceAll(toChunks(events, []))
        expect(split).toEqual(whole)
      }),
    )
  })

  it('gives the same state when chunks are read in parts', () => {
    fc.assert(
      fc.property(
        runEvents,
        fc.array(fc.nat(), { maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        (events, cuts, most) => {
          const chunks = toChunks(events, cuts)
          let state = createTraceState()
          for (const chunk of chunks) {
            const read = beginBatch(state, chunk)
            let next = read(most)
            while (next === null) next = read(most)
            state = next
          }
          expect(state).toEqual(reduceAll(chunks))
        },
      ),
    )
  })

  it('shows at a cursor exactly what a fresh reduction up to there shows', () => {
    fc.assert(
      fc.property(runEvents, fc.nat(), (events, at) => {
        const cursor = at % events.length
        const whole = reduceAll(toChunks(events, []))
        const upTo = reduceAll(toChunks(events.slice(0, cursor + 1), []))
        expect(seenAt(whole, cursor)).toEqual(seenAt(upTo, cursor))
      }),
    )
  })

  it('goes on from the newest state of a run alone, and says so', () => {
    const event = { type: 'output', text: 'a', line: 1, column: 1 } as const
    const [first, second] = toChunks([event, event], [1])
    const before = createTraceState()
    const newest = applyBatch(before, first!)
    expect(() => applyBatch(before, first!)).toThrow('extended already')
    beginBatch(newest, second!)
    expect(() => applyBatch(newest, second!)).toThrow('extended already')
  })

  it('refuses a chunk that does not follow on, and stays as it was', () => {
    const events = fc.sample(runEvents, 1)[0]!
    const chunk = toChunks(events, [])[0]!
    const state = applyBatch(createTraceState(), chunk)
    expect(() => applyBatch(state, chunk)).toThrow(`starts at event 0, expected ${events.length}`)
    expect(state.length).toBe(events.length)
  })
})

describe('the ledger of live bytes', () => {
  it('never goes below zero and never above all bytes that were made', () => {
    fc.assert(
      fc.property(runEvents, (events) => {
        const { memory, peak } = reduceAll(toChunks(events, []))
        let made = 0
        for (const event of events) {
          if ('bytes' in event) made += typeof event.bytes === 'number' ? event.bytes : 0
        }
        for (let i = 0; i < memory.seqs.length; i++) {
          for (const purpose of purposes) {
            expect(memory[purpose][i]).toBeGreaterThanOrEqual(0)
          }
          expect(memory.highest[i]).toBeLessThanOrEqual(made)
        }
        expect(peak!.total).toBe(Math.max(...memory.highest))
      }),
    )
  })
})
