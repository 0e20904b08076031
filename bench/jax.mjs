// jax-js as a contender, on WebAssembly with jit. Its arrays are counted by hand: `x.ref` where x is needed again.
import { serve } from './contender.mjs'

const { init, defaultDevice, grad, jit, nn, numpy: np, valueAndGrad } = await import('@jax-js/jax')
await init('wasm')
defaultDevice('wasm')

const cube = (x) => np.square(np.square(np.square(x)))

function wave(shape, of, scale) {
  const count = shape.reduce((product, size) => product * size, 1)
  return np.array(Float32Array.from({ length: count }, (_, i) => Math[of](i) * scale)).reshape(shape)
}

/** Computes, and reads the last element alone: the whole result would be copied. */
const last = (array) => array.reshape([-1]).slice([-1]).dataSync()[0]

const functions = {
  add: (a, b) => a.add(b),
  mul: (a, b) => a.mul(b),
  sum: (a) => np.sum(a),
  exp: (a) => np.exp(a),
  log: (_, b) => np.log(b),
  sin: (a) => np.sin(a),
  cos: (a) => np.cos(a),
  tanh: (a) => np.tanh(a),
  sigmoid: (a) => nn.sigmoid(a),
}

function elementwise(name, size) {
  const a = np.linspace(-2, 2, size)
  const b = np.linspace(0.1, 3, size)
  if (name === 'bias') {
    const work = jit(functions.add)
    const [rows, bias] = [a.reshape([-1, 100]), b.slice([0, 100])]
    return () => last(work(rows.ref, bias.ref))
  }
  const work = jit(functions[name])
  return () => last(work(a.ref, b.ref))
}

function mlp() {
  const x = wave([128, 784], 'cos', 1)
  const t = nn.oneHot(
    np.array(
      Int32Array.from({ length: 128 }, (_, i) => i % 10),
      { dtype: np.int32 },
    ),
    10,
  )
  let parameters = [
    wave([784, 256], 'cos', 0.05),
    np.zeros([256]),
    wave([256, 10], 'cos', 0.05),
    np.zeros([10]),
  ]
  const lossOf = ([w0, b0, w1, b1], x, t) => {
    const hidden = nn.sigmoid(np.matmul(x, w0).add(b0))
    const y = nn.logSoftmax(np.matmul(hidden, w1).add(b1))
    return y
      .mul(t)
      .sum()
      .mul(-1 / 128)
  }
  const step = jit((parameters, x, t) => {
    const [loss, gradients] = valueAndGrad(lossOf)(
      parameters.map((p) => p.ref),
      x,
      t,
    )
    return [loss, ...parameters.map((p, i) => p.sub(gradients[i].mul(0.01)))]
  })
  return () => {
    const [loss, ...next] = step(parameters, x.ref, t.ref)
    parameters = next
    last(next[0].ref)
    return last(loss)
  }
}

await serve('jax-js (wasm, jit)', async (kind, ...args) => {
  if (args.length > 0 && args.at(-1) !== 'float32') return null
  if (kind === 'squares') {
    const x = np.ones([1_000_000]).mul(0.9)
    const gradient = jit(grad((v) => cube(v).sum()))
    return () => last(gradient(x.ref))
  }
  if (kind === 'squares-no-grad') {
    const x = np.ones([1_000_000]).mul(0.9)
    const forward = jit(cube)
    return () => last(forward(x.ref))
  }
  if (kind === 'elementwise') return elementwise(args[0], Number(args[1]))
  if (kind === 'matmul') {
    const size = Number(args[0])
    const [a, b] = [wave([size, size], 'cos', 1), wave([size, size], 'sin', 1)]
    const product = jit((a, b) => np.matmul(a, b))
    return () => last(product(a.ref, b.ref))
  }
  return kind === 'mlp' ? mlp() : null
})
