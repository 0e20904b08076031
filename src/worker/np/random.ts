// np.random: NumPy's legacy RandomState, bit for bit. Its state is a value that a run keeps and restores.
// Source: numpy/random/mtrand.pyx and src/legacy/legacy-distributions.c.
import { ArrayError } from '../engine/arrayError'
import { take } from '../engine/buffers'
import { fitsInt32 } from '../engine/dtype'
import { NDArray } from '../engine/ndarray'
import { describe, formatShape, parseShape, sizeOf } from '../engine/shape'
import { assign, getItem } from '../kernels/indexing'
import { preciseLog } from '../kernels/math'
import { MersenneTwister, type TwisterState } from './mt19937'
import { asarray, type ArrayLike } from './create'
import { readOptions } from './options'
import { chooseWeighted, chooseWeightedOnce } from './randomChoice'

/** Everything that decides the numbers to come. */
export interface RandomSnapshot {
  readonly twister: TwisterState
  /** The second value of the last pair of normal numbers, not used yet; null when there is none. */
  readonly gauss: number | null
}

/** A shape: one number, a list, or nothing for a single value. */
export type SizeArgument = number | readonly number[] | null | undefined

/** Largest seed. */
const maxSeed = 4294967295

/** A stream of random numbers. Methods without a size give a plain number, with one an array. */
export class RandomState {
  private readonly twister: MersenneTwister
  private gauss: number | null = null

  constructor(seed = 0) {
    this.twister = new MersenneTwister(checkSeed(seed))
  }

  /** Starts again from a whole number 0 … 2^32 - 1. */
  readonly seed = (seed: number): void => {
    this.twister.seed(checkSeed(seed))
    this.gauss = null
  }

  save(): RandomSnapshot {
    return { twister: this.twister.save(), gauss: this.gauss }
  }

  restore(state: RandomSnapshot): void {
    this.twister.restore(state.twister)
    this.gauss = state.gauss
  }

  /** One double in [0, 1). */
  readonly random = (): number => this.twister.nextDouble()

  /** Uniform in [0, 1), float64; the sizes of the axes as arguments. */
  readonly rand = (...shape: readonly number[]): NDArray | number => {
    return this.fill('rand', shape.length === 0 ? null : shape, () => this.twister.nextDouble())
  }

  /** Standard normal, float64; the sizes of the axes as arguments. */
  readonly randn = (...shape: readonly number[]): NDArray | number => {
    return this.fill('randn', shape.length === 0 ? null : shape, () => this.nextGauss())
  }

  /** Uniform in [low, high), float64. */
  readonly uniform = (low = 0, high = 1, size?: SizeArgument): NDArray | number => {
    checkNumbers('uniform', { low, high })
    const range = high - low
    if (!Number.isFinite(range)) {
      throw new ArrayError(`uniform: the range ${low} to ${high} is not finite`, 'use smaller bounds')
    }
    return this.fill('uniform', size, () => low + range * this.twister.nextDouble())
  }

  /** Normal with mean `loc` and standard deviation `scale` (not negative), float64. */
  readonly normal = (loc = 0, scale = 1, size?: SizeArgument): NDArray | number => {
    checkNumbers('normal', { loc, scale })
    if (scale < 0 || Object.is(scale, -0)) {
      throw new ArrayError(
        `normal: scale must not be negative, got ${String(scale)}`,
        'give a deviation from 0',
      )
    }
    return this.fill('normal', size, () => loc + scale * this.nextGauss())
  }

  /** Whole numbers in [low, high), int32; with one bound in [0, low). */
  readonly randint = (low: number, high?: number | null, size?: SizeArgument): NDArray | number => {
    const from = high === undefined || high === null ? 0 : low
    const to = high === undefined || high === null ? low : high
    if (!fitsInt32(from) || !fitsInt32(to - 1)) {
      throw new ArrayError(
        `randint: bounds must be whole numbers that int32 holds, got ${describe(from)} and ${describe(to)}`,
        'use uniform for other numbers',
      )
    }
    if (to <= from) {
      throw new ArrayError(`randint: low ${from} is not below high ${to}`, 'the upper bound is exclusive')
    }
    const span = to - 1 - from
    return this.fill('randint', size, () => from + this.twister.nextBelowOrEqual(span), 'int32')
  }

  /** Reorders an array along its first axis, in place. */
  readonly shuffle = (x: NDArray): void => {
    if (!(x instanceof NDArray) || x.ndim === 0) {
      throw new ArrayError(
        `shuffle: needs an array with at least 1 dimension, got ${describe(x)}`,
        'wrap it in np.array',
      )
    }
    assign(x, getItem(x, [this.shuffledPositions(x.length)]))
  }

  /** 0 … n-1 in random order (int32), or a copy of an array reordered along its first axis. */
  readonly permutation = (x: number | ArrayLike): NDArray => {
    if (typeof x === 'number') return this.shuffledPositions(checkCount('permutation', x))
    const array = asarray(x)
    if (array.ndim === 0)
      throw new ArrayError('permutation: a 0-d array has no order', 'give a number or a 1-d array')
    return getItem(array, [this.shuffledPositions(array.length)])
  }

  /** Draws from 0 … a-1 or from the elements of a 1-d array, with or without putting back, weighted by `p`. */
  readonly choice = (
    a: number | ArrayLike,
    size?: SizeArgument | ChoiceOptions,
    replace?: boolean | ChoiceOptions,
    p?: ArrayLike | null,
  ): NDArray | number => {
    const options = choiceOptions(size, replace, p)
    const population = typeof a === 'number' ? checkCount('choice', a) : choicePool(a)
    const count = typeof population === 'number' ? population : population.size
    const shape = options.size === null ? [] : parseShape('choice', options.size)
    const total = sizeOf(shape)
    if (count === 0 && total > 0)
      throw new ArrayError('choice: nothing to choose from', 'give at least one value')
    const weights = options.p === null ? null : checkWeights(options.p, count)
    const places = this.drawPlaces(count, total, options.replace, weights)
    const index = NDArray.fromTyped(places, shape, 'int32')
    const drawn = typeof population === 'number' ? index : getItem(population, [index])
    return options.size === null ? Number(drawn.item()) : drawn
  }

  private drawPlaces(
    count: number,
    total: number,
    replace: boolean,
    weights: Float64Array | null,
  ): Int32Array {
    const uniform = (n: number): Float64Array =>
      Float64Array.from({ length: n }, () => this.twister.nextDouble())
    if (replace) {
      if (weights !== null) return chooseWeighted(weights, uniform(total))
      return Int32Array.from({ length: total }, () => this.twister.nextBelowOrEqual(count - 1))
    }
    const available = weights === null ? count : weights.filter((weight) => weight > 0).length
    if (total > available) {
      throw new ArrayError(
        `choice: cannot take ${total} different values out of ${available}`,
        'use a smaller size or replace: true',
      )
    }
    if (weights !== null) return chooseWeightedOnce(weights, total, uniform)
    return Int32Array.from(this.shuffledPositions(count).toTyped().subarray(0, total))
  }

  private shuffledPositions(n: number): NDArray {
    const order = Int32Array.from({ length: n }, (_, i) => i)
    for (let i = n - 1; i > 0; i--) {
      const j = this.twister.nextBelowOrEqual(i)
      const kept = order[i]!
      order[i] = order[j]!
      order[j] = kept
    }
    return NDArray.fromTyped(order, [n], 'int32')
  }

  /** Standard normal by the polar method; every second call uses the value kept from the one before. */
  private nextGauss(): number {
    if (this.gauss !== null) {
      const kept = this.gauss
      this.gauss = null
      return kept
    }
    for (;;) {
      const x1 = 2 * this.twister.nextDouble() - 1
      const x2 = 2 * this.twister.nextDouble() - 1
      const r2 = x1 * x1 + x2 * x2
      if (r2 >= 1 || r2 === 0) continue
      const f = Math.sqrt((-2 * preciseLog(r2)) / r2)
      this.gauss = f * x1
      return f * x2
    }
  }

  private fill(
    subject: string,
    size: SizeArgument,
    next: () => number,
    dtype: 'float64' | 'int32' = 'float64',
  ): NDArray | number {
    if (size === undefined || size === null) return next()
    const shape = parseShape(subject, size)
    const out = take(dtype, sizeOf(shape), shape)
    for (let i = 0; i < out.length; i++) out[i] = next()
    return NDArray.fromTyped(out, shape, dtype)
  }
}

/** Named arguments of choice. */
export interface ChoiceOptions {
  readonly size?: SizeArgument
  readonly replace?: boolean
  readonly p?: ArrayLike | null
}

function choiceOptions(
  size: SizeArgument | ChoiceOptions,
  replace: boolean | ChoiceOptions | undefined,
  p: ArrayLike | null | undefined,
): { size: number | readonly number[] | null; replace: boolean; p: ArrayLike | null } {
  const named: ChoiceOptions = {
    ...(isOptions(size) ? size : { size }),
    ...(isOptions(replace) ? replace : replace === undefined ? {} : { replace }),
    ...(p === undefined ? {} : { p }),
  }
  readOptions('choice', named, ['size', 'replace', 'p'])
  return { size: named.size ?? null, replace: named.replace ?? true, p: named.p ?? null }
}

function isOptions(value: unknown): value is ChoiceOptions {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function choicePool(a: ArrayLike): NDArray {
  const pool = asarray(a)
  if (pool.ndim === 1) return pool
  throw new ArrayError(
    `choice: needs a number or a 1-d array, got shape ${formatShape(pool.shape)}`,
    'flatten it first',
  )
}

function checkWeights(p: ArrayLike, count: number): Float64Array {
  const weights = Float64Array.from(asarray(p).toTyped())
  if (weights.length !== count) {
    throw new ArrayError(
      `choice: ${weights.length} weights for ${count} values`,
      'give one weight for each value',
    )
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (!weights.every((weight) => weight >= 0))
    throw new ArrayError('choice: a weight is negative or NaN', 'check p')
  if (Math.abs(total - 1) > 1.4901161193847656e-8) {
    throw new ArrayError(`choice: the weights sum to ${String(total)}, not 1`, 'divide p by its sum')
  }
  return weights
}

function checkSeed(seed: number): number {
  if (typeof seed === 'number' && Number.isInteger(seed) && seed >= 0 && seed <= maxSeed) return seed
  throw new ArrayError(`seed: ${describe(seed)} is out of range`, `use a whole number from 0 to ${maxSeed}`)
}

function checkCount(subject: string, n: number): number {
  if (Number.isInteger(n) && n >= 0 && fitsInt32(n)) return n
  throw new ArrayError(`${subject}: ${String(n)} is no count`, 'use a whole number from 0')
}

function checkNumbers(subject: string, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'number') continue
    throw new ArrayError(
      `${subject}: ${name} must be a number, got ${describe(value)}`,
      'sizes come after the numbers',
    )
  }
}
