import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameAt, FrameFinder, type GraphFrame } from './graphFrame'
import { runScript } from '../worker/testing/runScript'
import { runEvents, toChunks } from './testing/traceEvents'
import { TraceChunkWriter, type TraceEvent } from './trace'
import { applyBatch, createTraceState, type TraceState } from './traceState'
import { graphAt, lastCursor } from './traceView'

const stateOf = (events: readonly TraceEvent[]): TraceState =>
  toChunks(events, []).reduce(applyBatch, createTraceState())
const idsOf = ({ items }: GraphFrame) => items.map(({ kind, id }) => `${kind} ${id}`)

/** A chain `y = add(y, x)` of so many operations. */
function chain(count: number): TraceState {
  const writer = new TraceChunkWriter(0)
  const create = (variable: number, creator: number, generation: number) =>
    writer.write({
      type: 'variable-created',
      variable,
      creator,
      generation,
      name: '',
      array: variable,
      dtype: 'float64',
      shape: [],
      bytes: 8,
      summary: [1],
      line: 1,
      column: 1,
    })
  const bind = (name: string, target: number) =>
    writer.write({
      type: 'name-bound',
      name,
      slot: name,
      depth: 0,
      kind: 'variable',
      target,
      bytes: 0,
      shape: [],
      text: '',
      line: 1,
      column: 1,
    })
  create(0, -1, 0)
  bind('x', 0)
  for (let i = 0; i < count; i++) {
    writer.write({
      type: 'operation',
      node: i,
      name: 'add',
      generation: i,
      inputs: [i, 0],
      outputs: [i + 1],
      recorded: 1,
      attributes: '',
      line: 2,
      column: 1,
      timeMs: 0,
    })
    create(i + 1, i, i + 1)
    bind('y', i + 1)
  }
  return applyBatch(createTraceState(), writer.finish())
}

describe('frames', () => {
  it('puts what is computed inside noGrad after what it is computed from, though it has no generation', async () => {
    const { state } = await runScript(`const x = new Variable(np.array(2.0))
const [a, b] = noGrad(() => { const a = square(x); return [a, exp(a)] })
`)
    const { items, edges } = frameAt(state, lastCursor(state))
    expect(edges).toHaveLength(2 * 4)
    for (let e = 0; e < edges.length; e += 2)
      expect(items[edges[e]!]!.rank).toBeLessThan(items[edges[e + 1]!]!.rank)
  })

  it('hold everything that is there at the cursor', () => {
    fc.assert(
      fc.property(runEvents, fc.nat(), (events, at) => {
        const state = stateOf(events)
        const cursor = at % events.length
        const frame = frameAt(state, cursor)
        const { nodes, variables } = graphAt(state, cursor)
        for (const { id } of nodes) expect(frame.nodeIndex.has(id)).toBe(true)
        for (const { id } of variables) expect(frame.variableIndex.has(id)).toBe(true)
      }),
    )
  })

  it('are the same for a finder that was asked before as for a new one', () => {
    fc.assert(
      fc.property(runEvents, fc.array(fc.nat(), { minLength: 2, maxLength: 12 }), (events, cursors) => {
        const state = stateOf(events)
        const finder = new FrameFinder()
        for (const at of cursors)
          expect(idsOf(finder.at(state, at % events.length))).toEqual(
            idsOf(frameAt(state, at % events.length)),
          )
      }),
    )
  })

  it('stay the very same while the cursor moves inside, and are another for a run that grew', () => {
    const state = chain(20)
    const finder = new FrameFinder()
    const first = finder.at(state, 10)
    expect(finder.at(state, 30)).toBe(first)
    expect(first.items).toHaveLength(41)
    expect(finder.at(chain(21), 10)).not.toBe(first)
  })

  it('of a limited size hold what is nearest to the names, in columns without gaps', () => {
    const state = chain(5000)
    const finder = new FrameFinder()
    const frame = finder.at(state, lastCursor(state), 100)
    expect(frame.isWhole).toBe(false)
    expect(frame.items.length).toBeLessThanOrEqual(104)
    expect(frame.nodeIndex.has(4999)).toBe(true)
    expect(frame.nodeIndex.has(4000)).toBe(false)
    expect(Math.max(...frame.items.map(({ rank }) => rank))).toBeLessThan(104)
    // Far from the end the part ends within reach: the next step inside needs no other.
    const middle = finder.at(state, 3000, 9000)
    expect(middle.variableIndex.size).toBeGreaterThan(0)
    expect(finder.at(state, 3003, 9000)).toBe(middle)
  })
})
