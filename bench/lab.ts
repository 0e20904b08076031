// The lab's engine as a contender, in Node: the same code that runs in the app's worker.
import { Worker } from 'node:worker_threads'
import { nodeCollector } from '../src/cli/collector'
import { noGrad } from '../src/worker/engine/config'
import { NDArray } from '../src/worker/engine/ndarray'
import { engine, resetEngine } from '../src/worker/engine/state'
import { Variable } from '../src/worker/engine/variable'
import * as kernels from '../src/worker/kernels'
import { np } from '../src/worker/np/state'
import { F } from '../src/worker/ops'
import { createScriptEngine } from '../src/worker/run/scriptEngine'
import { RunRecorder } from '../src/worker/trace/runRecorder'
import { setCollector } from '../src/worker/storage/collector'
import { startCrew } from '../src/worker/threads/crew'
import { TraceStream } from '../src/worker/trace/traceStream'
import { serve } from './contender.mjs'

type Floating = 'float64' | 'float32'

const { add, mul, sub, neg, square, tanh } = F
const scalar = (value: number): Variable => new Variable(np.array(value))

function gradient(x: Variable): number {
  const data = x.gradientData!
  return data.buffer === null ? data.scalar : data.buffer[data.offset]!
}

function chain(operations: number): () => number {
  return () => {
    const [w, b, x] = [scalar(0.5), scalar(0.1), scalar(0.3)]
    let y: Variable = x
    for (let i = 0; i < operations / 4; i++) y = neg(tanh(add(mul(y, w), b)))
    y.backward()
    return gradient(b)
  }
}

/** The Goldstein-Price function in the order in which Python evaluates the book's expression. */
function goldstein(x: Variable, y: Variable): Variable {
  const sum = (first: Variable, ...rest: Variable[]): Variable =>
    rest.reduce((total, one) => add(total, one), first)
  const left = sub(sum(sub(19, mul(14, x)), mul(3, square(x))), mul(14, y))
  const first = add(1, mul(square(add(add(x, y), 1)), sum(left, mul(mul(6, x), y), mul(3, square(y)))))
  const right = sub(sum(sub(18, mul(32, x)), mul(12, square(x)), mul(48, y)), mul(mul(36, x), y))
  return mul(first, add(30, mul(square(sub(mul(2, x), mul(3, y))), add(right, mul(27, square(y))))))
}

function wide(): number {
  const [x, y] = [scalar(1), scalar(1)]
  let z = goldstein(x, y)
  for (let i = 1; i < 100; i++) z = add(z, goldstein(x, y))
  z.backward()
  return gradient(x)
}

function squares(withGraph: boolean, dtype: Floating): () => number {
  const x = new Variable(np.full([1_000_000], 0.9, dtype))
  // As compiled scripts hand the result of one call to the next.
  const script = createScriptEngine()
  const squareOf = (value: Variable): Variable => {
    script.pass(value, square, square)
    return square(value)
  }
  const forward = (): Variable => squareOf(squareOf(square(x)))
  return () => {
    if (!withGraph) return noGrad(() => at0(forward().data!))
    x.cleargrad()
    forward().backward()
    return gradient(x)
  }
}

const at0 = (array: NDArray): number => array.peek()[array.offset]!

/** The same work with every event recorded, to nowhere. */
function recorded(run: () => number): () => number {
  return () => {
    const stream = new TraceStream(
      () => undefined,
      () => performance.now(),
    )
    const position = { line: 3, column: 5 }
    engine.recorder = new RunRecorder(
      stream,
      () => position,
      () => performance.now(),
      () => undefined,
    )
    try {
      return run()
    } finally {
      stream.flush()
      engine.recorder = null
    }
  }
}

function elementwise(name: string, size: number, dtype: Floating): () => number {
  const a = np.linspace(-2, 2, size).astype(dtype)
  const b = np.linspace(0.1, 3, size).astype(dtype)
  const rows = kernels.reshape(a, [-1, 100])
  const bias = NDArray.fromTyped(b.toTyped().slice(0, 100), [100], dtype)
  const sigmoid = new Variable(a)
  const run: Record<string, () => NDArray> = {
    add: () => kernels.add(a, b),
    mul: () => kernels.multiply(a, b),
    bias: () => kernels.add(rows, bias),
    sum: () => kernels.sum(a),
    exp: () => kernels.exp(a),
    log: () => kernels.log(b),
    sin: () => kernels.sin(a),
    cos: () => kernels.cos(a),
    tanh: () => kernels.tanh(a),
    sigmoid: () => noGrad(() => F.sigmoid(sigmoid).data!),
  }
  const work = run[name]!
  return () => {
    const result = work()
    return result.buffer === null ? result.scalar : result.buffer[result.offset + result.size - 1]!
  }
}

/** cos or sin of 0, 1, 2 … times a scale. */
function wave(shape: readonly number[], of: 'cos' | 'sin', scale: number, dtype: Floating): NDArray {
  const count = shape.reduce((product, size) => product * size, 1)
  const values = kernels.multiply(kernels[of](np.arange(count).astype('float64')), scale)
  return kernels.reshape(values, shape).astype(dtype)
}

function matmul(size: number, dtype: Floating): () => number {
  const a = wave([size, size], 'cos', 1, dtype)
  const b = wave([size, size], 'sin', 1, dtype)
  return () => {
    const product = kernels.matmul(a, b)
    return product.buffer![size * size - 1]!
  }
}

function mlp(dtype: Floating): () => number {
  const x = new Variable(wave([128, 784], 'cos', 1, dtype))
  const t = NDArray.fromTyped(
    Int32Array.from({ length: 128 }, (_, i) => i % 10),
    [128],
    'int32',
  )
  const parameters = [
    new Variable(wave([784, 256], 'cos', 0.05, dtype)),
    new Variable(np.zeros([256]).astype(dtype)),
    new Variable(wave([256, 10], 'cos', 0.05, dtype)),
    new Variable(np.zeros([10]).astype(dtype)),
  ] as const
  const [w0, b0, w1, b1] = parameters
  return () => {
    for (const parameter of parameters) parameter.cleargrad()
    const hidden = F.sigmoid(F.linear(x, w0, b0))
    const loss = F.softmaxCrossEntropy(F.linear(hidden, w1, b1), t)
    loss.backward()
    // As the library's SGD does it.
    for (const parameter of parameters) {
      parameter.data = kernels.descend(parameter.data!, parameter.gradientData!, 0.01)
    }
    return at0(loss.data!)
  }
}

/** A synchronous loop that a script might write, inside one function. */
function loop(times: number): () => number {
  return () => {
    let last = 0
    for (let i = 0; i < times; i++) {
      const x = new Variable(np.random.randn(10000) as NDArray)
      last = at0(square(square(square(x))).data!)
    }
    return Number.isFinite(last) ? 1 : 0
  }
}

async function prepare(kind: string, ...args: string[]): Promise<(() => number) | null> {
  resetEngine()
  const dtype = args.at(-1) as Floating
  if (kind === 'chain') return chain(10_000)
  if (kind === 'chain-million') return chain(1_000_000)
  if (kind === 'chain-recorded') return recorded(chain(10_000))
  if (kind === 'wide') return wide
  if (kind === 'squares') return squares(true, dtype)
  if (kind === 'squares-recorded') return recorded(squares(true, dtype))
  if (kind === 'squares-no-grad') return squares(false, dtype)
  if (kind === 'elementwise') return elementwise(args[0]!, Number(args[1]), dtype)
  if (kind === 'matmul') return matmul(Number(args[0]), dtype)
  if (kind === 'mlp') return mlp(dtype)
  return kind === 'loop' ? loop(Number(args[0])) : null
}

const threads = Number(process.argv[2] ?? 1)
startCrew(threads, () => {
  const helper = new Worker(new URL('./helper.mjs', import.meta.url))
  helper.unref()
  return helper
})
setCollector(nodeCollector())
await serve(`lab in Node ${process.version}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`, prepare)
