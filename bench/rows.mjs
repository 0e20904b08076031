// The rows of the benchmark: what is measured, who takes part, what is aimed at.

/** The lab on two threads takes part where its kernels share work; peers in JavaScript have float32 only. */
const peers = ['tfjs-cpu', 'tfjs-wasm', 'jax-js']
const everyone = ['lab', 'lab-2', 'book', ...peers]

/** Peers in JavaScript, of which the best counts. */
export const javaScript = peers

/**
 * target: least ratio (other's median / the lab's) by contender; 'js' is the best JavaScript peer, and 1 where nothing else
 * is told. targetOfTwo: least ratio of the book's median to that of the lab on two threads.
 */
function elementwise(name, size, dtype, target, targetOfTwo) {
  return {
    id: `elementwise ${name} ${size} ${dtype}`,
    title: `${name}, ${size.toExponential(0).replace('+', '')} ${dtype}`,
    contenders: size < 1e5 ? everyone.filter((contender) => contender !== 'lab-2') : everyone,
    target,
    ...(targetOfTwo === undefined ? {} : { targetOfTwo }),
  }
}

function matmul(size, dtype) {
  return {
    id: `matmul ${size} ${dtype}`,
    title: `matmul ${size}, ${dtype}`,
    contenders: size === 1024 ? [...everyone, 'limit'] : everyone,
    target: {
      book: 0.42,
      ...(dtype === 'float32' ? { 'tfjs-wasm': 1.4 } : {}),
      ...(size === 1024 ? { limit: 0.85 } : {}),
    },
    operations: 2 * size ** 3,
  }
}

function step18(dtype, name, of, targets) {
  return {
    id: `${name} ${dtype}`,
    title: `step 18: three squares of 1e6 ${dtype}, ${of}`,
    contenders: everyone,
    // The targets beside the book are for doubles.
    ...(dtype === 'float64' ? targets : {}),
  }
}

export function rowsFor(quick) {
  const sizes = quick ? [1e4, 1e6] : [1e4, 1e6, 1e7]
  const simple = ['add', 'mul', 'bias', 'sum'].flatMap((name) =>
    sizes.flatMap((size) =>
      ['float64', 'float32'].map((dtype) =>
        elementwise(name, size, dtype, { book: 1 }, size === 1e7 ? 2 : undefined),
      ),
    ),
  )
  const functions = ['exp', 'log', 'sin', 'cos', 'tanh', 'sigmoid'].flatMap((name) =>
    (quick ? [1e6] : [1e5, 1e6]).flatMap((size) => [
      elementwise(name, size, 'float64', { book: 0.5 }, 0.9),
      elementwise(name, size, 'float32', {}),
    ]),
  )
  const products = (quick ? [64, 256, 1024] : [64, 128, 256, 512, 1024]).flatMap((size) => [
    matmul(size, 'float64'),
    matmul(size, 'float32'),
  ])
  return [
    {
      id: 'chain',
      title: 'chain of 10,000 scalar operations, forward and backward',
      contenders: ['lab', 'book', 'tfjs-cpu', 'tfjs-wasm'],
      target: { book: 40, js: 20 },
    },
    {
      id: 'chain-recorded',
      title: 'the same, every event recorded',
      contenders: ['lab'],
      slowerThan: { row: 'chain', most: 1.5 },
    },
    {
      id: 'wide',
      title: 'Goldstein-Price x 100, forward and backward',
      contenders: ['lab', 'book', 'tfjs-cpu', 'tfjs-wasm'],
      target: { book: 100, js: 50 },
    },
    {
      id: 'chain-million',
      title: 'chain of 1,000,000 scalar operations',
      contenders: ['lab'],
      once: true,
      mostMemory: 1e9,
    },
    ...['float64', 'float32'].flatMap((dtype) => [
      step18(dtype, 'squares', 'backward', { target: { book: 3 }, targetOfTwo: 3.5 }),
      step18(dtype, 'squares-no-grad', 'no_grad', { target: { book: 4 }, targetOfTwo: 6 }),
    ]),
    {
      id: 'squares-hog',
      ask: 'squares float64',
      title: 'step 18, float64, backward, while another program keeps a core busy',
      contenders: ['lab', 'lab-2'],
      hog: true,
      // Two threads must not lose to one.
      mostOfTwo: 1.1,
    },
    {
      id: 'squares-recorded float64',
      title: 'step 18, float64, backward, every event recorded',
      contenders: ['lab'],
      slowerThan: { row: 'squares float64', most: 1.03 },
    },
    {
      id: 'squares-memory',
      ask: 'squares-no-grad float64',
      title: 'step 18, float64, no_grad, once: memory that the process grew by',
      contenders: ['lab', 'book'],
      once: true,
      mostGrowth: 1.1,
    },
    ...simple,
    ...functions,
    ...products,
    {
      id: 'mlp float32',
      title: 'MLP step 784-256-10, batch 128, float32',
      contenders: everyone,
      target: { book: 2, 'tfjs-wasm': 10, 'jax-js': 1.5 },
    },
    {
      id: 'mlp float64',
      title: 'MLP step 784-256-10, batch 128, float64',
      contenders: ['lab', 'lab-2', 'book'],
      target: { book: 2 },
    },
    {
      id: `loop ${quick ? 10_000 : 100_000}`,
      title: `synchronous loop of ${quick ? '10,000' : '100,000'} x squares of randn(10000)`,
      contenders: ['lab'],
      once: true,
      mostMemory: 512e6,
    },
  ]
}
