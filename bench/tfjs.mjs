// TensorFlow.js as a contender; the first argument names the backend (cpu or wasm). It has float32 only.
import { serve } from './contender.mjs'

const backend = process.argv[2] ?? 'cpu'
const { default: tf } = await import('@tensorflow/tfjs')
if (backend === 'wasm') await import('@tensorflow/tfjs-backend-wasm')
await tf.setBackend(backend)
await tf.ready()

/**
 * Runs with its intermediate results freed. Both backends compute at once; what is read out, and freed, is not measured:
 * it would copy the whole result.
 */
function last(work) {
  return () => {
    const result = tf.tidy(work)
    return () => {
      const values = result.dataSync()
      result.dispose()
      return values[values.length - 1]
    }
  }
}

function chain() {
  const w = tf.scalar(0.5)
  const x = tf.scalar(0.3)
  const gradient = tf.grad((b) => {
    let y = x
    for (let i = 0; i < 2500; i++) y = tf.neg(tf.tanh(tf.add(tf.mul(y, w), b)))
    return y
  })
  const b = tf.scalar(0.1)
  return last(() => gradient(b))
}

/** The Goldstein-Price function, a hundred times. */
function wide() {
  const one = (x, y) => {
    const first = tf.add(
      1,
      tf.mul(
        tf.square(tf.add(tf.add(x, y), 1)),
        tf.addN([
          tf.sub(19, tf.mul(14, x)),
          tf.mul(3, tf.square(x)),
          tf.mul(-14, y),
          tf.mul(tf.mul(6, x), y),
          tf.mul(3, tf.square(y)),
        ]),
      ),
    )
    const right = tf.addN([
      tf.sub(18, tf.mul(32, x)),
      tf.mul(12, tf.square(x)),
      tf.mul(48, y),
      tf.mul(tf.mul(-36, x), y),
      tf.mul(27, tf.square(y)),
    ])
    return tf.mul(first, tf.add(30, tf.mul(tf.square(tf.sub(tf.mul(2, x), tf.mul(3, y))), right)))
  }
  const y = tf.scalar(1)
  const gradient = tf.grad((x) => {
    let z = one(x, y)
    for (let i = 1; i < 100; i++) z = tf.add(z, one(x, y))
    return z
  })
  const x = tf.scalar(1)
  return last(() => gradient(x))
}

const x8 = (x) => tf.square(tf.square(tf.square(x)))

function wave(shape, of, scale) {
  const count = shape.reduce((product, size) => product * size, 1)
  return tf.tensor(
    Float32Array.from({ length: count }, (_, i) => Math[of](i) * scale),
    shape,
  )
}

function elementwise(name, size) {
  // tf.linspace adds up its steps in float32 and ends somewhere else.
  const evenly = (start, stop) =>
    tf.tensor1d(Float32Array.from({ length: size }, (_, i) => start + (i * (stop - start)) / (size - 1)))
  const [a, b] = [evenly(-2, 2), evenly(0.1, 3)]
  const rows = tf.reshape(a, [-1, 100])
  const bias = tf.slice(b, [0], [100])
  const work = {
    add: () => tf.add(a, b),
    mul: () => tf.mul(a, b),
    bias: () => tf.add(rows, bias),
    sum: () => tf.sum(a),
    exp: () => tf.exp(a),
    log: () => tf.log(b),
    sin: () => tf.sin(a),
    cos: () => tf.cos(a),
    tanh: () => tf.tanh(a),
    sigmoid: () => tf.sigmoid(a),
  }
  return last(work[name])
}

function mlp() {
  const x = wave([128, 784], 'cos', 1)
  // Its oneHot gives whole numbers where float32 is asked for on the wasm backend.
  const labels = Float32Array.from({ length: 1280 }, (_, i) => Number(i % 10 === Math.floor(i / 10) % 10))
  const t = tf.tensor2d(labels, [128, 10])
  let parameters = [
    wave([784, 256], 'cos', 0.05),
    tf.zeros([256]),
    wave([256, 10], 'cos', 0.05),
    tf.zeros([10]),
  ]
  const step = tf.valueAndGrads((w0, b0, w1, b1) => {
    const hidden = tf.sigmoid(tf.add(tf.matMul(x, w0), b0))
    const y = tf.add(tf.matMul(hidden, w1), b1)
    return tf.neg(tf.mean(tf.sum(tf.mul(t, tf.logSoftmax(y)), 1)))
  })
  return () => {
    const [loss, ...next] = tf.tidy(() => {
      const { value, grads } = step(parameters)
      return [value, ...parameters.map((p, i) => tf.sub(p, tf.mul(grads[i], 0.01)))]
    })
    tf.dispose(parameters)
    parameters = next
    return () => {
      const [value] = loss.dataSync()
      loss.dispose()
      return value
    }
  }
}

await serve(`tfjs ${tf.version_core} (${backend})`, async (kind, ...args) => {
  if (kind === 'chain') return chain()
  if (kind === 'wide') return wide()
  if (backend === 'cpu' || (args.length > 0 && args.at(-1) !== 'float32')) return null
  if (kind === 'squares') {
    const x = tf.fill([1_000_000], 0.9)
    const gradient = tf.grad((v) => tf.sum(x8(v)))
    return last(() => gradient(x))
  }
  if (kind === 'squares-no-grad') {
    const x = tf.fill([1_000_000], 0.9)
    return last(() => x8(x))
  }
  if (kind === 'elementwise') return elementwise(args[0], Number(args[1]))
  if (kind === 'matmul') {
    const size = Number(args[0])
    const [a, b] = [wave([size, size], 'cos', 1), wave([size, size], 'sin', 1)]
    return last(() => tf.matMul(a, b))
  }
  return kind === 'mlp' ? mlp() : null
})
