// What values have beside the registry's functions: the fields and methods of variables, functions and arrays.
import type { ApiEntry } from '@shared/engineApi'

export interface Member {
  readonly name: string
  readonly kind: 'property' | 'method'
  readonly signature: string
  /** One sentence. */
  readonly doc: string
  readonly lesson: number
}

type Row = readonly [name: string, signature: string, lesson: number, doc: string]

const properties: readonly Row[] = [
  ['data', 'x.data', 1, 'The array inside a variable.'],
  ['grad', 'x.grad', 6, 'The gradient after backward(): a variable, or null.'],
  ['creator', 'y.creator', 7, 'The function that made a variable; null when a person made it.'],
  ['generation', 'y.generation', 16, 'How far from the start of the graph it was made.'],
  ['name', 'x.name', 19, 'The name shown in graph and charts.'],
  ['shape', 'x.shape', 19, 'The size along each axis.'],
  ['ndim', 'x.ndim', 19, 'How many axes there are.'],
  ['size', 'x.size', 19, 'How many elements there are.'],
  ['dtype', 'x.dtype', 19, 'The type of the numbers, such as float64.'],
  ['length', 'x.length', 19, 'The size of the first axis.'],
  ['T', 'x.T', 38, 'The transpose: all axes reversed.'],
  ['input', 'f.input', 6, 'The one input of a function.'],
  ['inputs', 'f.inputs', 11, 'The inputs of a function.'],
  ['output', 'f.output', 7, 'The one output of a function.'],
  ['outputs', 'f.outputs', 11, 'The outputs of a function, while somebody else keeps them.'],
]
const methods: readonly Row[] = [
  [
    'backward',
    'y.backward({ retainGrad, createGraph })',
    7,
    'Computes the gradients of all that y was made from.',
  ],
  ['cleargrad', 'x.cleargrad()', 14, 'Forgets the gradient, so that the next backward() starts anew.'],
  ['setCreator', 'y.setCreator(f)', 7, 'Says which function made a variable.'],
  ['unchain', 'y.unchain()', 59, 'Cuts a variable from the function that made it.'],
  ['unchainBackward', 'y.unchainBackward()', 59, 'Cuts every variable behind y from its function.'],
  ['dot', 'x.dot(W)', 41, 'Matrix product, as matmul.'],
  [
    'get',
    'x.get(...index)',
    47,
    "Elements by index: numbers, slices such as '1:3', null for a new axis, index arrays.",
  ],
  ['set', 'a.set(value, ...index)', 47, 'Puts a value into the elements that an index names; arrays only.'],
  ['item', 'a.item(...index)', 1, 'One element of an array as a plain number.'],
  ['tolist', 'a.tolist()', 1, 'An array as nested lists.'],
  ['copy', 'a.copy()', 1, 'An array of its own with the same elements.'],
  ['astype', "a.astype('float32')", 1, 'The elements as another type of number.'],
  ['argmax', 'a.argmax({ axis })', 48, 'The place of the largest element.'],
  ['toString', 'x.toString()', 19, 'The text that print shows.'],
]

const toMember =
  (kind: Member['kind']) =>
  ([name, signature, lesson, doc]: Row): Member => ({ name, kind, signature, lesson, doc })

const own: readonly Member[] = [...properties.map(toMember('property')), ...methods.map(toMember('method'))]

/** Everything that may stand after the dot of a value: its own members, then the registry's functions as methods. */
export function membersOfValues(entries: readonly ApiEntry[]): Member[] {
  const names = new Set(own.map(({ name }) => name))
  const functions = entries.filter(({ owner, method, name }) => owner === '' && method && !names.has(name))
  return [...own, ...functions.map(toMethod)]
}

/** `sum(x, { axis })` as it is written after a dot: `x.sum({ axis })`. */
function toMethod({ name, signature, doc, lesson }: ApiEntry): Member {
  const match = /^\w+\((\w+)(?:, )?(.*)\)$/.exec(signature)
  const written = match === null ? `x.${name}(…)` : `${match[1]!}.${name}(${match[2]!})`
  return { name, kind: 'method', signature: written, doc, lesson }
}
