// The n-dimensional array: a typed view of a buffer. Knows storage and layout; arithmetic lives in kernels.
import { convert } from '../kernels/convert'
import { copyStrided } from '../kernels/rearrange'
import { formatArray } from './arrayFormat'
import { ArrayError } from './arrayError'
import { take, takeZeros } from './buffers'
import { allocate, allocateCopy, castValue, itemBytes, type DType, type TypedArray } from './dtype'
import { checkPosition, formatShape, isContiguous, scalarShape, sizeOf, stridesOf, type Shape } from './shape'

/** Values as nested JavaScript arrays; a bare number (or boolean) for 0-d. */
export type Nested = number | boolean | readonly Nested[]

/**
 * An array of `dtype` elements. `strides` count elements. Views share `buffer`.
 * A 0-d array that nobody shares keeps its value in `scalar` and has `buffer === null`.
 */
export class NDArray {
  /** Number of elements. */
  readonly size: number
  /** The array whose memory this one is a view of; null when it has its own. */
  base: NDArray | null = null
  /** Number of the storage in the memory ledger (memory.ts), of arrays with their own; -1 before anyone asked. */
  ledgerId = -1

  /** Use the static constructors or the kernels; this one checks nothing. */
  constructor(
    readonly dtype: DType,
    readonly shape: Shape,
    readonly strides: readonly number[],
    /** Index of the first element in `buffer`. */
    public offset: number,
    public buffer: TypedArray | null,
    /** The value while `buffer` is null. */
    public scalar: number,
    /** Row-major without gaps. */
    readonly contiguous: boolean,
  ) {
    this.size = buffer === null ? 1 : sizeOf(shape)
  }

  /** A 0-d array; the value is cast to `dtype`. */
  static scalar(value: number, dtype: DType = 'float64'): NDArray {
    return new NDArray(
      dtype,
      scalarShape,
      scalarShape,
      0,
      null,
      dtype === 'float64' ? value : castValue(dtype, value),
      true,
    )
  }

  /** Takes over `buffer` (no copy) as a row-major array. Its length must be the number of elements. */
  static fromTyped(buffer: TypedArray, shape: Shape, dtype: DType): NDArray {
    const size = sizeOf(shape)
    if (buffer.length !== size) {
      throw new ArrayError(
        `array: ${buffer.length} values do not fill the shape ${formatShape(shape)}`,
        `give ${size}`,
      )
    }
    if (shape.length === 0) return new NDArray(dtype, scalarShape, scalarShape, 0, null, buffer[0]!, true)
    return new NDArray(dtype, shape, stridesOf(shape), 0, buffer, 0, true)
  }

  /** Zeros. */
  static zeros(shape: Shape, dtype: DType = 'float64'): NDArray {
    return NDArray.fromTyped(takeZeros(dtype, sizeOf(shape), shape), shape, dtype)
  }

  /** A view of `of` with another layout; shares its memory, also with a 0-d array. */
  static view(of: NDArray, shape: Shape, strides: readonly number[], offset: number): NDArray {
    if (of.buffer === null && shape.length === 0) return of
    const buffer = of.share()
    const view = new NDArray(of.dtype, shape, strides, offset, buffer, 0, isContiguous(shape, strides))
    view.base = of.base ?? of
    return view
  }

  get ndim(): number {
    return this.shape.length
  }

  /** Length of the first axis. A 0-d array has none: an error. */
  get length(): number {
    const length = this.shape[0]
    if (length === undefined) throw new ArrayError('length: a 0-d array has no length', 'use size')
    return length
  }

  /** Bytes of the elements (of a view: as if it were copied). */
  get nbytes(): number {
    return this.size * itemBytes[this.dtype]
  }

  /** All axes reversed, as a view. */
  get T(): NDArray {
    if (this.shape.length < 2) return this
    return NDArray.view(this, [...this.shape].reverse(), [...this.strides].reverse(), this.offset)
  }

  /** The buffer to write to or to share; gives an inline value a buffer first. */
  share(): TypedArray {
    if (this.buffer === null) {
      const buffer = allocate(this.dtype, 1)
      buffer[0] = this.scalar
      this.offset = 0
      this.buffer = buffer
    }
    return this.buffer
  }

  /** The buffer to read from (element `offset` is the first); never changes this array. */
  peek(): TypedArray {
    if (this.buffer !== null) return this.buffer
    const buffer = allocateCopy(this.dtype, 1)
    buffer[0] = this.scalar
    return buffer
  }

  /** The first element as a number (bool: 0 or 1). Only for arrays with one. */
  first(): number {
    return this.buffer === null ? this.scalar : this.buffer[this.offset]!
  }

  /** A row-major copy that shares nothing. */
  copy(): NDArray {
    if (this.shape.length === 0) return NDArray.scalar(this.first(), this.dtype)
    return NDArray.fromTyped(this.duplicate(), this.shape, this.dtype)
  }

  /** This array when it is row-major, else a row-major copy. */
  toContiguous(): NDArray {
    return this.contiguous ? this : this.copy()
  }

  /** The elements in row-major order in a buffer for another array. */
  duplicate(): TypedArray {
    const out = take(this.dtype, this.size, this.shape)
    const from = this.peek()
    if (this.contiguous) out.set(from.subarray(this.offset, this.offset + this.size))
    else copyStrided(from, this.offset, this.shape, this.strides, out)
    return out
  }

  /** The elements in row-major order for who reads them: a buffer of its own, outside of the run's arrays. */
  toTyped(): TypedArray {
    if (this.buffer === null) return this.peek()
    if (this.contiguous) return this.buffer.slice(this.offset, this.offset + this.size)
    const out = allocateCopy(this.dtype, this.size, this.shape)
    copyStrided(this.buffer, this.offset, this.shape, this.strides, out)
    return out
  }

  /** A copy as another dtype. float to int32 cuts towards zero; what does not fit is an error. */
  astype(dtype: DType): NDArray {
    if (dtype === this.dtype) return this.copy()
    if (this.shape.length === 0) return NDArray.scalar(this.first(), dtype)
    const from = this.contiguous ? this.peek() : this.toTyped()
    const start = this.contiguous ? this.offset : 0
    const out = take(dtype, this.size, this.shape)
    convert(from, start, this.dtype, out, dtype)
    return NDArray.fromTyped(out, this.shape, dtype)
  }

  /** Nested JavaScript arrays; booleans for bool; a bare value for 0-d. */
  tolist(): Nested {
    const values = this.toTyped()
    let at = 0
    const build = (axis: number): Nested => {
      if (axis === this.shape.length) {
        const value = values[at++]!
        return this.dtype === 'bool' ? value !== 0 : value
      }
      return Array.from({ length: this.shape[axis]! }, () => build(axis + 1))
    }
    return build(0)
  }

  /**
   * The only element as a number (or boolean), or with an index the element there. NDArrays with more than one element
   * need an index.
   */
  item(...index: readonly number[]): number | boolean {
    const value = index.length === 0 ? this.onlyValue('item') : this.valueAt(index)
    return this.dtype === 'bool' ? value !== 0 : value
  }

  /** JavaScript's conversions: text as printed; a number only for a single element, so that `a < b` cannot mislead. */
  [Symbol.toPrimitive](hint: 'string' | 'number' | 'default'): string | number {
    return hint === 'string' ? this.toString() : this.onlyValue('number')
  }

  private onlyValue(subject: string): number {
    if (this.size === 1) return this.first()
    throw new ArrayError(
      `${subject}: an array of shape ${formatShape(this.shape)} is not a single value`,
      subject === 'item' ? 'give an index' : 'use np.less(a, b), np.sum(a) … or a.item(i)',
    )
  }

  private valueAt(index: readonly number[]): number {
    if (index.length !== this.shape.length) {
      throw new ArrayError(
        `item: ${index.length} indices for an array of shape ${formatShape(this.shape)}`,
        `give ${this.shape.length}`,
      )
    }
    let at = this.offset
    index.forEach((one, axis) => (at += checkPosition(one, this.shape[axis]!, axis) * this.strides[axis]!))
    return this.peek()[at]!
  }

  /** NumPy's `str(array)`, character for character. */
  toString(): string {
    return formatArray(this)
  }
}
