import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseLesson, sessionSource } from '@shared/lesson'
import type { TraceState } from '@shared/traceState'
import { dataAt, gradientAt, graphAt, lastCursor, nameAt, namesAt } from '@shared/traceView'
import { runScript } from '../testing/runScript'

/** The classes of the book's step 16, without generations: what is drawn does not rest on them. */
const classes = `
class Variable {
  data: NDArray
  grad: NDArray | null = null
  creator: Function | null = null
  constructor(data: NDArray) {
    this.data = data
  }
  cleargrad() {
    this.grad = null
  }
  backward() {
    if (this.grad === null) this.grad = np.ones_like(this.data)
    const todo = [this.creator]
    while (todo.length > 0) {
      const f = todo.pop()
      const gxs = f.backward(...f.outputs.map((output) => output.grad))
      f.inputs.forEach((x, i) => {
        x.grad = x.grad === null ? gxs[i] : x.grad + gxs[i]
        if (x.creator !== null) todo.push(x.creator)
      })
    }
  }
}
class Function {
  inputs!: Variable[]
  outputs!: Variable[]
  call(...inputs) {
    const output = new Variable(this.forward(...inputs.map((input) => input.data)))
    output.creator = this
    this.inputs = inputs
    this.outputs = [output]
    return output
  }
}
class Square extends Function {
  forward(x) { return x ** 2 }
  backward(gy) { return [2 * this.inputs[0].data * gy] }
}
class Add extends Function {
  forward(x0, x1) { return x0 + x1 }
  backward(gy) { return [gy, gy] }
}
const square = (x) => new Square().call(x)
const add = (x0, x1) => new Add().call(x0, x1)
`

/** What a view sees: names, values and gradients of variables, functions with what they join, steps in order. */
function seen(state: TraceState) {
  const cursor = lastCursor(state)
  const { nodes, variables } = graphAt(state, cursor)
  const place = new Map(variables.map((variable, i) => [variable.id, i]))
  const nodePlace = new Map(nodes.map((node, i) => [node.id, i]))
  return {
    variables: variables.map((variable) => ({
      name: nameAt(variable, cursor),
      generation: variable.generation,
      data: dataAt(variable, cursor).summary,
      grad: gradientAt(variable, cursor)?.value?.summary ?? null,
    })),
    nodes: nodes.map(({ name, generation, inputs, outputs }) => ({
      name: name.toLowerCase(),
      generation,
      inputs: inputs.map((id) => place.get(id)),
      outputs: outputs.map((id) => place.get(id)),
    })),
    steps: state.steps.map(({ phase, node }) => `${phase} ${nodePlace.get(node)}`),
    names: namesAt(state, cursor).map(({ name, variable }) => [
      name,
      variable === null ? null : place.get(variable.id),
    ]),
  }
}

async function run(source: string): Promise<TraceState> {
  const { outcome, state } = await runScript(source)
  expect(outcome.failure).toBeUndefined()
  return state
}

describe("graphs of the script's own classes", () => {
  it.each([
    ['a chain', 'const x = new Variable(np.array(0.5))\nconst y = square(square(square(x)))\n'],
    [
      'two leaves',
      'const x = new Variable(np.array([1.0, 2.0]))\nconst w = new Variable(np.ones(2))\nconst y = add(square(x), w)\n',
    ],
    ['the same variable twice', 'const x = new Variable(np.array(3.0))\nconst y = add(x, x)\n'],
  ])('%s is shown like one of the lab', async (_, script) => {
    const own = seen(await run(`${classes}${script}y.backward()\nprint(x.grad)`))
    const lab = seen(await run(`${script}y.backward({ retainGrad: true })\nprint(x.grad)`))
    expect(own).toEqual(lab)
    expect(own.nodes.length).toBeGreaterThan(0)
  })

  const lesson = async (step: string) =>
    run(
      sessionSource(
        parseLesson(
          readFileSync(new URL(`../../../resources/lessons/step-${step}.ts`, import.meta.url), 'utf8'),
        ),
        'en',
      ),
    )

  const labels = (state: TraceState, phase: 'forward' | 'backward') =>
    state.steps.filter((step) => step.phase === phase).map(({ node }) => state.nodeById.get(node)!.name)

  it('shows the wrong order of step 15: a function runs before all gradients of its output are there', async () => {
    const state = await lesson('15')
    expect(labels(state, 'forward')).toEqual(['Square', 'Square', 'Square', 'Add'])
    // A, B, C and Add in the order in which they were made.
    expect(state.steps.filter(({ phase }) => phase === 'backward').map(({ node }) => 'ABC+'[node])).toEqual([
      ...'+CABA',
    ])
  })

  it('shows the order by generation of step 16', async () => {
    const state = await lesson('16')
    expect(state.steps.filter(({ phase }) => phase === 'backward').map(({ node }) => 'ABC+'[node])).toEqual([
      ...'+CBA',
    ])
    expect(gradientAt(state.variables[0]!, lastCursor(state))?.value?.summary).toEqual([64])
  })

  it('shows gradients that are written by hand (step 6 with creators: step 5)', async () => {
    const state = await lesson('05')
    const shown = seen(state)
    expect(shown.variables.map(({ name, grad }) => [name, grad])).toEqual([
      ['x', [3.297442541400256]],
      ['a', [3.297442541400256]],
      ['b', [2.568050833375483]],
      ['y', [1]],
    ])
    expect(labels(state, 'backward')).toEqual(['Square', 'Exp', 'Square'])
  })

  it('shows overwriting, adding and clearing of step 14', async () => {
    const state = await lesson('14')
    const gradients = (name: string) =>
      state.variables
        .find((variable) => nameAt(variable, lastCursor(state)) === name)!
        .gradients.map(({ value, accumulated }) => [value?.summary[0] ?? null, accumulated])
    expect(gradients('wrong')).toEqual([
      [1, false],
      [1, false],
    ])
    expect(gradients('x')).toEqual([
      [1, false],
      [2, true],
      [null, false],
      [1, false],
      [2, true],
      [3, true],
    ])
  })

  it('drops what step 18 does not retain, and keeps what it does', async () => {
    const source = (retain: boolean) => `${classes}
const x0 = new Variable(np.array(1.0))
const t = add(x0, x0)
const y = add(x0, t)
y.backward()
${retain ? '' : 'y.grad = null\nt.grad = null'}
print(t.grad)`
    const kept = seen(await run(source(true))).variables.map(({ grad }) => grad)
    const dropped = seen(await run(source(false))).variables.map(({ grad }) => grad)
    expect(kept).toEqual([[3], [1], [1]])
    expect(dropped).toEqual([[3], null, null])
  })

  it('shows a variable that is only a box (step 1), with its new value', async () => {
    const state = await lesson('01')
    expect(state.nodes).toEqual([])
    expect(state.variables.map(({ data }) => data.map(({ summary }) => summary))).toEqual([[[1], [2]]])
  })

  it('draws the functions of step 6, which keep their input while no variable knows its creator', async () => {
    const state = await lesson('06')
    const shown = seen(state)
    expect(shown.nodes.map(({ name, inputs, outputs }) => [name, inputs, outputs])).toEqual([
      ['square', [0], [1]],
      ['exp', [1], [2]],
      ['square', [2], [3]],
    ])
    expect(shown.variables.map(({ name, grad }) => [name, grad])).toEqual([
      ['x', [3.297442541400256]],
      ['a', [3.297442541400256]],
      ['b', [2.568050833375483]],
      ['y', [1]],
    ])
    expect(labels(state, 'backward')).toEqual(['Square', 'Exp', 'Square'])
  })

  it.each([
    ['input first', 'this.input = x\n    return new Variable(this.forward(x.data))'],
    ['output first', 'const y = new Variable(this.forward(x.data))\n    this.input = x\n    return y'],
  ])('puts input and output of a call together, also of nested calls: %s', async (_, body) => {
    const state = await run(`
class Variable { data; grad = null; constructor(data) { this.data = data } }
class Function { call(x) {
    ${body}
} }
class Square extends Function { forward(x) { return x ** 2 } }
class Exp extends Function { forward(x) { return np.exp(x) } }
const x = new Variable(np.array(2.0))
const unused = new Variable(np.array(7.0))
const square = new Square()
const y = new Exp().call(square.call(x))
const z = square.call(new Variable(np.array(3.0)))
const w = square.call(x)`)
    const shown = seen(state)
    expect(shown.nodes.map(({ name, inputs, outputs }) => [name, inputs, outputs])).toEqual([
      ['square', [0], [2]],
      ['exp', [2], [3]],
      ['square', [4], [5]],
      ['square', [0], [6]],
    ])
    expect(shown.variables.map(({ name }) => name)).toEqual(['x', 'unused', '', 'y', '', 'z', 'w'])
  })

  it('follows chains of any length', async () => {
    const state = await run(`${classes}
const x = new Variable(np.array(1.0))
let y = x
for (let i = 0; i < 20000; i++) y = square(y)
y.backward()
print(x.grad)`)
    expect(state.nodes).toHaveLength(20000)
    expect(labels(state, 'backward')).toHaveLength(20000)
  })

  it('does not take other objects with a field data for variables', async () => {
    const state = await run(`
class Table { constructor() { this.data = np.ones(3) } }
const table = new Table()
const plain = { data: np.ones(2), grad: null }
print(1)`)
    expect(state.variables).toEqual([])
  })
})
