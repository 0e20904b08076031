import { describe, expect, it } from 'vitest'
import { command, controlSlot, controlSlots } from '@shared/control'
import type { EngineApi, Mode, RunRequest } from '@shared/engineApi'
import type { CheckTarget, GradientCheck, GradientCheckOutcome } from '@shared/gradientCheck'
import { applyBatch, createTraceState, type TraceState } from '@shared/traceState'
import { createEngineService } from './service'

interface Held {
  readonly service: EngineApi
  readonly control: Int32Array
  readonly state: TraceState
  readonly check: (target: CheckTarget) => Promise<GradientCheckOutcome>
  readonly run: (source: string, cells: RunRequest['cells']) => Promise<TraceState>
}

/** Runs a script and keeps the worker's service with what the run left. */
async function held(source: string, mode: Mode = 'default'): Promise<Held> {
  const control = new Int32Array(new SharedArrayBuffer(controlSlots * 4))
  const service = createEngineService(control)
  const run = async (text: string, cells: RunRequest['cells']): Promise<TraceState> => {
    let state = createTraceState()
    await service.run(
      { runId: 'r', source: text, seed: 0, mode, cells },
      {
        postMessage: (chunk) => {
          if (chunk instanceof Uint8Array) state = applyBatch(state, chunk)
        },
        close: () => undefined,
      },
    )
    return state
  }
  const state = await run(source, 'all')
  return { service, control, state, run, check: (target) => service.checkGradient({ runId: 'r', target }) }
}

const named = (name: string): CheckTarget => ({ kind: 'name', name })

function found(outcome: GradientCheckOutcome): GradientCheck {
  if (outcome.status === 'refused') throw new Error(`refused: ${outcome.obstacle} ${outcome.message}`)
  return outcome.check
}

const diamond = `const x = new Variable(np.array(2.0))
const a = square(x)
const y = add(square(a), square(a))
y.backward()
`
const training = `const W = new Variable(np.zeros([2, 1]))
const x = np.random.rand(20, 2)
for (let i = 0; i < 3; i++) {
  const loss = meanSquaredError(matmul(x, W), x.sum({ axis: 1, keepdims: true }))
  W.cleargrad()
  loss.backward()
  W.data -= 0.1 * W.grad.data
}
`

describe('after a run, checking a gradient', () => {
  it('works by name, by id and for one function', async () => {
    const { state, check } = await held(diamond)
    const byName = found(await check(named('x')))
    expect(byName).toMatchObject({
      ok: true,
      of: 'y',
      isFunction: false,
      functions: 4,
      inputs: [{ name: 'x', shape: [], dtype: 'float64' }],
      worst: { backward: 64, index: [] },
    })
    expect(found(await check({ kind: 'variable', id: byName.inputs[0]!.id }))).toEqual(byName)
    const adding = state.nodes.find(({ name }) => name === 'add')!
    const of = found(await check({ kind: 'function', id: adding.id }))
    expect(of).toMatchObject({ ok: true, of: 'Add', isFunction: true, elements: 2, functions: 1 })
  })

  it('reaches parameters whose loss only lived inside a loop', async () => {
    const { check } = await held(training)
    expect(found(await check(named('W')))).toMatchObject({ ok: true, elements: 2 })
  })

  it('names the function of the script whose backward is wrong', async () => {
    const { state, check } = await held(`class Cube extends Function {
  forward(x) { return x ** 3 }
  backward(gy) { const [x] = this.inputs; return 2 * x ** 2 * gy }
}
const x = new Variable(np.array([1.0, 2.0]))
const y = sum(exp(new Cube()(x) * 0.1))
y.backward()
`)
    const check1 = found(await check(named('x')))
    expect(check1).toMatchObject({ ok: false, failed: 2 })
    expect(check1.suspects.map((id) => state.nodeById.get(id)!.name)).toEqual(['Cube'])
  })

  it('prints nothing, draws nothing and changes no name, so that the next cell goes on as if it had not been', async () => {
    const cells = `// %% make
class Noisy extends Function {
  forward(x) { this.r = np.random.rand(); print('forward'); track('calls', 1); return x * this.r }
  backward(gy) { return gy * this.r }
}
const f = new Noisy()
const x = new Variable(np.array(3.0))
const y = f(x)
y.backward()
// %% use
print(x.grad, f.r, np.random.rand())
const z = square(x)
z.backward()
`
    const use = { first: 1, last: 1 }
    const plain = await held(cells)
    const untouched = await plain.run(cells, use)
    const checked = await held(cells)
    expect(found(await checked.check(named('x'))).ok).toBe(true)
    const state = await checked.run(cells, use)
    expect(state.outputs).toEqual(untouched.outputs)
    expect(state.end!.digest).toBe(untouched.end!.digest)
    expect(found(await checked.check(named('x'))).of).toBe('z')
  })

  it.each([
    ['not-held', diamond, 'default', null],
    ['no-grad', diamond, 'no-grad', named('x')],
    ['no-backward', 'const x = new Variable(np.array(1.0))\nconst y = square(x)\n', 'default', named('x')],
    ['unchained', `${diamond}y.unchain()\n`, 'default', named('x')],
    ['unknown', diamond, 'default', named('w')],
    ['unknown', diamond, 'default', { kind: 'function', id: 99 }],
    ['independent', `${diamond}const w = new Variable(np.array(1.0))\n`, 'default', named('w')],
    [
      'hand-made',
      'class Variable1 { constructor(data) { this.data = data; this.grad = null } }\nconst x = new Variable1(np.array(1.0))\n',
      'default',
      named('x'),
    ],
  ] as const)('is refused as %s', async (obstacle, source, mode, target) => {
    const { service, check } = await held(source, mode)
    const outcome =
      target === null
        ? await service.checkGradient({ runId: 'another', target: named('x') })
        : await check(target)
    expect(outcome).toEqual({ status: 'refused', obstacle, message: '' })
  })

  it('tells what a function said that cannot be computed again', async () => {
    const { check } = await held(`${diamond}a.data = null\n`)
    expect(found(await check(named('x'))).ok).toBe(true)
    const labels = await held(`const t = new Variable(np.array([1]))
const y = softmaxCrossEntropy(new Variable(np.array([[1.0, 2.0]])), t)
y.backward()
`)
    const outcome = await labels.check(named('t'))
    expect(outcome).toMatchObject({ status: 'refused', obstacle: 'failed' })
    expect(outcome.status === 'refused' && outcome.message).toMatch(/.+/)
  })

  it('can be stopped, and then be asked again', async () => {
    const { check, control } = await held(diamond)
    Atomics.store(control, controlSlot.command, command.interrupt)
    expect(await check(named('x'))).toMatchObject({ status: 'refused', obstacle: 'stopped' })
    expect(found(await check(named('x'))).ok).toBe(true)
  })

  it('waits for the run to end', async () => {
    const { service, check } = await held(diamond)
    const running = service.run(
      { runId: 'next', source: 'await null', seed: 0, mode: 'default', cells: 'all' },
      { postMessage: () => undefined, close: () => undefined },
    )
    expect(await check(named('x'))).toMatchObject({ obstacle: 'busy' })
    await running
    expect(await check(named('x'))).toMatchObject({ obstacle: 'not-held' })
  })
})
