// The types of what wasm/elementwise.as, wasm/rounding.as and wasm/reductions.as export: kernels over runs of `n` elements at addresses.

/** o = a ∘ b. */
type Both = (a: number, b: number, o: number, n: number) => void
/** o = a ∘ y. */
type Right = (a: number, y: number, o: number, n: number) => void
/** o = x ∘ b. */
type Left = (x: number, b: number, o: number, n: number) => void
type Unary = (a: number, o: number, n: number) => void

/** `rows` rows of n elements; steps in bytes from row to row of an operand. */
type Grid = (
  kind: number,
  a: number,
  aStep: number,
  b: number,
  bStep: number,
  o: number,
  rows: number,
  n: number,
) => void

/** Rows of n elements, `step` bytes apart, into the accumulators at o. */
type SumOfRows = (a: number, step: number, o: number, rows: number, n: number) => void
/** Sums of `count` parts from `first` on of the 2^depth into which the order of additions halves n, to their places. */
type SumOfParts = (a: number, n: number, depth: number, first: number, o: number, count: number) => void
type ToNumber = (a: number, n: number) => number

/** Element-wise operations of two operands, in the order in which the grid kernels number them. */
export const arithmetic = ['add', 'subtract', 'multiply', 'divide', 'maximum', 'minimum'] as const
export type Arithmetic = (typeof arithmetic)[number]

/** Operations of one operand. */
export type UnaryName = 'negative' | 'abs' | 'sqrt' | 'floor' | 'ceil' | 'rint' | 'sign'

/** Bits of an element. */
export type Width = '64' | '32'

export type CompiledArithmetic = Readonly<
  Record<`${Arithmetic}Both${Width}`, Both> &
    Record<`${Arithmetic}Right${Width}`, Right> &
    Record<`${Arithmetic}Left${Width}`, Left> &
    Record<`${UnaryName}${Width}`, Unary> &
    Record<`grid${'Both' | 'Right' | 'Left'}${Width}`, Grid> &
    Record<`scaledProduct${Width}`, (c: number, x: number, y: number, o: number, n: number) => void> &
    Record<`sum${'EachRow' | 'Rows'}${Width}`, SumOfRows> &
    Record<`sumParts${Width}`, SumOfParts> &
    Record<`sum${Width}`, ToNumber>
>
