// Search and colours on one small run: two leaves, a product, its gradients.
import { frameAt } from '@shared/graphFrame'
import { TraceChunkWriter } from '@shared/trace'
import { applyBatch, createTraceState, type TraceState } from '@shared/traceState'
import { lastCursor } from '@shared/traceView'
import { toLayoutInput } from '@shared/graphModel'
import { describe, expect, it } from 'vitest'
import { findItems } from './graphSearch'
import { tintOf } from './graphTint'

/** `isKept`: the gradients are still there at the end. */
function product(isKept = true): TraceState {
  const writer = new TraceChunkWriter(0)
  const create = (variable: number, creator: number, name: string, bytes: number) =>
    writer.write({
      type: 'variable-created',
      variable,
      creator,
      generation: creator < 0 ? 0 : 1,
      name,
      array: variable,
      dtype: 'float64',
      shape: [bytes / 8],
      bytes,
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
  create(0, -1, 'weight', 8)
  create(1, -1, 'x', 80_000)
  bind('weight', 0)
  bind('x', 1)
  writer.write({
    type: 'operation',
    node: 0,
    name: 'mul',
    generation: 0,
    inputs: [0, 1],
    outputs: [2],
    recorded: 1,
    attributes: '',
    line: 2,
    column: 1,
    timeMs: 3,
  })
  create(2, 0, '', 80_000)
  bind('y', 2)
  for (const [variable, value] of [
    [0, 100],
    [1, 1],
  ] as const)
    writer.write({
      type: 'gradient-stored',
      variable,
      gradient: 10 + variable,
      array: 10 + variable,
      accumulated: 0,
      contribution: 10 + variable,
      dtype: 'float64',
      shape: [1],
      bytes: 8,
      summary: [value],
    })
  if (!isKept) for (const variable of [0, 1]) writer.write({ type: 'gradient-dropped', variable, cleared: 1 })
  return applyBatch(createTraceState(), writer.finish())
}

const state = product()
const end = lastCursor(state)
const frame = frameAt(state, end)
const shown = (found: ReturnType<typeof findItems>) => found.map(({ kind, id }) => `${kind} ${id}`)

describe('search in the graph', () => {
  it('finds names, functions and shapes, whatever the case, in the order of the run', () => {
    expect(shown(findItems(state, frame, end, 'WEI'))).toEqual(['variable 0'])
    expect(shown(findItems(state, frame, end, 'mul'))).toEqual(['node 0'])
    expect(shown(findItems(state, frame, end, '10000'))).toEqual(['variable 1', 'variable 2'])
    expect(findItems(state, frame, end, '  ')).toEqual([])
  })
  it('finds nothing that has not happened yet', () => {
    expect(findItems(state, frame, 3, 'mul')).toEqual([])
  })
})

describe('colours of the graph', () => {
  const tokens = (by: Parameters<typeof tintOf>[3]) => {
    const tint = tintOf(state, frame, end, by)
    return { ...tint, tokens: frame.items.map((_, i) => tint.tokenOf(i)) }
  }
  it('run from the least to the largest gradient and leave out what has none', () => {
    expect(tokens('gradient')).toMatchObject({
      low: '1',
      high: '100',
      tokens: ['heat-5', 'heat-1', 'heat-0', 'heat-0'],
    })
  })
  it('count data and gradient as memory, on a log scale', () => {
    expect(tokens('memory')).toMatchObject({ low: '16 B', tokens: ['heat-1', 'heat-5', 'heat-5', 'heat-0'] })
  })
  it('give time to functions alone, and nothing without figures', () => {
    expect(tokens('time').tokens).toEqual(['heat-0', 'heat-0', 'heat-0', 'heat-5'])
    expect(tintOf(state, frame, 1, 'gradient')).toMatchObject({ low: '', high: '' })
  })
})

describe('boxes of the graph', () => {
  const wide = (text: string): number => 10 * text.length
  const boxes = (trace: TraceState) => toLayoutInput(trace, frameAt(trace, lastCursor(trace)), wide, 'right')
  it('are lower where there is no gradient', () => {
    const [weight, , y] = boxes(state).heights
    expect(y).toBeLessThan(weight!)
  })
  it('have room for a gradient that was there for a moment, or stepping would move them', () => {
    expect(boxes(product(false))).toEqual(boxes(state))
  })
})
