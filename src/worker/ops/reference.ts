// What every name in a script means, as plain data: for completion, hover texts, the help page.
// Functions come from the registry; what is no function of variables is described here.
import { composites } from './composite'
import { isInternal, registry } from './registry'

export interface ReferenceEntry {
  readonly name: string
  readonly kind: 'function' | 'class' | 'namespace'
  /** How it is written, such as `sum(x, { axis, keepdims })`. */
  readonly signature: string
  /** One sentence. */
  readonly doc: string
  /** The step of the book in which it appears. */
  readonly lesson: number
  /** True when it is also a method: `x.sum()`. */
  readonly method: boolean
}

interface Described {
  readonly inputs: readonly string[]
  readonly parameters?: string
  readonly doc: string
  readonly lesson: number
}

function describeFunction(name: string, { inputs, parameters, doc, lesson }: Described): ReferenceEntry {
  const list = inputs[0]!.startsWith('...')
  const operands = list ? ['[x0, x1, …]'] : inputs
  const args = parameters === undefined ? operands : [...operands, parameters]
  return { name, kind: 'function', signature: `${name}(${args.join(', ')})`, doc, lesson, method: !list }
}

type Row = readonly [name: string, signature: string, lesson: number, doc: string]

const classes: readonly Row[] = [
  ['NDArray', 'np.array(values, dtype?)', 1, 'An array of numbers of one type; made by np.'],
  [
    'Variable',
    'new Variable(data, name?)',
    1,
    'A box around an array that remembers which function made it.',
  ],
  [
    'Function',
    'class Square extends Function { forward(x) { … } backward(gy) { … } }',
    2,
    'The base class of functions of your own.',
  ],
  ['Parameter', 'new Parameter(data, name?)', 44, 'A variable that training changes.'],
  [
    'Layer',
    'class Net extends Layer { forward(x) { … } }',
    44,
    'The base class of things that hold parameters; call it like a function.',
  ],
  [
    'Linear',
    'new Linear(outSize, { nobias, dtype, inSize })',
    44,
    'A layer that computes x W + b; W is made when the first input comes.',
  ],
  [
    'Conv2d',
    'new Conv2d(outChannels, kernelSize, { stride, pad, nobias, dtype, inChannels })',
    57,
    'A layer that slides filters over images [N, C, H, W]; W is made when the first input comes.',
  ],
  [
    'Deconv2d',
    'new Deconv2d(outChannels, kernelSize, { stride, pad, nobias, dtype, inChannels })',
    57,
    'A transposed convolution, which makes images larger; W is made when the first input comes.',
  ],
  [
    'RNN',
    'new RNN(hiddenSize, { inSize, dtype })',
    59,
    'A layer whose last result goes into the next call; resetState() starts a new series.',
  ],
  [
    'LSTM',
    'new LSTM(hiddenSize, { inSize, dtype })',
    60,
    'A recurrent layer with gates and a memory cell; resetState() starts a new series.',
  ],
  [
    'EmbedId',
    'new EmbedId(inSize, outSize)',
    60,
    'A layer that gives a learned vector for each whole number.',
  ],
  [
    'BatchNorm',
    'new BatchNorm({ decay, eps })',
    58,
    'A layer that normalises every channel by the batch while training, by running statistics in test mode.',
  ],
  ['Model', 'class Net extends Model { forward(x) { … } }', 45, 'The base class of a network of your own.'],
  [
    'Sequential',
    'new Sequential(layer1, layer2, …)',
    45,
    'Layers and functions applied one after the other.',
  ],
  [
    'MLP',
    'new MLP([10, 1], activation?)',
    45,
    'Linear layers of these sizes with an activation, sigmoid when not given, between them.',
  ],
  [
    'Optimizer',
    'class Mine extends Optimizer { updateOne(parameter) { … } }',
    46,
    'The base class of rules that change parameters by their gradients.',
  ],
  ['SGD', 'new SGD({ lr: 0.01 }).setup(model)', 46, 'Subtracts lr times the gradient.'],
  [
    'MomentumSGD',
    'new MomentumSGD({ lr: 0.01, momentum: 0.9 }).setup(model)',
    46,
    'Gradient descent that keeps part of its last step.',
  ],
  [
    'AdaGrad',
    'new AdaGrad({ lr: 0.001, eps: 1e-8 }).setup(model)',
    46,
    'Smaller steps for parameters that had large gradients.',
  ],
  [
    'AdaDelta',
    'new AdaDelta({ rho: 0.95, eps: 1e-6 }).setup(model)',
    46,
    'Step sizes from earlier steps and gradients; no learning rate.',
  ],
  [
    'Adam',
    'new Adam({ alpha: 0.001, beta1: 0.9, beta2: 0.999, eps: 1e-8 }).setup(model)',
    46,
    'Running means of gradients and their squares set the steps.',
  ],
  [
    'WeightDecay',
    'optimizer.addHook(new WeightDecay(rate))',
    46,
    'Adds rate times the data to every gradient before an update.',
  ],
  [
    'ClipGrad',
    'optimizer.addHook(new ClipGrad(maxNorm))',
    46,
    'Scales all gradients down when their common norm is above maxNorm.',
  ],
  ['FreezeParam', 'optimizer.addHook(new FreezeParam(layer))', 46, 'Keeps parameters from being updated.'],
  [
    'Dataset',
    'class Mine extends Dataset { prepare() { this.data = …; this.label = … } }',
    49,
    'The base class of data sets: length and get(index).',
  ],
  [
    'Spiral',
    'new Spiral(train = true)',
    48,
    'Three interleaved spirals of 100 points each; seeds the random numbers as the book does.',
  ],
  [
    'SinCurve',
    'new SinCurve(train = true)',
    59,
    'A noisy sine whose labels are the next points; a cosine when train is false.',
  ],
  [
    'Shapes',
    'new Shapes(train = true)',
    57,
    'Noisy images of squares (0), pluses (1) and crosses (2), [300, 1, 12, 12]; other ones when train is false.',
  ],
  [
    'DataLoader',
    'for (const [x, t] of new DataLoader(dataset, batchSize, { shuffle }))',
    50,
    'Batches of a data set; each loop over it is one epoch.',
  ],
  [
    'SeqDataLoader',
    'for (const [x, t] of new SeqDataLoader(dataset, batchSize))',
    60,
    'Batches in which each row continues the same row of the batch before.',
  ],
]

const functions: readonly Row[] = [
  ['asArray', 'asArray(x)', 9, 'A number as a 0-d array; an array as it is.'],
  ['asVariable', 'asVariable(x)', 21, 'A number or an array as a variable; a variable as it is.'],
  [
    'usingConfig',
    "usingConfig('enableBackprop', false, () => { … })",
    18,
    'Runs a function with a flag changed, restores it after, and returns what the function returns.',
  ],
  ['noGrad', 'noGrad(() => { … })', 18, 'Runs a function without recording a graph.'],
  ['testMode', 'testMode(() => { … })', 54, 'Runs a function as when a model is used: dropout does nothing.'],
  ['numericalDiff', 'numericalDiff(f, x, eps = 1e-4)', 4, 'Slope of f at x by the central difference.'],
  [
    'numericalGrad',
    'numericalGrad(f, x, ...args)',
    10,
    'Gradient of the sum of f, element by element, by central differences.',
  ],
  [
    'gradientCheck',
    'gradientCheck(f, x, ...args, { rtol, atol })',
    10,
    'Compares backward() with numerical gradients and names the worst element.',
  ],
  ['getDotGraph', 'getDotGraph(y, { verbose })', 25, 'The graph behind y as text for Graphviz.'],
  ['saveWeights', 'saveWeights(model)', 53, 'The parameters of a model as plain data.'],
  ['loadWeights', 'loadWeights(model, weights)', 53, 'Gives a model the parameters that were saved.'],
]

const namespaces: readonly Row[] = [
  ['F', 'F.sum(x)', 39, 'All functions of variables by name.'],
  [
    'Config',
    'Config.enableBackprop, Config.train',
    18,
    'Whether a graph is recorded, and whether a model is being trained.',
  ],
]

function rows(kind: ReferenceEntry['kind'], list: readonly Row[]): ReferenceEntry[] {
  return list.map(([name, signature, lesson, doc]) => ({ name, kind, signature, doc, lesson, method: false }))
}

/** Every global name of a script apart from np and the lab's own, in the order of a help page. */
export const reference: readonly ReferenceEntry[] = [
  ...rows('class', classes),
  ...rows('namespace', namespaces),
  ...Object.values(registry)
    .filter(({ name }) => !isInternal(name))
    .map((op) => describeFunction(op.name, op)),
  ...Object.entries(composites).map(([name, composite]) => describeFunction(name, composite)),
  ...rows('function', functions),
]
