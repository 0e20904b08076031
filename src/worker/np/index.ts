// The `np` namespace of a script: NumPy's names over the kernels, with the run's random numbers.
import './methods'
import { NDArray } from '../engine/ndarray'
import {
  arange,
  array,
  asarray,
  empty,
  eye,
  full,
  full_like,
  linspace,
  ones,
  ones_like,
  zeros,
  zeros_like,
} from './create'
import { elementwise } from './elementwise'
import { combining, functions } from './functions'
import { RandomState } from './random'

export type { ArrayLike, DTypeArgument } from './create'
export { RandomState, type RandomSnapshot } from './random'

/** Makes a namespace whose `random` draws from the given stream. */
export function createNp(random: RandomState = new RandomState()) {
  return {
    NDArray,
    array,
    asarray,
    zeros,
    ones,
    full,
    empty,
    eye,
    arange,
    linspace,
    zeros_like,
    ones_like,
    full_like,
    ...elementwise,
    ...functions,
    ...combining,
    random,
    pi: 3.141592653589793,
    e: 2.718281828459045,
    inf: Infinity,
    nan: NaN,
    newaxis: null,
  } as const
}

export type Np = ReturnType<typeof createNp>
