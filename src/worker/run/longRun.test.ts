// What is recorded of a long run shows what a record of all of it would show, at every moment that is recorded.
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { controlSlots } from '@shared/control'
import type { Mode, RunOutcome } from '@shared/engineApi'
import { firstDivergence } from '@shared/divergence'
import { purposes } from '@shared/memoryLedger'
import { missingOperations, operationNumber } from '@shared/traceGaps'
import { applyBatch, createTraceState, type TraceState } from '@shared/traceState'
import { cursorOfStep, dataAt, gradientAt, lastSeqAt, lineAt, namesAt, outputsAt } from '@shared/traceView'
import type { RecordingLimits } from '../trace/recordingPolicy'
import { createEngineService } from './service'

const everything = {
  firstEvents: 1e9,
  firstBytes: 1e12,
  lastEvents: 1,
  lastBytes: 1,
  stretchEvents: 1,
  firstStride: 1,
}
const little = {
  firstEvents: 300,
  firstBytes: 1e9,
  lastEvents: 150,
  lastBytes: 1e9,
  stretchEvents: 20,
  firstStride: 8,
}

interface Recorded {
  readonly outcome: RunOutcome
  readonly state: TraceState
  readonly chunks: readonly Uint8Array[]
}

async function record(source: string, limits: RecordingLimits, mode: Mode = 'default'): Promise<Recorded> {
  const chunks: Uint8Array[] = []
  let state = createTraceState()
  const service = createEngineService(new Int32Array(new SharedArrayBuffer(controlSlots * 4)), limits)
  const outcome = await service.run(
    { runId: 'r', source, seed: 0, mode, cells: 'all' },
    {
      postMessage: (chunk) => {
        if (!(chunk instanceof Uint8Array)) return
        chunks.push(chunk)
        state = applyBatch(state, chunk)
      },
      close: () => undefined,
    },
  )
  return { outcome, state, chunks }
}

/** What a person sees of the names at a step, and what is alive there. */
function seenAt(state: TraceState, step: number): unknown {
  const cursor = cursorOfStep(state, step)
  const { seq, phase, node, pass } = state.steps[step]!
  const point = lastSeqAt(state.memory.seqs, cursor)
  return {
    at: { seq, phase, node, pass, line: lineAt(state, cursor) },
    names: namesAt(state, cursor)
      .map(({ name, depth, binding, variable }) => ({
        name: `${depth} ${name}`,
        text: binding.text,
        target: binding.target,
        data: variable === null ? null : dataAt(variable, cursor).summary,
        gradient: variable === null ? null : (gradientAt(variable, cursor)?.value?.summary ?? null),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    memory: [...purposes, 'operations' as const, 'highest' as const].map((row) => state.memory[row][point]),
    outputs: outputsAt(state, cursor).length,
  }
}

/** Every recorded moment shows what the whole record shows. Returns the record in parts. */
async function expectTrue(source: string, mode: Mode = 'default'): Promise<Recorded> {
  const whole = await record(source, everything, mode)
  const parts = await record(source, little, mode)
  expect(parts.outcome.digest).toBe(whole.outcome.digest)
  const { state } = parts
  expect(state.length).toBe(whole.state.length)
  const places = new Map(whole.state.steps.map(({ seq }, i) => [seq, i]))
  for (const [step, { seq }] of state.steps.entries()) {
    const place = places.get(seq) ?? NaN
    expect(operationNumber(state.gaps, step + 1), `step ${step} of ${source}`).toBe(place + 1)
    // Between the last step before a gap and the first one after it nothing is known.
    if (state.gaps.some((gap) => gap.step === step + 1)) continue
    expect(seenAt(state, step), `step ${step} of ${source}`).toEqual(seenAt(whole.state, place))
  }
  expect(firstDivergence(whole.chunks, parts.chunks)).toBeNull()
  expect(firstDivergence(parts.chunks, whole.chunks)).toBeNull()
  expect(state.steps.length + missingOperations(state.gaps)).toBe(whole.outcome.operations)
  expect(state.outputs.map(({ text }) => text)).toEqual(whole.state.outputs.map(({ text }) => text))
  const values = (one: TraceState) => [...one.metrics.values()].map(({ steps, values: v }) => [steps, v])
  expect(values(state)).toEqual(values(whole.state))
  expect(state.peak?.total).toBe(whole.state.peak?.total)
  return parts
}

const training = (steps: number): string => `const x = np.random.rand(10, 1)
const W = new Variable(np.zeros([1, 1]))
const kept = []
let best = null
for (let i = 0; i < ${steps}; i++) {
  const loss = meanSquaredError(matmul(x, W), x * 2)
  W.cleargrad()
  loss.backward()
  W.data -= 0.1 * W.grad.data
  track('loss', loss)
  if (i % 50 === 0) { kept.push(loss.data); best = loss; print(i) }
}
`

describe('the record of a long run', () => {
  it('holds the first and the last iterations, and between them some at even distances', async () => {
    const { state } = await expectTrue(training(400))
    expect(state.gaps.length).toBeGreaterThan(3)
    const passes = [...new Set(state.steps.flatMap(({ pass }) => (pass < 0 ? [] : [pass])))]
    expect(passes.slice(0, 5)).toEqual([0, 1, 2, 3, 4])
    expect(passes.slice(-5)).toEqual([395, 396, 397, 398, 399])
    // Whole iterations: each recorded pass has all its steps.
    const counts = passes.map((pass) => state.steps.filter((step) => step.pass === pass).length)
    expect(new Set(counts).size).toBe(1)
    const distances = state.gaps.map(({ passes: count }) => count)
    for (let i = 1; i < distances.length - 1; i++) {
      expect(distances[i]! / distances[i - 1]!).toBeGreaterThan(0.4)
      expect(distances[i]! / distances[i - 1]!).toBeLessThan(2.6)
    }
    expect([...state.metrics.values()][0]!.values).toHaveLength(400)
    expect([...state.gradients.values()].map(({ passes: measured }) => measured.length)).toEqual([400])
  })

  it('shows where two runs part, at the first operation that both records have', async () => {
    const source = (from: number) => `let x = new Variable(np.array(1.0))
for (let i = 0; i < 500; i++) {
  x = x * 0.5
  x = x + (i < ${from} ? 1 : 1.5)
  track('i', i)
}
`
    const [one, other] = [await record(source(9999), little), await record(source(250), little)]
    const found = firstDivergence(one.chunks, other.chunks)!
    expect(found.kept).not.toBe(found.again)
    expect(found.line).toBeGreaterThanOrEqual(3)
    const { seq } = one.state.steps[found.step - 1]!
    expect(operationNumber(one.state.gaps, found.step)).toBeGreaterThanOrEqual(500)
    expect(other.state.steps.some((step) => step.seq === seq)).toBe(true)
  })

  it('is the same each time, wherever chunks end', async () => {
    const [one, other] = [await record(training(200), little), await record(training(200), little)]
    expect(one.state.gaps).toEqual(other.state.gaps)
    expect(one.state.steps).toEqual(other.state.steps)
  })

  it('keeps what a loop carries along: a state, a growing list, names of functions', async () => {
    await expectTrue(`const W = new Variable(np.ones([2, 2]) * 0.5)
let h = new Variable(np.ones([1, 2]))
const seen = []
const step = (x) => { const y = tanh(matmul(x, W)); return y }
for (let i = 0; i < 250; i++) {
  h = step(h)
  if (i % 10 === 9) { const loss = sum(h); W.cleargrad(); loss.backward(); h.unchainBackward() }
  if (i % 40 === 0) seen.push(h)
}
print(seen.length)
`)
  })

  it('goes on by turns of the loop where nothing is differentiated', async () => {
    const { state } = await expectTrue(`let x = new Variable(np.ones([3]))
for (let i = 0; i < 600; i++) {
  const y = x * 0.5
  x = y + 1
  track('x', sum(x))
}
`)
    expect(state.gaps.length).toBeGreaterThan(2)
  })

  it('ends with the last operations also when the script fails', async () => {
    const { state, outcome } = await expectTrue(`${training(300)}np.ones([2]) + np.ones([3])\n`)
    expect(outcome.status).toBe('failed')
    expect(state.steps.at(-1).pass).toBe(299)
    expect(state.outputs.at(-1).kind).toBe('failure')
  })

  it('shows the truth at every recorded moment of generated loops, in every mode', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(statement, { minLength: 2, maxLength: 8 }),
        fc.constantFrom<Mode>('default', 'retain-grad', 'no-grad', 'create-graph'),
        async (lines, mode) => {
          await expectTrue(
            [
              'const kept = [new Variable(np.ones([2, 3]), "w")]',
              'let carried = kept[0] * 1',
              'const pick = (at) => kept[at % kept.length]',
              'for (let i = 0; i < 120; i++) {',
              ...lines,
              '  if (kept.length > 6) kept.splice(1, 3)',
              '}',
            ].join('\n'),
            mode,
          )
        },
      ),
      { numRuns: 12 },
    )
  })
})

const statement = fc.oneof(
  fc.nat(5).map((at) => `  kept.push(tanh(pick(${at}) * 0.5))`),
  fc
    .nat(5)
    .map((at) => `  const v${at}_ = square(pick(${at}))`)
    .map((line) => `  { ${line} }`),
  fc.nat(5).map((at) => `  sum(pick(${at})).backward()`),
  fc.nat(5).map((at) => `  pick(${at}).cleargrad()`),
  fc.nat(5).map((at) => `  carried = carried * 0.9 + pick(${at})`),
  fc.nat(5).map((at) => `  if (i % 7 === ${at}) carried = pick(${at}) * 1`),
  fc.nat(5).map((at) => `  pick(${at}).data = pick(${at}).data * 0.5`),
  fc.constant('  track("m", sum(carried))'),
  fc.constant('  if (i % 20 === 0) print(i)'),
)
