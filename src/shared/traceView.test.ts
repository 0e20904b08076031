// Where a view stands after each step, on records of real scripts.
import { describe, expect, it } from 'vitest'
import { runScript } from '../worker/testing/runScript'
import { frameAt } from './graphFrame'
import { edgeGradientsAt } from './graphModel'
import { cursorOfStep, gradientAt, lastCursor, momentOfStep } from './traceView'

const diamond = `const x = new Variable(np.array(2.0))
const a = square(x)
const y = add(square(a), square(a))
y.backward(OPTIONS)
print(y.data)
`

/** The gradient of each variable after each step, in the order in which the variables were made. */
async function gradients(source: string) {
  const { state } = await runScript(source)
  return state.steps.map((_, i) =>
    state.variables
      .filter(({ id }) => id <= 4)
      .map((variable) => gradientAt(variable, momentOfStep(state, i))?.value?.summary[0] ?? null),
  )
}

describe('the moment after a step', () => {
  it('has the gradients of its own backward step and none of the next', async () => {
    expect(await gradients(diamond.replace('OPTIONS', '{ retainGrad: true }'))).toEqual([
      [null, null, null, null, null],
      [null, null, null, null, null],
      [null, null, null, null, null],
      [null, null, null, null, null],
      [null, null, 1, 1, 1],
      [null, 8, 1, 1, 1],
      [null, 16, 1, 1, 1],
      [64, 16, 1, 1, 1],
    ])
    expect((await gradients(diamond.replace('OPTIONS', ''))).at(-1)).toEqual([64, null, null, null, null])
  })

  it('of a hand-written framework has what came after the step was told', async () => {
    const { state } = await runScript(`class Variable {
  constructor(data) {
    this.data = data
    this.grad = null
    this.creator = null
  }
  backward() {
    if (this.grad === null) this.grad = np.ones_like(this.data)
    const todo = [this.creator]
    while (todo.length > 0) {
      const f = todo.pop()
      const x = f.input
      x.grad = f.backward(f.output.grad)
      if (x.creator !== null) todo.push(x.creator)
    }
  }
}
class Square {
  call(input) {
    const output = new Variable(input.data ** 2)
    output.creator = this
    this.input = input
    this.output = output
    return output
  }
  backward(gy) {
    return 2 * this.input.data * gy
  }
}
const x = new Variable(np.array(3.0))
const a = new Square().call(x)
const y = new Square().call(a)
y.backward()
`)
    expect(state.steps.map(({ phase }) => phase)).toEqual(['forward', 'forward', 'backward', 'backward'])
    for (let i = 0; i < state.steps.length; i++) expect(momentOfStep(state, i)).toBe(cursorOfStep(state, i))
  })

  it('never goes back, and ends at the end', async () => {
    const { state } = await runScript(diamond.replace('OPTIONS', '{ createGraph: true }'))
    let before = -1
    for (let i = 0; i < state.steps.length; i++) {
      const at = momentOfStep(state, i)
      expect(at).toBeGreaterThanOrEqual(state.steps[i]!.seq)
      expect(at).toBeGreaterThan(before)
      before = at
    }
    expect(before).toBe(lastCursor(state))
  })

  it('brings each edge what its function gave, also where the gradient is a sum', async () => {
    const { state } = await runScript(diamond.replace('OPTIONS', ''))
    const frame = frameAt(state, lastCursor(state))
    const last = state.steps.length - 1
    const texts = [...edgeGradientsAt(state, frame, last, lastCursor(state))].map(([edge, text]) => {
      const [from, to] = [frame.items[frame.edges[2 * edge]!]!, frame.items[frame.edges[2 * edge + 1]!]!]
      return `${from.id} ← ${to.id}: ${text}`
    })
    expect(texts.sort()).toEqual(['0 ← 0: ∂ 64', '1 ← 1: ∂ 8', '1 ← 2: ∂ 8', '2 ← 3: ∂ 1', '3 ← 3: ∂ 1'])
  })
})
