import { describe, expect, it } from 'vitest'
import { drawingsAt, figuresAt, walkedPath } from './figures'
import { TraceChunkWriter, type TraceEventOf } from './trace'
import { applyBatch, createTraceState } from './traceState'
import { lastCursor } from './traceView'

function traceOf(drawn: Partial<TraceEventOf<'figure-drawn'>>) {
  const writer = new TraceChunkWriter(0)
  const usual = {
    figure: 'F',
    kind: 'line',
    name: '',
    xs: [1],
    ys: [2],
    values: [],
    path: [],
    axes: '',
    line: 1,
  }
  writer.write({ type: 'figure-drawn', ...usual, ...drawn })
  return applyBatch(createTraceState(), writer.finish())
}

describe('figures out of a record that somebody else wrote', () => {
  it('keep what is said of the axes rightly, and nothing else', () => {
    const state = traceOf({ axes: '{"xLabel":"eps","log":"both","levels":["a"],"scale":"log","other":1}' })
    expect(figuresAt(state, lastCursor(state))[0]!.axes).toEqual({ xLabel: 'eps', scale: 'log' })
    expect(figuresAt(traceOf({ axes: 'null' }), 0)[0]!.axes).toEqual({})
  })

  it('are refused by name when their axes are no JSON', () => {
    expect(() => traceOf({ axes: '{' })).toThrow('what the record says does not fit together')
  })

  it('show nothing of a kind that is not known, and follow no variable that is not there', () => {
    const unknown = traceOf({ kind: 'cube' })
    expect(figuresAt(unknown, lastCursor(unknown))).toEqual([])
    const state = traceOf({ kind: 'path', path: [7, 8] })
    const [path] = drawingsAt(figuresAt(state, 0)[0]!, 0)
    expect(walkedPath(state, path!)).toEqual({ xs: [1], ys: [2], seqs: [0] })
  })
})
