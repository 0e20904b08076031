// Completion and hover data for every name of the script API, as plain data that crosses to the window.
// Functions and classes come from the registry's reference; np and the lab's own functions are added here.
import { reference as engineReference, type ReferenceEntry } from '../ops/reference'
import { np } from '../np/state'

export interface ScriptReferenceEntry extends Omit<ReferenceEntry, 'kind'> {
  readonly kind: ReferenceEntry['kind'] | 'constant'
  /** Where it is found: `''` for names in scope, `np`, `np.random`. */
  readonly owner: '' | 'np' | 'np.random'
}

type Row = readonly [name: string, signature: string, doc: string]

const labFunctions: readonly Row[] = [
  ['print', 'print(...values)', 'Prints one line; arrays as NumPy, variables as the book does.'],
  ['track', 'track(name, value, step?)', 'Adds a point to a metric; track({ loss, accuracy }) adds several.'],
  ['test', 'test(name, () => { … })', 'Runs a test and reports whether it passed; the script goes on.'],
  ['assert', 'assert(condition, message?)', 'Fails when the condition does not hold.'],
  [
    'assertEqual',
    'assertEqual(actual, expected)',
    'Fails when two values differ; lists and arrays by element.',
  ],
  [
    'assertAllclose',
    'assertAllclose(actual, expected, { rtol, atol })',
    'Fails when two arrays differ by more than a tolerance.',
  ],
  ['progress', 'progress(done, total, label?)', 'Shows how far a long script is.'],
  ['showGraph', 'showGraph(y)', 'Checks that y is a variable whose graph the Graph tab can show.'],
]

/** NumPy functions with their parameters; `x` stands for an array or a number. */
const npRows: readonly Row[] = [
  ['array', 'np.array(values, dtype?)', 'An array from nested lists of numbers.'],
  ['asarray', 'np.asarray(values, dtype?)', 'The array itself, or one made from lists.'],
  ['zeros', 'np.zeros(shape, dtype?)', 'An array of zeros.'],
  ['ones', 'np.ones(shape, dtype?)', 'An array of ones.'],
  ['full', 'np.full(shape, value, dtype?)', 'An array of one value.'],
  ['empty', 'np.empty(shape, dtype?)', 'An array to be filled.'],
  ['eye', 'np.eye(n, m?)', 'A matrix with ones on its diagonal.'],
  ['arange', 'np.arange(start, stop, step)', 'Numbers with even steps, the end excluded.'],
  ['linspace', 'np.linspace(start, stop, count)', 'Numbers with even steps, the end included.'],
  ['zeros_like', 'np.zeros_like(x)', 'Zeros in the shape of an array.'],
  ['ones_like', 'np.ones_like(x)', 'Ones in the shape of an array.'],
  ['full_like', 'np.full_like(x, value)', 'One value in the shape of an array.'],
  ['where', 'np.where(condition, x, y)', 'Elements of x where the condition holds, else of y.'],
  ['clip', 'np.clip(x, min, max)', 'Elements held between two bounds.'],
  ['reshape', 'np.reshape(x, shape)', 'The same elements in another shape.'],
  ['transpose', 'np.transpose(x, axes?)', 'The axes in another order.'],
  ['expand_dims', 'np.expand_dims(x, axis)', 'One more axis of length 1.'],
  ['squeeze', 'np.squeeze(x, axis?)', 'Axes of length 1 taken away.'],
  ['concatenate', 'np.concatenate([a, b], axis?)', 'Arrays joined along an axis.'],
  ['stack', 'np.stack([a, b], axis?)', 'Arrays joined along a new axis.'],
  ['split', 'np.split(x, parts, axis?)', 'An array cut into parts.'],
  ['ravel', 'np.ravel(x)', 'All elements along one axis.'],
  [
    'broadcast_to',
    'np.broadcast_to(x, shape)',
    'The elements repeated so that the result has the given shape.',
  ],
  ['flip', 'np.flip(x, axis?)', 'The elements in the opposite order, of all axes or of one.'],
  ['repeat', 'np.repeat(x, count, axis?)', 'Every element several times.'],
  ['tile', 'np.tile(x, counts)', 'The whole array several times.'],
  ['pad', 'np.pad(x, width)', 'An array with elements added at its edges.'],
  ['meshgrid', 'np.meshgrid(x, y)', 'The coordinates of all points of a grid.'],
  ['matmul', 'np.matmul(a, b)', 'The matrix product.'],
  ['dot', 'np.dot(a, b)', 'The inner product, or the matrix product.'],
  ['outer', 'np.outer(a, b)', 'The products of all pairs.'],
  ['allclose', 'np.allclose(a, b, { rtol, atol })', 'Whether two arrays agree within a tolerance.'],
  ['array_equal', 'np.array_equal(a, b)', 'Whether two arrays have the same shape and elements.'],
  ['pi', 'np.pi', 'The number π.'],
  ['e', 'np.e', "Euler's number."],
  ['inf', 'np.inf', 'Infinity.'],
  ['nan', 'np.nan', 'Not a number.'],
  ['newaxis', 'np.newaxis', 'Marks a new axis in an index.'],
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
  ['seed', 'np.random.seed(n)', 'Starts the random numbers again.'],
  ['rand', 'np.random.rand(...shape)', 'Uniform random numbers in [0, 1).'],
  ['randn', 'np.random.randn(...shape)', 'Normal random numbers.'],
  ['randint', 'np.random.randint(low, high, size?)', 'Random whole numbers, high excluded.'],
  ['permutation', 'np.random.permutation(n)', 'The numbers below n, or a list, in random order.'],
  ['shuffle', 'np.random.shuffle(x)', 'Puts the rows of an array in random order, in place.'],
  ['uniform', 'np.random.uniform(low, high, size?)', 'Uniform random numbers in [low, high).'],
  ['normal', 'np.random.normal(mean, std, size?)', 'Normal random numbers with a mean and a deviation.'],
  ['choice', 'np.random.choice(values, size?)', 'Random elements of a list.'],
]

/** Every name of the script API. Sorted by owner, then as the sources list them. */
export function scriptReference(): ScriptReferenceEntry[] {
  return [
    ...labFunctions.map((row) => entry('', row)),
    ...engineReference.map((one) => ({ ...one, owner: '' as const })),
    { ...entry('', ['np', 'np', "NumPy's functions on arrays."]), kind: 'namespace' as const },
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

function plainRow(owner: string, name: string): Row {
  if (reductions.has(name)) {
    return [
      name,
      `${owner}.${name}(x, { axis, keepdims })`,
      `NumPy's ${name} over all elements or along axes.`,
    ]
  }
  return [name, `${owner}.${name}(…)`, `NumPy's ${name}, element by element.`]
}

function entry(owner: ScriptReferenceEntry['owner'], [name, signature, doc]: Row): ScriptReferenceEntry {
  return { name, kind: 'function', signature, doc, lesson: 1, method: false, owner }
}
