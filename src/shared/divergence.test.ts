import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { coversScript, firstDivergence } from './divergence'
import { runEvents, toChunks } from './testing/traceEvents'

describe('the first divergence of two runs', () => {
  it('is none for the same run, however it was cut into chunks', () => {
    fc.assert(
      fc.property(runEvents, fc.array(fc.nat()), (events, cuts) => {
        expect(firstDivergence(toChunks(events, cuts), toChunks(events, []))).toBeNull()
      }),
    )
  })

  it('names the operation and line of the first result that differs, with both values', () => {
    fc.assert(
      fc.property(runEvents, fc.nat(), (events, pick) => {
        const results = events.flatMap((event, at) =>
          event.type === 'variable-created' && event.creator >= 0 ? [{ event, at }] : [],
        )
        fc.pre(results.length > 0)
        const { event, at } = results[pick % results.length]!
        const changed = events.slice()
        changed[at] = { ...event, summary: [1.0000000000000002] }
        expect(firstDivergence(toChunks(events, []), toChunks(changed, []))).toMatchObject({
          what: 'add',
          line: event.line,
          kept: 'float64 [4] 1',
          again: 'float64 [4] 1.0000000000000002',
        })
      }),
    )
  })

  it('is where one run goes on and the other has ended', () => {
    const events = [
      { type: 'output', text: 'a', line: 1, column: 1 },
      { type: 'output', text: 'b', line: 2, column: 1 },
    ] as const
    expect(firstDivergence(toChunks(events, []), toChunks(events.slice(0, 1), []))).toEqual({
      step: 0,
      what: 'output',
      line: 2,
      kept: 'b',
      again: 'the run had ended',
    })
  })
})

describe('a run that can be done again by itself', () => {
  const source = '// %%\nlet a = 1\n// %% [markdown]\n// note\n// %%\na += 1'
  const ran = (...cells: number[]) =>
    toChunks(
      cells.map((cell) => ({ type: 'cell-started', cell, line: 1, title: '' }) as const),
      [],
    )

  it('went through all code cells from the first, or failed on the way', () => {
    expect(coversScript(source, ran(0, 2), 'done')).toBe(true)
    expect(coversScript(source, ran(0), 'failed')).toBe(true)
    expect(coversScript(source, ran(0), 'done')).toBe(false)
    expect(coversScript(source, ran(2), 'done')).toBe(false)
    expect(coversScript(source, ran(2), 'failed')).toBe(false)
  })
})
