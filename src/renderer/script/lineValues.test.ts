import { Text } from '@codemirror/state'
import type { Failure } from '@shared/failure'
import { cursorOfTurn, lastCursor } from '@shared/traceView'
import { describe, expect, it } from 'vitest'
import { runScript } from '../../worker/testing/runScript'
import { movedLines, toFailureRange, toInlineValues } from './lineValues'
import { valueOfName } from './nameValues'

const training = `const x = new Variable(np.array([1.0, 2.0]))
const big = new Variable(np.ones([4, 10]))
for (let i = 1; i < 4; i++) {
  const y = sum(x * i)
  x.cleargrad()
  y.backward()
}
`
const same = (line: number): number => line

describe('values beside the lines', () => {
  it('show the last execution of each line, counted, with the gradient', async () => {
    const { state } = await runScript(training)
    const values = toInlineValues(state, lastCursor(state), same)
    expect(
      values.map(({ line, value, gradient, turn, turns }) => [line, value, gradient, turn, turns]),
    ).toEqual([
      [1, '[1, 2]', '[3, 3]', 0, 1],
      [2, '4×10', '', 0, 1],
      [4, '9', '', 2, 3],
    ])
  })

  it('show an earlier execution at its moment', async () => {
    const { state } = await runScript(training)
    const values = toInlineValues(state, cursorOfTurn(state, 4, 0)!, same)
    expect(values.find(({ line }) => line === 4)).toMatchObject({ value: '3', turn: 0, turns: 3 })
    expect(values.find(({ line }) => line === 1)).toMatchObject({ gradient: '[1, 1]' })
  })

  it('stand where their lines have moved to; a line that was changed has none', async () => {
    const { state } = await runScript(training)
    const edited = training.replace('for', '// more\n\nfor').replace('const big', 'const large')
    const values = toInlineValues(state, lastCursor(state), movedLines(training, edited))
    expect(values.map(({ line }) => line)).toEqual([1, 6])
  })
})

describe('the mark of a failure', () => {
  const doc = Text.of(['const a = 1', '  f(a)', ''])
  const marked = (failure: Failure): string | null => {
    const range = toFailureRange(doc, failure, failure.message)
    return range === null ? null : doc.sliceString(range.from, range.to)
  }
  const failed = (line: number, column: number, code: Failure['code'] = 'script'): Failure => ({
    code,
    message: 'f: no',
    at: { line, column },
  })

  it('goes from its place to the end of the line, or over the whole line', () => {
    expect(marked(failed(2, 3))).toBe('f(a)')
    expect(marked(failed(2, 99))).toBe('  f(a)')
  })

  it('is not set without a place in the text, nor twice for what the compiler finds', () => {
    expect(marked({ code: 'limit', message: 'too long' })).toBe(null)
    expect(marked(failed(9, 1))).toBe(null)
    expect(marked(failed(1, 1, 'syntax'))).toBe(null)
  })
})

describe('lines of an edited text', () => {
  it.each([
    ['a\nb\nc', 'a\nb\nc', [1, 2, 3]],
    ['a\nb\nc', 'new\na\nb\nc', [2, 3, 4]],
    ['a\nb\nc', 'a\nc', [1, null, 2]],
    ['a\nb\nc', 'a\nx\nc', [1, null, 3]],
    ['a\na\na', 'a\na', [1, 2, null]],
    ['a', '', [null]],
  ])('%j as %j', (before, after, expected) => {
    expect(expected.map((_, i) => movedLines(before, after)(i + 1))).toEqual(expected)
  })
})

describe('the value of a name', () => {
  const script = `const W = new Variable(np.arange(20).reshape(4, 5), 'W')
const a = np.array([1.5, 2.5])
const n = 7
class Layer { constructor() { this.b = new Variable(np.array([0.5])) } }
const layer = new Layer()
function half(t) {
  const h = t / 2
  return h
}
const y = sum(half(W) * half(W))
y.backward()
`

  it('is told with type, shape, elements and gradient', async () => {
    const { state } = await runScript(script)
    const at = lastCursor(state)
    const W = valueOfName(state, at, 'W')!
    expect(W.title).toBe('W: Variable 4×5 float64')
    expect(W.value).toMatch(/^\[0, 1, 2, 3, 4, 5, 6, 7, …\]\nmin 0 {2}max 19 {2}mean 9\.5 {2}norm 49\.7/)
    expect(W.gradient).toContain('max 9.5')
    expect(valueOfName(state, at, 'a')).toEqual({ title: 'a: array 2', value: '[1.5 2.5]', gradient: '' })
    expect(valueOfName(state, at, 'n')).toMatchObject({ title: 'n: number', value: '7' })
    expect(valueOfName(state, at, 'this.b')).toMatchObject({ value: '[0.5]' })
    expect(valueOfName(state, at, 'missing')).toBeNull()
  })

  it('is that of the last call for a name of a function, and of the cursor', async () => {
    const { state } = await runScript(script)
    expect(valueOfName(state, lastCursor(state), 'h')!.title).toBe('h: Variable 4×5 float64')
    expect(valueOfName(state, state.variables[0]!.seq, 'y')).toBeNull()
  })
})
