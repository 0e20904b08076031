// Random calls for the differential test against NumPy: arrays of all dtypes, views of them, operations, indices.
// A case is plain data that both sides understand (see differential.py).
import type { DType } from '../engine/dtype'

export type Encoded = number | string
/** How an array becomes a view: a name and its argument. */
export type ViewStep =
  | readonly ['T', null]
  | readonly ['get', readonly IndexPart[]]
  | readonly ['flip', { readonly axis: number }]
  | readonly ['reshape', readonly number[]]
  | readonly ['transpose', readonly number[]]
  | readonly ['broadcast_to', readonly number[]]
export type IndexPart = number | string | null | readonly number[] | readonly boolean[]
export interface ArraySpec {
  readonly dtype: DType
  readonly shape: readonly number[]
  readonly data: readonly Encoded[]
  readonly views: readonly ViewStep[]
}
export interface Case {
  readonly fn: string
  readonly arrays: readonly (ArraySpec | { readonly number: Encoded })[]
  readonly options?: Readonly<Record<string, unknown>>
  readonly rest?: readonly unknown[]
  readonly shape?: readonly number[]
  /** Relative tolerance for float64 (float32: 1e9 times as much); 0 means the same bits and the same text. */
  readonly tolerance: number
}

/** A small seeded generator of the test's own (mulberry32), independent of what is tested. */
export class Dice {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  below(n: number): number {
    return Math.floor(this.next() * n)
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }
}

const specials: readonly Encoded[] = ['nan', 'inf', '-inf', '-0', 0]

function shapeOf(dice: Dice): number[] {
  if (dice.below(40) === 0) return [dice.pick([1300, 2049]), dice.pick([1, 3])]
  if (dice.below(40) === 0)
    return dice.pick([
      [30, 40, 9],
      [5, 9, 300],
      [130, 17, 5],
    ])
  if (dice.below(60) === 0) return [dice.pick([0, 3]), 0]
  return Array.from({ length: dice.pick([0, 1, 1, 2, 2, 2, 3, 3, 4]) }, () =>
    dice.pick([1, 2, 3, 4, 5, 9, 17]),
  )
}

function valueOf(dice: Dice, dtype: DType, wild: boolean): Encoded {
  if (dtype === 'bool') return dice.below(2)
  if (dtype === 'int32') return dice.below(41) - 20
  if (wild && dice.below(8) === 0) return dice.pick(specials)
  const digits = dice.pick([0, 1, 3, 9, 17])
  const magnitude =
    dice.pick([1, 1, 1, 1, 10, 100]) * (wild && dice.below(10) === 0 ? 10 ** (dice.below(40) - 20) : 1)
  const value = Number(((dice.next() - 0.5) * 4 * magnitude).toPrecision(Math.max(digits, 1)))
  return Object.is(value, -0) ? '-0' : value
}

function arrayOf(dice: Dice, shape: readonly number[], dtype: DType, wild = false): ArraySpec {
  const size = shape.reduce((product, length) => product * length, 1)
  const data = Array.from({ length: size }, () => valueOf(dice, dtype, wild))
  return { dtype, shape, data, views: viewsOf(dice, shape) }
}

/** Views that keep the shape (reversals twice, transposes in pairs), so that operands still fit. */
function viewsOf(dice: Dice, shape: readonly number[]): ViewStep[] {
  const views: ViewStep[] = []
  if (shape.length > 0 && dice.below(3) === 0) views.push(['flip', { axis: dice.below(shape.length) }])
  if (shape.length > 1 && dice.below(3) === 0) views.push(['reshape', [...shape].reverse()], ['T', null])
  if (shape.length > 0 && dice.below(4) === 0) views.push(['get', ['...', '::-1']])
  if (shape.length > 2 && dice.below(3) === 0) {
    const order = shape.map((_, axis) => axis).sort(() => dice.next() - 0.5)
    views.push(['reshape', order.map((axis) => shape[axis]!)])
    views.push(['transpose', shape.map((_, axis) => order.indexOf(axis))])
  }
  return views
}

const dtypes: readonly DType[] = ['float64', 'float64', 'float64', 'float32', 'int32', 'bool']

const numbers = (dice: Dice): DType => dice.pick(['float64', 'float32', 'int32'])

function anyArray(dice: Dice, wild = false): ArraySpec {
  return arrayOf(dice, shapeOf(dice), dice.pick(dtypes), wild)
}

/** A shape that broadcasts with the given one, mostly. */
function partner(dice: Dice, shape: readonly number[]): number[] {
  if (dice.below(25) === 0) return shapeOf(dice)
  return shape.slice(dice.below(shape.length + 1)).map((length) => (dice.below(4) === 0 ? 1 : length))
}

function operands(dice: Dice, wild: boolean): Case['arrays'] {
  const a = anyArray(dice, wild)
  const kind = dice.below(6)
  if (kind === 0) return [a, { number: dice.pick([2, 3, 0.5, -1.5, 0, 'nan', 'inf']) }]
  if (kind === 1) return [{ number: dice.pick([2, 3, 0.5, -1.5]) }, a]
  return [a, arrayOf(dice, partner(dice, a.shape), dice.pick(dtypes), wild)]
}

function axisOf(dice: Dice, ndim: number): number | number[] | undefined {
  const kind = dice.below(4)
  if (kind === 0 || ndim === 0) return dice.below(20) === 0 ? ndim : undefined
  if (kind === 1 && ndim > 1) {
    const axes = Array.from({ length: ndim }, (_, i) => i).filter(() => dice.below(2) === 0)
    return axes.length === 0 ? 0 : axes
  }
  return dice.below(ndim * 2) - ndim
}

function reduceOptions(dice: Dice, ndim: number): Record<string, unknown> {
  const axis = axisOf(dice, ndim)
  return { ...(axis === undefined ? {} : { axis }), ...(dice.below(3) === 0 ? { keepdims: true } : {}) }
}

function indexOf(dice: Dice, shape: readonly number[]): IndexPart[] {
  const parts: IndexPart[] = []
  let lists = 0
  for (const length of shape) {
    if (dice.below(12) === 0) parts.push(null)
    const kind = dice.below(9)
    if (kind <= 2) parts.push(dice.below(length * 2 + (dice.below(25) === 0 ? 3 : 0)) - length)
    else if (kind <= 5) parts.push(sliceOf(dice, length))
    else if (kind === 6 && lists++ < 2) parts.push(Array.from({ length: 3 }, () => dice.below(length)))
    else if (kind === 7 && lists++ < 1) parts.push(Array.from({ length }, () => dice.below(2) === 0))
    else if (kind === 8 && !parts.includes('...') && dice.below(2) === 0) {
      parts.push('...')
      break
    } else parts.push(':')
  }
  return parts.slice(0, dice.below(4) === 0 ? dice.below(parts.length + 1) : parts.length)
}

function sliceOf(dice: Dice, length: number): string {
  const bound = (): string => (dice.below(3) === 0 ? '' : String(dice.below(length * 2 + 2) - length - 1))
  const step = dice.pick(['', ':', ':2', ':-1', ':-2', ':3'])
  return `${bound()}:${bound()}${step}`
}

type Maker = (dice: Dice) => Case

const binaryExact = ['add', 'subtract', 'multiply', 'divide'] as const
const comparing = [
  'equal',
  'not_equal',
  'greater',
  'greater_equal',
  'less',
  'less_equal',
  'logical_and',
  'logical_or',
] as const
const unaryExact = [
  'negative',
  'abs',
  'sign',
  'floor',
  'ceil',
  'isnan',
  'isfinite',
  'isinf',
  'logical_not',
] as const
const unaryNear = ['exp', 'log', 'sin', 'cos', 'tan', 'tanh'] as const
const reductions = ['sum', 'mean', 'prod', 'max', 'min', 'any', 'all'] as const

/** One maker per family of calls. */
const makers: readonly Maker[] = [
  (d) => ({ fn: 'random', arrays: [], rest: [d.below(4294967296), randomCalls(d)], tolerance: 0 }),
  (d) => ({ fn: 'identity', arrays: [anyArray(d, true)], tolerance: 0 }),
  (d) => ({ fn: d.pick(binaryExact), arrays: operands(d, true), tolerance: 0 }),
  (d) => ({ fn: d.pick(binaryExact), arrays: operands(d, false), tolerance: 0 }),
  // Which zero wins of 0 and -0 depends on NumPy's vector unit: the text is not compared.
  (d) => ({ fn: d.pick(['maximum', 'minimum']), arrays: operands(d, true), tolerance: 1e-300 }),
  (d) => ({ fn: d.pick(comparing), arrays: operands(d, true), tolerance: 0 }),
  (d) => ({ fn: d.pick(unaryExact), arrays: [anyArray(d, true)], tolerance: 0 }),
  (d) => ({
    fn: d.pick(['square', 'sqrt']),
    arrays: [arrayOf(d, shapeOf(d), numbers(d), true)],
    tolerance: 0,
  }),
  // Of bool, NumPy takes float16 and int8 here, which the lab does not have.
  (d) => ({ fn: d.pick(unaryNear), arrays: [arrayOf(d, shapeOf(d), numbers(d), true)], tolerance: 1e-15 }),
  (d) => {
    const shape = shapeOf(d)
    return {
      fn: 'power',
      arrays: [arrayOf(d, shape, numbers(d), true), arrayOf(d, partner(d, shape), numbers(d))],
      tolerance: 4e-16,
    }
  },
  (d) => {
    const a = anyArray(d, false)
    return { fn: d.pick(reductions), arrays: [a], options: reduceOptions(d, a.shape.length), tolerance: 0 }
  },
  (d) => {
    const a = anyArray(d, d.below(2) === 0)
    return { fn: 'sum', arrays: [a], options: reduceOptions(d, a.shape.length), tolerance: 0 }
  },
  (d) => {
    const a = anyArray(d)
    const options = { ...reduceOptions(d, a.shape.length), ...(d.below(3) === 0 ? { ddof: 1 } : {}) }
    return { fn: d.pick(['var', 'std']), arrays: [a], options, tolerance: 0 }
  },
  (d) => {
    const a = anyArray(d, true)
    const axis = axisOf(d, a.shape.length)
    return {
      fn: d.pick(['argmax', 'argmin']),
      arrays: [a],
      options: typeof axis === 'number' ? { axis } : {},
      tolerance: 0,
    }
  },
  (d) => {
    const a = anyArray(d)
    const axis = axisOf(d, a.shape.length)
    return { fn: 'cumsum', arrays: [a], options: typeof axis === 'number' ? { axis } : {}, tolerance: 0 }
  },
  (d) => {
    const a = anyArray(d)
    return { fn: 'get', arrays: [a], rest: indexOf(d, a.shape), tolerance: 0 }
  },
  (d) => {
    const a = anyArray(d)
    const value = d.below(2) === 0 ? { number: d.pick([1, 0, 7]) } : arrayOf(d, partner(d, a.shape), a.dtype)
    return { fn: 'set', arrays: [a, value], rest: indexOf(d, a.shape), tolerance: 0 }
  },
  (d) => {
    const a = anyArray(d)
    return {
      fn: 'setview',
      arrays: [a, { number: 1 }],
      rest: indexOf(d, [...a.shape].reverse()),
      tolerance: 0,
    }
  },
  (d) => ({ fn: 'where', arrays: [anyArray(d), ...operands(d, true)], tolerance: 0 }),
  (d) => ({
    fn: 'clip',
    arrays: [anyArray(d, true)],
    rest: d.pick([
      [-1, 1],
      [0, 2.5],
      [0, 1],
    ]),
    tolerance: 0,
  }),
  (d) => ({
    fn: 'round',
    arrays: [arrayOf(d, shapeOf(d), d.pick(['float64', 'int32']), true)],
    rest: [d.below(4)],
    tolerance: 0,
  }),
  (d) => ({
    fn: 'astype',
    arrays: [anyArray(d)],
    rest: [d.pick(['float64', 'float32', 'int32', 'bool'])],
    tolerance: 0,
  }),
  (d) => {
    const a = anyArray(d)
    const size = a.shape.reduce((product, length) => product * length, 1)
    const shape = d.pick([[-1], [size], [1, -1], [...a.shape].reverse(), [size, 1, 1], [2, -1], [3, 5]])
    return { fn: 'reshape', arrays: [a], rest: [shape], tolerance: 0 }
  },
  (d) => {
    const a = anyArray(d)
    const order = a.shape.map((_, i) => i).sort(() => d.next() - 0.5)
    return { fn: 'transpose', arrays: [a], rest: [d.below(12) === 0 ? order.slice(1) : order], tolerance: 0 }
  },
  (d) => {
    const a = anyArray(d)
    const axis = axisOf(d, a.shape.length)
    return {
      fn: d.pick(['squeeze', 'flip']),
      arrays: [a],
      options: axis === undefined ? {} : { axis },
      tolerance: 0,
    }
  },
  (d) => {
    const a = anyArray(d)
    return {
      fn: 'expand_dims',
      arrays: [a],
      rest: [d.below(a.shape.length + 2) - (d.below(2) === 0 ? a.shape.length + 1 : 0)],
      tolerance: 0,
    }
  },
  (d) => {
    const a = anyArray(d)
    const b = arrayOf(d, d.below(6) === 0 ? shapeOf(d) : a.shape, d.pick(dtypes))
    const axis = d.below(a.shape.length + 1)
    return { fn: d.pick(['concatenate', 'stack']), arrays: [a, b, a], options: { axis }, tolerance: 0 }
  },
  (d) => {
    const a = anyArray(d)
    return {
      fn: 'split',
      arrays: [a],
      rest: [d.pick([1, 2, 3, [1], [1, 2], [-1]])],
      options: { axis: d.below(a.shape.length + 1) },
      tolerance: 0,
    }
  },
  (d) => {
    const a = anyArray(d)
    const options = d.below(2) === 0 ? {} : { axis: d.below(a.shape.length + 1) }
    return { fn: 'repeat', arrays: [a], rest: [d.below(4)], options, tolerance: 0 }
  },
  (d) => ({
    fn: 'tile',
    arrays: [anyArray(d)],
    rest: [d.pick([2, [2], [2, 1], [1, 2, 2], [0, 2]])],
    tolerance: 0,
  }),
  (d) => {
    const a = arrayOf(d, [1, ...shapeOf(d)], d.pick(dtypes))
    const width = d.pick([
      1,
      [[1, 2]],
      a.shape.map(() => [d.below(3), d.below(3)]),
      [
        [1, 2],
        [0, 1],
      ],
    ])
    return {
      fn: 'pad',
      arrays: [a],
      rest: [width],
      options: d.below(2) === 0 ? {} : { constant_values: 1 },
      tolerance: 0,
    }
  },
  (d) => {
    const a = anyArray(d)
    const shape = d.below(8) === 0 ? shapeOf(d) : [2, ...a.shape.map((n) => (n === 1 ? 3 : n))]
    return { fn: 'broadcast_to', arrays: [a], rest: [shape], tolerance: 0 }
  },
  (d) => {
    const lines = [arrayOf(d, [3], 'float64'), arrayOf(d, [d.below(4) + 1], 'float64')]
    return {
      fn: 'meshgrid',
      arrays: lines,
      options: d.below(2) === 0 ? {} : { indexing: 'ij' },
      tolerance: 0,
    }
  },
  (d) => {
    const [m, k, n] = [d.below(5) + 1, d.below(5) + 1, d.below(5) + 1]
    const left = d.pick([[k], [m, k], [2, m, k], [3, 1, m, k]])
    const right = d.pick([[k], [k, n], [2, k, n], [d.below(6), n]])
    const dtype = d.pick(['float64', 'float32', 'int32'] as const)
    return {
      fn: d.pick(['matmul', 'dot']),
      arrays: [arrayOf(d, left, dtype), arrayOf(d, right, d.pick([dtype, 'float64']))],
      tolerance: 1e-13,
    }
  },
  (d) => ({ fn: 'outer', arrays: [anyArray(d), arrayOf(d, [3], 'float64')], tolerance: 0 }),
  (d) => {
    const a = anyArray(d)
    return {
      fn: d.pick(['allclose', 'array_equal']),
      arrays: [a, d.below(2) === 0 ? a : anyArray(d, true)],
      tolerance: 0,
    }
  },
  (d) => {
    const places = Array.from({ length: 5 }, () => d.below(4))
    return {
      fn: 'addAt',
      arrays: [arrayOf(d, d.pick([[5, 3], [3], []]), 'float64')],
      rest: [places],
      shape: [4, 3],
      tolerance: 0,
    }
  },
]

/** Calls on one stream of random numbers, in order. */
function randomCalls(d: Dice): unknown[] {
  const size = (): unknown => d.pick([null, 3, [2, 3], 5])
  const calls: readonly (() => unknown[])[] = [
    () => ['rand', [d.below(4) + 1]],
    () => ['randn', [d.below(3) + 1, 2]],
    () => ['uniform', [-1.5, d.below(5), size()]],
    () => ['normal', [d.below(3), 0.5, size()]],
    () => ['randint', [d.pick([-5, 0]), d.pick([1, 2, 100, 2147483647]), size()]],
    () => ['randint', [d.below(50) + 1, null, size()]],
    () => ['permutation', [d.pick([0, 1, 12, 300, [5], [4, 3]])]],
    () => ['shuffle', [d.pick([[7], [4, 3], [2, 2, 2]])]],
    () => ['choice', [d.below(9) + 1, size()]],
    () => ['choice', [8, 5, false]],
    () => ['choice', [4, size(), true, [0.1, 0.2, 0.3, 0.4]]],
    () => ['choice', [5, 3, false, [0.1, 0.2, 0.3, 0.4, 0]]],
  ]
  return Array.from({ length: 6 }, () => d.pick(calls)())
}

/** `count` cases that a seed decides. */
export function createCases(seed: number, count: number): Case[] {
  const dice = new Dice(seed)
  return Array.from({ length: count }, (_, i) => makers[i % makers.length]!(dice))
}
