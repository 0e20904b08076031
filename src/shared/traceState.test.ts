import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { type NumberColumn, numbersOf } from './column'
import { purposes } from './memoryLedger'
import { runEvents, toChunks } from './testing/traceEvents'
import { applyBatch, beginBatch, createTraceState, type TraceState } from './traceState'
import type { TraceEvent } from './trace'
import { graphAt, lastSeqAt, lineValuesAt, namesAt, outputsAt, stepIndexAt } from './traceView'

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
    expect(() => applyBatch(state, chunk)).toThrow(`event 0 comes instead of ${events.length}`)
    expect(state.length).toBe(events.length)
  })
})

describe('a long run whose series are thinned', () => {
  const iterations = 120_000
  const lossAt = (i: number): number => (i % 9973 === 0 ? 1e6 : ((i * 7919) % 1000) + 1)
  const events = Array.from({ length: iterations }, (_, i): TraceEvent[] => [
    {
      type: 'gradient-measured',
      pass: i,
      variable: 1,
      name: 'W',
      norm: lossAt(i) / 2,
      largest: 1,
      zeros: i % 30_011 === 0 ? 1 : 0,
      nonFinite: i % 50_021 === 0 ? 3 : 0,
      updateRatio: NaN,
    },
    { type: 'metric', name: 'loss', step: i, value: lossAt(i), line: 4 },
  ]).flat()
  const thinned = (cuts: readonly number[]): TraceState =>
    toChunks(events, cuts).reduce(applyBatch, createTraceState('thinned'))

  it('has the same columns whatever the chunks, and every point unless it is thinned', () => {
    const { chunkCount: _one, ...whole } = thinned([])
    const { chunkCount: _pieces, ...split } = thinned([70_001, 163_841, 164_000, 200_000])
    expect(split).toEqual(whole)
    expect(reduceAll(toChunks(events, [])).metrics.get('loss')!.values.length).toBe(iterations)
  }, 60_000)

  it('shows true points at every cursor, and no spike is missing', () => {
    const state = thinned([])
    const loss = state.metrics.get('loss')!
    const gradient = state.gradients.get('W')!
    const { points, every } = loss.thinned!
    for (let cursor = 1; cursor < state.length; cursor += 4999) {
      const at = lastSeqAt(loss.seqs, cursor)
      const step = loss.steps.at(at)!
      const wanted = Math.floor((cursor - 1) / 2)
      expect(loss.values.at(at)).toBe(lossAt(step))
      expect(loss.seqs.at(at)).toBe(2 * step + 1)
      expect(wanted - step).toBeGreaterThanOrEqual(0)
      expect(wanted - step).toBeLessThan(wanted < points ? every : 1)
    }
    const spikes = (values: NumberColumn, size: number) =>
      numbersOf(values).filter((value) => value === size).length
    expect(spikes(loss.values, 1e6)).toBe(Math.ceil(iterations / 9973))
    expect(spikes(gradient.norms, 5e5)).toBe(Math.ceil(iterations / 9973))
    expect(spikes(gradient.nonFinite, 3)).toBe(Math.ceil(iterations / 50_021))
    expect(spikes(gradient.zeros, 1)).toBe(Math.ceil(iterations / 30_011))
  }, 60_000)
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
