// The shape of one operation. Everything else about it (functions, methods, documentation, tests) is derived.
// Differs from a plain tuple style only in the names of inputs, which say how the operation is called:
// 'x' a plain input, 'b?' one that may be left out, '...xs' a list.
import type { NDArray, Nested } from '../engine/ndarray'
import type { Shape } from '../engine/shape'
import type { registry } from './registry'

/** An operand of a function: what the table works on, an array, or a plain number. */
export type Operand<T> = T | NDArray | number

/** Inputs as `forward`, `shape` and `backward` get them. */
export type InputsOf<I extends readonly string[], T> = I extends readonly [
  infer H extends string,
  ...infer R extends readonly string[],
]
  ? H extends `...${string}`
    ? readonly [T, ...T[]]
    : H extends `${string}?`
      ? readonly [T?, ...InputsOf<R, T>]
      : readonly [T, ...InputsOf<R, T>]
  : readonly []

/** Inputs as a caller gives them. */
type OperandsOf<I extends readonly string[], T> = I extends readonly [
  infer H extends string,
  ...infer R extends readonly string[],
]
  ? H extends `...${string}`
    ? [list: readonly Operand<T>[], ...OperandsOf<R, T>]
    : H extends `${string}?`
      ? [optional?: Operand<T> | null, ...OperandsOf<R, T>]
      : [operand: Operand<T>, ...OperandsOf<R, T>]
  : []

/** What a gradient formula may use besides the operations. */
export interface Bridge<T> {
  /** The values behind `x`, for masks, shapes and counts. */
  readonly data: (x: T) => NDArray
  /** An array through which no gradient flows. */
  readonly constant: (array: NDArray) => T
  // Of arrays in one pass, and maybe in the memory of gy, which must not be used after it.
  /** c·x·gy, multiplied from the left. */
  readonly scaledProduct: (c: number, x: T, gy: T) => T
  /** gy·(1 - y²) and (gy·y)·(1 - y). */
  readonly tanhGradient: (gy: T, y: T) => T
  readonly sigmoidGradient: (gy: T, y: T) => T
  /** gy where x is above 0, gy·0 elsewhere. */
  readonly reluGradient: (gy: T, x: T) => T
  /** gy where x is above 0, gy·slope elsewhere. */
  readonly leakyReluGradient: (gy: T, x: T, slope: number) => T
  /** (softmax(x) - 1 at the labels) · (gy / rows) of the mean cross-entropy; gy is one number. */
  readonly crossEntropyGradient: (gy: T, x: T, labels: Int32Array) => T
}

/** What a table has besides the operations. */
export type BridgeName = keyof Bridge<unknown>

type CallOf<O, T> = O extends {
  readonly inputs: infer I extends readonly string[]
  readonly attributes?: (...args: infer Args extends readonly unknown[]) => unknown
}
  ? (...args: [...OperandsOf<I, T>, ...Args]) => T
  : never

/**
 * Every operation as a function on `T`. With `NDArray` it computes and keeps nothing; with `Variable` it records.
 * A gradient formula is written once against this type and serves both.
 */
export type Table<T> = { readonly [K in keyof typeof registry]: CallOf<(typeof registry)[K], T> } & Bridge<T>

/** What `backward` knows besides the gradient. */
export interface BackwardContext<I extends readonly string[], T, A> {
  readonly inputs: InputsOf<I, T>
  readonly output: T
  readonly attributes: A
}

/** Inputs, arguments and result of one call, as nested arrays; doubles as an example in the documentation. */
export interface TestVector<Args extends readonly unknown[]> {
  readonly in: readonly Nested[]
  readonly args?: Args
  readonly out: Nested
}

export interface Op<
  I extends readonly string[] = readonly string[],
  Args extends readonly unknown[] = readonly [],
  A = unknown,
> {
  /** The word in script, trace, file and documentation. */
  readonly name: string
  /** The book's class name, shown on graph nodes. */
  readonly title: string
  readonly inputs: I
  /** One sentence. */
  readonly doc: string
  /** The step of the book in which it appears. */
  readonly lesson: number
  /** Text of the arguments after the inputs, such as `{ axis, keepdims }`. */
  readonly parameters?: string
  /** Checks the arguments after the inputs and turns them into plain data. Absent: there are none. */
  readonly attributes?: (...args: Args) => A
  /** True when the result would be the input itself: then it is given back and nothing is recorded, as in the book. */
  readonly unchanged?: (shape: Shape, attributes: A) => boolean
  /** Shape of the result. */
  readonly shape: (shapes: InputsOf<I, Shape>, attributes: A) => Shape
  readonly forward: (xs: InputsOf<I, NDArray>, attributes: A) => NDArray
  /**
   * One gradient per input from the gradient of the output; null where none flows. A gradient in the output's shape is
   * summed to the input's shape by the engine when `broadcasts` is set.
   */
  readonly backward: <T>(F: Table<T>, gy: T, context: BackwardContext<I, T, A>) => readonly (T | null)[]
  readonly broadcasts?: true
  /** `forward` is one kernel that works element by element: it may write over an operand that nobody else has. */
  readonly overwrites?: true
  readonly vectors: readonly TestVector<Args>[]
  /** Facts for the tests: a law or a restriction that holds for it. */
  readonly laws?: {
    /** Linear in its first input, so that ⟨Ax,y⟩ = ⟨x,Aᵀy⟩. */
    readonly linear?: true
    /** Bounds within which random inputs are drawn; default -2 … 2. */
    readonly domain?: readonly [number, number]
    /** Shapes of random inputs for the gradient check, with arguments. */
    readonly shapes?: readonly { readonly in: readonly Shape[]; readonly args?: Args }[]
  }
}

/** An operation as the engine sees it, which passes what `attributes` made. */
export interface RunnableOp {
  readonly name: string
  readonly title: string
  readonly inputs: readonly string[]
  readonly forward: (xs: readonly NDArray[], attributes: unknown) => NDArray
  readonly backward: <T>(
    F: Table<T>,
    gy: T,
    context: { readonly inputs: readonly T[]; readonly output: T; readonly attributes: unknown },
  ) => readonly (T | null)[]
  readonly broadcasts?: true
  readonly overwrites?: true
}
