// A model's parameters as plain data, and back.
import { allocate, parseDType, type DType } from '../engine/dtype'
import { GraphError, GraphTypeError } from '../engine/graphError'
import { NDArray } from '../engine/ndarray'
import { describe, formatShape, parseShape, sameShape } from '../engine/shape'
import { namedParameters, type Layer } from './layer'

/** One array as plain data, row-major. */
export interface PlainArray {
  readonly shape: readonly number[]
  readonly dtype: DType
  readonly data: readonly number[]
}

/** Parameters by their path in the model, such as `l1/W`. Parameters without data are left out. */
export type Weights = Readonly<Record<string, PlainArray>>

export function saveWeights(model: Layer): Weights {
  const entries = namedParameters(model).flatMap(([path, { data }]) =>
    data === null
      ? []
      : [[path, { shape: data.shape, dtype: data.dtype, data: Array.from(data.toTyped()) }] as const],
  )
  return Object.fromEntries(entries)
}

/** Gives every parameter its array. Nothing is changed unless all fit. */
export function loadWeights(model: Layer, weights: Weights): void {
  if (typeof weights !== 'object' || weights === null) {
    throw new GraphTypeError(
      `loadWeights: ${describe(weights)} holds no weights`,
      'pass what saveWeights(model) gave',
    )
  }
  const loaded = namedParameters(model).map(([path, parameter]) => {
    const plain = weights[path]
    if (plain === undefined) {
      throw new GraphError(
        `loadWeights: there is no ${path}, only ${Object.keys(weights).join(', ')}`,
        'load weights that were saved from a model of the same layers',
      )
    }
    const array = toArray(path, plain)
    if (parameter.data !== null && !sameShape(parameter.data.shape, array.shape)) {
      throw new GraphError(
        `loadWeights: ${path} has shape ${formatShape(parameter.data.shape)}, the saved one ${formatShape(array.shape)}`,
        'load weights that were saved from a model of the same sizes',
      )
    }
    return () => {
      parameter.data = array
    }
  })
  for (const assign of loaded) assign()
}

function toArray(path: string, plain: PlainArray): NDArray {
  const shape = parseShape(path, plain.shape)
  const dtype = parseDType(plain.dtype)
  const buffer = allocate(dtype, plain.data.length)
  buffer.set(plain.data)
  return NDArray.fromTyped(buffer, shape, dtype)
}
