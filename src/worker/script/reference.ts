// Completion and hover data for every name of the script API, as plain data that crosses to the window.
// Functions and classes come from the registry's reference; np and the lab's own functions are added here.
import { reference as engineReference, type ReferenceEntry } from '../ops/reference'
import { np } from '../np/state'

export interface ScriptReferenceEntry extends Omit<ReferenceEntry, 'kind'> {
  readonly kind: ReferenceEntry['kind'] | 'constant'
  /** Where it is found: `''` for names in scope, `np`, `np.random`. */
  readonly owner: '' | 'np' | 'np.random'
}

type Row = readonly [name: string, signature: string, doc: string, lesson: number]

const labFunctions: readonly Row[] = [
  ['print', 'print(...values)', 'Prints one line; arrays as NumPy, variables as the book does.', 1],
  [
    'track',
    'track(name, value, step?)',
    'Adds a point to a metric; track({ loss, accuracy }) adds several.',
    24,
  ],
  ['test', 'test(name, () => { … })', 'Runs a test and reports whether it passed; the script goes on.', 10],
  ['assert', 'assert(condition, message?)', 'Fails when the condition does not hold.', 7],
  [
    'assertEqual',
    'assertEqual(actual, expected)',
    'Fails when two values differ; lists and arrays by element.',
    10,
  ],
  [
    'assertAllclose',
    'assertAllclose(actual, expected, { rtol, atol })',
    'Fails when two arrays differ by more than a tolerance.',
    10,
  ],
  ['progress', 'progress(done, total, label?)', 'Shows how far a long script is.', 43],
  [
    'plot',
    'plot(xs, ys, { name, title, xLabel, yLabel, log })',
    'Draws a line into a figure of the Figures tab; one of the same name takes its place.',
    4,
  ],
  [
    'scatter',
    'scatter(xs, ys, { name, classes, title, … })',
    'Draws points into a figure, marked by their class when there are classes.',
    29,
  ],
  [
    'contour',
    'contour(f, { x: [min, max], y: [min, max], path, title, … })',
    'Draws the heights of f as a map, and on it the path of two variables.',
    24,
  ],
  ['showGraph', 'showGraph(y)', 'Opens the Graph tab on the variable y.', 25],
]

/** NumPy functions with their parameters; `x` stands for an array or a number. */
const npRows: readonly Row[] = [
  ['array', 'np.array(values, dtype?)', 'An array from nested lists of numbers.', 1],
  ['asarray', 'np.asarray(values, dtype?)', 'The array itself, or one made from lists.', 9],
  ['zeros', 'np.zeros(shape, dtype?)', 'An array of zeros.', 17],
  ['ones', 'np.ones(shape, dtype?)', 'An array of ones.', 18],
  ['full', 'np.full(shape, value, dtype?)', 'An array of one value.', 18],
  ['empty', 'np.empty(shape, dtype?)', 'An array to be filled.', 18],
  ['eye', 'np.eye(n, m?)', 'A matrix with ones on its diagonal.', 41],
  ['arange', 'np.arange(start, stop, step)', 'Numbers with even steps, the end excluded.', 24],
  ['linspace', 'np.linspace(start, stop, count)', 'Numbers with even steps, the end included.', 29],
  ['zeros_like', 'np.zeros_like(x)', 'Zeros in the shape of an array.', 9],
  ['ones_like', 'np.ones_like(x)', 'Ones in the shape of an array.', 9],
  ['full_like', 'np.full_like(x, value)', 'One value in the shape of an array.', 9],
  ['where', 'np.where(condition, x, y)', 'Elements of x where the condition holds, else of y.', 37],
  ['clip', 'np.clip(x, min, max)', 'Elements held between two bounds.', 37],
  ['reshape', 'np.reshape(x, shape)', 'The same elements in another shape.', 38],
  ['transpose', 'np.transpose(x, axes?)', 'The axes in another order.', 38],
  ['expand_dims', 'np.expand_dims(x, axis)', 'One more axis of length 1.', 38],
  ['squeeze', 'np.squeeze(x, axis?)', 'Axes of length 1 taken away.', 38],
  ['concatenate', 'np.concatenate([a, b], axis?)', 'Arrays joined along an axis.', 48],
  ['stack', 'np.stack([a, b], axis?)', 'Arrays joined along a new axis.', 48],
  ['split', 'np.split(x, parts, axis?)', 'An array cut into parts.', 48],
  ['ravel', 'np.ravel(x)', 'All elements along one axis.', 38],
  [
    'broadcast_to',
    'np.broadcast_to(x, shape)',
    'The elements repeated so that the result has the given shape.',
    40,
  ],
  ['flip', 'np.flip(x, axis?)', 'The elements in the opposite order, of all axes or of one.', 38],
  ['repeat', 'np.repeat(x, count, axis?)', 'Every element several times.', 40],
  ['tile', 'np.tile(x, counts)', 'The whole array several times.', 40],
  ['pad', 'np.pad(x, width)', 'An array with elements added at its edges.', 38],
  ['meshgrid', 'np.meshgrid(x, y)', 'The coordinates of all points of a grid.', 48],
  ['matmul', 'np.matmul(a, b)', 'The matrix product.', 41],
  ['dot', 'np.dot(a, b)', 'The inner product, or the matrix product.', 41],
  ['outer', 'np.outer(a, b)', 'The products of all pairs.', 41],
  ['allclose', 'np.allclose(a, b, { rtol, atol })', 'Whether two arrays agree within a tolerance.', 10],
  ['array_equal', 'np.array_equal(a, b)', 'Whether two arrays have the same shape and elements.', 10],
  ['pi', 'np.pi', 'The number π.', 27],
  ['e', 'np.e', "Euler's number.", 27],
  ['inf', 'np.inf', 'Infinity.', 8],
  ['nan', 'np.nan', 'Not a number.', 8],
  ['newaxis', 'np.newaxis', 'Marks a new axis in an index.', 38],
]

const reductions = new Set([
  'sum',
  'mean',
  'prod',
  'max',
  'min',
  'argmax',
  'argmin',
  'std',
  'var',
  'any',
  'all',
  'cumsum',
])

const randomRows: readonly Row[] = [
  ['seed', 'np.random.seed(n)', 'Starts the random numbers again.', 42],
  ['rand', 'np.random.rand(...shape)', 'Uniform random numbers in [0, 1).', 10],
  ['randn', 'np.random.randn(...shape)', 'Normal random numbers.', 17],
  ['randint', 'np.random.randint(low, high, size?)', 'Random whole numbers, high excluded.', 42],
  ['permutation', 'np.random.permutation(n)', 'The numbers below n, or a list, in random order.', 48],
  ['shuffle', 'np.random.shuffle(x)', 'Puts the rows of an array in random order, in place.', 48],
  ['uniform', 'np.random.uniform(low, high, size?)', 'Uniform random numbers in [low, high).', 42],
  ['normal', 'np.random.normal(mean, std, size?)', 'Normal random numbers with a mean and a deviation.', 42],
  ['choice', 'np.random.choice(values, size?)', 'Random elements of a list.', 42],
]

/** Every name of the script API. Sorted by owner, then as the sources list them. */
export function scriptReference(): ScriptReferenceEntry[] {
  return [
    ...labFunctions.map((row) => entry('', row)),
    ...engineReference.map((one) => ({ ...one, owner: '' as const })),
    { ...entry('', ['np', 'np', "NumPy's functions on arrays.", 1]), kind: 'namespace' as const },
    ...describeMembers('np', np, npRows),
    ...describeMembers('np.random', np.random, randomRows),
  ]
}

/** One entry per function that exists, and per constant with a row; a function without one gets a plain signature. */
function describeMembers(
  owner: 'np' | 'np.random',
  members: object,
  rows: readonly Row[],
): ScriptReferenceEntry[] {
  const known = new Map(rows.map((row) => [row[0], row]))
  return Object.entries(members)
    .filter(([name]) => !name.startsWith('_') && name !== 'random' && name !== 'NDArray')
    .filter(([name, value]) => typeof value === 'function' || known.has(name))
    .map(([name, value]) => {
      const row = known.get(name) ?? plainRow(owner, name)
      return { ...entry(owner, row), kind: typeof value === 'function' ? 'function' : 'constant' }
    })
}

/** The lessons of functions without a row of their own, where one uses them before its family is explained. */
const firstUses: Readonly<Record<string, number>> = {
  add: 11,
  abs: 4,
  argmax: 47,
  argmin: 47,
  cos: 34,
  divide: 21,
  exp: 3,
  log: 47,
  max: 47,
  mean: 42,
  min: 47,
  multiply: 20,
  negative: 22,
  power: 22,
  sign: 46,
  sin: 27,
  square: 2,
  subtract: 22,
  tanh: 35,
}
const reductionLesson = 39
const elementwiseLesson = 37

function plainRow(owner: string, name: string): Row {
  if (reductions.has(name)) {
    return [
      name,
      `${owner}.${name}(x, { axis, keepdims })`,
      `NumPy's ${name} over all elements or along axes.`,
      firstUses[name] ?? reductionLesson,
    ]
  }
  const lesson = firstUses[name] ?? elementwiseLesson
  return [name, `${owner}.${name}(…)`, `NumPy's ${name}, element by element.`, lesson]
}

function entry(owner: ScriptReferenceEntry['owner'], row: Row): ScriptReferenceEntry {
  const [name, signature, doc, lesson] = row
  return { name, kind: 'function', signature, doc, lesson, method: false, owner }
}
