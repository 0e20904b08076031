import { numbersOf } from '@shared/column'
import { describe, expect, it } from 'vitest'
import { command, controlSlot, controlSlots } from '@shared/control'
import type { EngineApi, RunOutcome, RunRequest } from '@shared/engineApi'
import { applyBatch, createTraceState, type TraceState } from '@shared/traceState'
import {
  cursorOfTurn,
  dataAt,
  gradientAt,
  graphAt,
  lastCursor,
  lineValuesAt,
  nameAt,
} from '@shared/traceView'
import { runScript } from '../testing/runScript'
import { createEngineService } from './service'

const diamond = `const x = new Variable(np.array(2.0))
const a = square(x)
const y = add(square(a), square(a))
y.backward()
print(y.data)
print(x.grad.data)
`

const training = `const x = np.random.rand(20, 1)
const W = new Variable(np.zeros([1, 1]))
for (let i = 0; i < 5; i++) {
  const loss = meanSquaredError(matmul(x, W), x * 3)
  W.cleargrad()
  loss.backward()
  W.data -= 0.1 * W.grad.data
  track('loss', loss)
}
`

function request(change: Partial<RunRequest> = {}): RunRequest {
  return { runId: 'r', source: '', seed: 0, mode: 'default', cells: 'all', ...change }
}

/** Runs on a given service; `onChunk` is called while the script runs. */
async function runOn(
  service: EngineApi,
  asked: RunRequest,
  onChunk: (state: TraceState) => void = () => undefined,
): Promise<{ outcome: RunOutcome; state: TraceState }> {
  let state = createTraceState()
  const outcome = await service.run(asked, {
    postMessage: (chunk) => {
      if (!(chunk instanceof Uint8Array)) return
      state = applyBatch(state, chunk)
      onChunk(state)
    },
    close: () => undefined,
  })
  return { outcome, state }
}

const newControl = (): Int32Array => new Int32Array(new SharedArrayBuffer(controlSlots * 4))

describe('a run', () => {
  it('of the diamond graph prints 32.0 and 64.0 and records four functions and their variables', async () => {
    const { outcome, state, printed } = await runScript(diamond)
    expect(outcome.status).toBe('done')
    expect(printed).toEqual(['32.0', '64.0'])
    const graph = graphAt(state, lastCursor(state))
    expect(graph.nodes.map((node) => node.name)).toEqual(['square', 'square', 'square', 'add'])
    expect(graph.variables.map((variable) => nameAt(variable, lastCursor(state)))).toEqual([
      'x',
      'a',
      '',
      '',
      'y',
    ])
    const x = graph.variables[0]!
    expect(x.gradients.at(-1)!.value!.summary).toEqual([64])
    expect(lineValuesAt(state, lastCursor(state)).map(({ line }) => line)).toEqual([1, 2, 3])
  })

  it('has the same digest for the same script and seed, and another for another seed', async () => {
    const digest = async (seed: number) => (await runScript(training, { seed })).outcome.digest
    expect(await digest(1)).toBe(await digest(1))
    expect(await digest(1)).not.toBe(await digest(2))
  })

  it('measures gradients and updates of named leaves at each backward', async () => {
    const { state } = await runScript(training)
    const series = state.gradients.get('W')!
    expect(series.norms).toHaveLength(5)
    expect(series.norms.at(-1)).toBeLessThan(series.norms.at(0)!)
    expect(series.updateRatios.at(0)).toBeNaN()
    expect(series.updateRatios.at(2)).toBeGreaterThan(0)
    expect(numbersOf(state.metrics.get('loss')!.steps)).toEqual([0, 1, 2, 3, 4])
  })

  it('measures every layer of a model, though one line makes their parameters under the same names', async () => {
    const { state } = await runScript(`const model = new MLP([4, 3])
const x = np.random.rand(5, 2)
const t = np.random.rand(5, 3)
const optimizer = new SGD(0.1).setup(model)
for (let i = 0; i < 3; i++) {
  const loss = meanSquaredError(model(x), t)
  model.cleargrads()
  loss.backward()
  optimizer.update()
}
`)
    const series = [...state.gradients.values()]
    expect(series.map(({ name }) => name).sort()).toEqual(['W', 'W', 'b', 'b'])
    for (const { norms } of series) expect(norms).toHaveLength(3)
  })

  it('measures one leaf that the script makes anew in each iteration as one', async () => {
    const { state } = await runScript(`for (let i = 0; i < 4; i++) {
  const x = new Variable(np.array(2.0))
  const y = square(x)
  y.backward()
}
`)
    expect([...state.gradients.values()].map(({ name, norms }) => [name, numbersOf(norms)])).toEqual([
      ['x', [4, 4, 4, 4]],
    ])
  })

  it('tells the executions of a line apart, each with the value and gradient that it came to', async () => {
    const { state } = await runScript(`${training}function half(n) {
  return n / 2
}
let k = 40
while (k > 1) {
  k = half(k)
}
`)
    const shownIn = (line: number, turn: number) => {
      const at = cursorOfTurn(state, line, turn) ?? lastCursor(state)
      const { variable, ...shown } = lineValuesAt(state, at).find((value) => value.line === line)!
      const version = variable === null ? null : dataAt(variable, at)
      const gradient = variable === null ? null : gradientAt(variable, at)
      return { ...shown, version, gradient }
    }
    // Line 4 has several operations in each of five executions, line 7 a new array behind W.
    for (const line of [4, 7]) {
      for (let turn = 0; turn < 5; turn++) expect(shownIn(line, turn)).toMatchObject({ turn, turns: 5 })
    }
    const losses = [0, 1, 2, 3, 4].map((turn) => shownIn(4, turn))
    expect(losses.map(({ version }) => version!.summary[0])).toEqual(
      numbersOf(state.metrics.get('loss')!.values),
    )
    expect(shownIn(7, 1).version!.seq).toBeLessThan(shownIn(7, 2).version!.seq)
    expect(shownIn(7, 1).gradient!.value).not.toBeNull()
    // Numbers without an operation in between.
    expect([0, 1, 2].map((turn) => shownIn(15, turn).text)).toEqual(['20', '10', '5'])
  })

  it('keeps for the window which graph the script wants seen', async () => {
    const { state } = await runScript(`${diamond}showGraph(a)`)
    expect(state.shownGraphs.map(({ variable }) => state.variableById.get(variable)!.line)).toEqual([2])
  })

  it("shows the application of a script's own function at the line of its call", async () => {
    const { state } = await runScript(`class Cube extends Function {
  forward(x) {
    return x ** 3
  }
}
const cube = new Cube()
const y = cube(new Variable(np.array(2.0)))
`)
    expect(state.nodes.map(({ name, line }) => [name, line])).toEqual([['Cube', 7]])
  })

  it('that throws ends as failed with line and column, and keeps what was printed', async () => {
    const { outcome, printed, state } = await runScript("print('before')\nnp.ones([2]) + np.ones([3])\n")
    expect(outcome.status).toBe('failed')
    expect(outcome.failure).toMatchObject({ code: 'script', at: { line: 2, column: 14 } })
    expect(outcome.failure!.message).toContain('[2]')
    expect(printed).toEqual(['before'])
    expect(state.outputs.at(-1)).toMatchObject({ kind: 'failure', line: 2 })
    expect(state.end!.status).toBe('failed')
  })

  it('tells a print before it goes on, so that what follows may hang', async () => {
    const printedWhen: string[][] = []
    const source = "print('matching')\n;/(a+)+$/.test('aaaab')\nprint('matched')"
    await runOn(createEngineService(newControl()), request({ source }), (state) =>
      printedWhen.push(state.outputs.map(({ text }) => text)),
    )
    expect(printedWhen).toContainEqual(['matching'])
    expect(printedWhen.at(-1)).toEqual(['matching', 'matched'])
  })

  it('with a syntax error ends as failed before anything ran', async () => {
    const { outcome, printed } = await runScript("print('before')\nconst = 3\n")
    expect(outcome.failure).toMatchObject({ code: 'syntax', at: { line: 2 } })
    expect(printed).toEqual([])
  })

  it('in no-grad skips backward() and counts it', async () => {
    const { outcome, state } = await runScript(diamond.replace('print(x.grad.data)\n', ''), {
      mode: 'no-grad',
    })
    expect(outcome).toMatchObject({ status: 'done', backwardsSkipped: 1 })
    expect(state.nodes.every((node) => !node.recorded)).toBe(true)
  })

  it('reports its named values', async () => {
    const { outcome } = await runScript('const x = new Variable(np.array([1, NaN]))\nconst n = np.eye(2)\n')
    expect(outcome.variables).toEqual({
      x: { kind: 'variable', shape: [2], dtype: 'float64', data: [1, 'NaN'], grad: null },
      n: {
        kind: 'array',
        shape: [2, 2],
        dtype: 'float64',
        data: [
          [1, 0],
          [0, 1],
        ],
        grad: null,
      },
    })
  })

  it('refuses a request that does not parse, and a second run at the same time', async () => {
    const service = createEngineService(newControl())
    await expect(runOn(service, request({ seed: -1 }))).rejects.toThrow('seed -1')
    const first = runOn(service, request({ source: 'await null' }))
    await expect(runOn(service, request())).rejects.toThrow('running already')
    expect((await first).outcome.status).toBe('done')
  })
})

describe('control', () => {
  it('interrupts an endless loop at a checkpoint and the next run is clean', async () => {
    const control = newControl()
    const service = createEngineService(control)
    const endless = request({ source: 'let n = 0\nfor (;;) { n += 1\nif (n % 1000 === 0) print(n) }' })
    const { outcome, state } = await runOn(service, endless, () => {
      Atomics.store(control, controlSlot.command, command.interrupt)
    })
    expect(outcome.status).toBe('stopped')
    expect(state.end!.status).toBe('stopped')
    expect((await runOn(service, request({ source: diamond }))).outcome.status).toBe('done')
  })

  it('ends a run at its time limit', async () => {
    const { outcome, state } = await runScript('let n = 0\nfor (;;) {}', { timeLimitMs: 50 })
    expect(outcome.status).toBe('stopped')
    expect(outcome.failure).toMatchObject({
      code: 'limit',
      message: 'stopped: the time limit of 0.05 s was reached',
      reason: { name: 'time-limit', values: { seconds: 0.05 } },
      at: { line: 2 },
    })
    expect(state.outputs.at(-1)).toMatchObject({ kind: 'failure', line: 2 })
  })
})

describe('cells', () => {
  const cells = `// %% make
const x = new Variable(np.array(3.0))
let count = 0
// %% use
count += 1
print(x * count)
`
  it('run alone on the state that earlier runs left', async () => {
    const service = createEngineService(newControl())
    await runOn(service, request({ source: cells }))
    const { outcome, state } = await runOn(service, request({ source: cells, cells: { first: 1, last: 1 } }))
    expect(outcome.failure).toBeUndefined()
    expect(state.outputs.map((output) => output.text)).toEqual(['variable(6.0)'])
  })
})
