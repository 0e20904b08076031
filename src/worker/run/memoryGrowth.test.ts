import { describe, expect, it } from 'vitest'
import { type Growth, growthInSlices } from '@shared/memoryGrowth'
import { differenceOf } from '@shared/memoryDifference'
import { holdersAt } from '@shared/memoryHolders'
import { purposes } from '@shared/memoryLedger'
import { lastCursor } from '@shared/traceView'
import { runScript } from '../testing/runScript'

const start =
  'const W = new Variable(np.ones([1000]))\nconst list = []\nlet h = new Variable(np.ones([1000]))\n'
const loop = (body: string): string => `${start}for (let i = 0; i < 8; i++) {\n${body}\n}\n`
const growth = async (source: string): Promise<Growth | null> => {
  const { outcome, state } = await runScript(source)
  expect(outcome.failure).toBeUndefined()
  const slices = growthInSlices(state)
  for (;;) {
    const slice = slices.next()
    if (slice.done === true) return slice.value
  }
}

describe('memory that grows from round to round', () => {
  it('is found where a list collects losses as variables, with the list and the line', async () => {
    const found = await growth(
      loop('  const loss = F.sum(square(W))\n  W.cleargrad()\n  loss.backward()\n  list.push(loss)'),
    )
    expect(found).toEqual({ line: 5, cause: 'container', name: 'list', bytesPerRound: 8000, rounds: 7 })
  })

  it('is not there when the list collects values', async () => {
    expect(
      await growth(
        loop('  const loss = F.sum(square(W))\n  W.cleargrad()\n  loss.backward()\n  list.push(loss.data)'),
      ),
    ).toBeNull()
  })

  it('is found where a state carries the graph of earlier rounds', async () => {
    const body = '  h = h * W\n  const loss = F.sum(h)\n  W.cleargrad()\n  loss.backward()'
    expect(await growth(loop(body))).toMatchObject({ cause: 'chain', name: 'h', bytesPerRound: 8000 })
    expect(await growth(loop(`${body}\n  loss.unchainBackward()`))).toBeNull()
  })

  it('is found where a running total adds losses as variables', async () => {
    const found = await growth(
      `${start}let total = new Variable(np.array(0))\nfor (let i = 0; i < 8; i++) {
  const loss = F.sum(square(W * i))
  W.cleargrad()
  loss.backward()
  total = total + loss
}
`,
    )
    expect(found).toMatchObject({ cause: 'chain', name: 'total' })
  })

  it('is found where an object keeps a history, by the path that leads to it', async () => {
    const trainer = `${start}class Trainer {
  constructor() { this.log = { losses: [] } }
  step(i) {
    const loss = F.sum(square(W * i))
    W.cleargrad()
    loss.backward()
    this.log.losses.push({ i, loss })
  }
}
const trainer = new Trainer()
for (let i = 0; i < 8; i++) trainer.step(i)
`
    expect(await growth(trainer)).toMatchObject({ cause: 'container', name: 'trainer.log.losses' })
  })

  it('is not seen in training with momentum, nor in a network whose layers hold their weights', async () => {
    const momentum = `${start}let v = np.zeros([1000])
const history = []
for (let i = 0; i < 12; i++) {
  const loss = F.sum(square(W))
  W.cleargrad()
  loss.backward()
  v = 0.9 * v + W.grad.data
  W.data -= 0.01 * v
  history.push(loss.data)
}
`
    expect(await growth(momentum)).toBeNull()
    const network = `const model = new MLP([16, 1])
const optimizer = new Adam().setup(model)
const x = np.random.rand(50, 4)
const t = np.random.rand(50, 1)
for (let i = 0; i < 12; i++) {
  const loss = meanSquaredError(model(x), t)
  model.cleargrads()
  loss.backward()
  optimizer.update()
}
`
    expect(await growth(network)).toBeNull()
  })

  it('is not seen in a deep network, nor where a later operation reads what was collected', async () => {
    expect(await growth(loop('  h = square(h)') + 'h.backward()\n')).toBeNull()
    const outputs = loop('  list.push(square(h))')
    expect(await growth(`${outputs}let y = list[0]\nfor (const one of list) y = y + one\n`)).toBeNull()
  })
})

describe('the difference between modes', () => {
  it('names the gradients that retain_grad keeps to the end', async () => {
    const source = `const x = new Variable(np.ones([1000]))
const y = square(square(square(x)))
y.backward()
`
    const base = await runScript(source)
    const retained = await runScript(source, { mode: 'retain-grad' })
    // The golden numbers of the book's Python for this program: 64 MB and 48 MB at the peak with a million doubles.
    expect(differenceOf(base.state, retained.state)).toEqual({
      peak: 16_000,
      parts: [
        { purpose: 'retained', bytes: 24_000 },
        { purpose: 'gradient', bytes: -8000 },
      ],
      gradients: 3,
      gradientBytes: 24_000,
    })
  })
})

describe('an object that a constructor made', () => {
  it('dies with its last name', async () => {
    const { state } = await runScript(`class Box {
  constructor() {
    this.list = []
  }
  add(x) {
    this.list.push(square(x))
  }
}
const W = new Variable(np.ones([1000]))
let box = new Box()
box.add(W)
const empty = new Variable(np.zeros([0]))
box = null
`)
    const live = purposes.map((one) => state.memory[one].at(-1))
    expect(live.reduce((sum, bytes) => sum + bytes, 0)).toBe(8000)
  })
})

describe('who holds a variable', () => {
  it('is told by name, list, function and gradient, until nothing does', async () => {
    const { state } = await runScript(`const x = new Variable(np.ones([10]))
const kept = { one: [x] }
let y = square(x)
y.backward()
const g = x.grad
y = null
`)
    const id = state.variables[0]!.id
    const end = lastCursor(state)
    const before = state.slots.get('0:y')!.bindings[1]!.seq - 1
    expect(holdersAt(state, before, id).map(({ kind }) => kind)).toEqual(['name', 'function', 'container'])
    expect(holdersAt(state, end, id)).toEqual([
      { kind: 'name', name: 'x', line: 1 },
      { kind: 'container', path: 'kept.one[0]', name: 'kept' },
    ])
    const y = state.variables[1]!.id
    expect(holdersAt(state, end, y)).toEqual([])
    expect(state.lives.variables.deathAt(y, before)).toMatchObject({ ending: 'name-bound', line: 6 })
    expect(holdersAt(state, end, state.variables[0]!.gradients[0]!.id)).toEqual([
      { kind: 'name', name: 'g', line: 5 },
    ])
  })
})
