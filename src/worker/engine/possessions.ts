// Which gradients of a backward pass are the pass's alone: made by it, seen by no script, stored in one variable.
// Only those may be written to, or given back when they are dropped. Knows buffers, not formulas.
import { giveBack, dtypeOf } from './buffers'
import type { TypedArray } from './dtype'
import type { NDArray } from './ndarray'
import type { Variable } from './variable'

let current: Possessions | null = null

/** Memory of gradients that passes made and that belongs to one variable each, until that shows or shares it. */
const kept = new WeakSet<TypedArray>()

/** A pass begins. */
export function beginPossessions(): Possessions {
  current = new Possessions(current)
  return current
}

/** One pass's. A pass inside another one ends all claims of the outer one: both may meet the same variables. */
export class Possessions {
  private readonly buffers = new Set<TypedArray>()

  constructor(private readonly outer: Possessions | null) {
    for (let one = outer; one !== null; one = one.outer) one.buffers.clear()
  }

  /** `array` fills a buffer that the pass made and stores in one place. */
  add(array: NDArray): void {
    const { buffer } = array
    if (buffer !== null && buffer.length === array.size && array.contiguous) this.buffers.add(buffer)
  }

  /** `array` is shared with someone or was shown to a script. */
  remove(array: NDArray | null): void {
    if (this.buffers.size > 0 && array !== null && array.buffer !== null) this.buffers.delete(array.buffer)
  }

  /** True when the pass may write to the memory that `array` fills. */
  has(array: NDArray): boolean {
    if (this.buffers.size === 0 || array.buffer === null) return false
    return array.contiguous && array.size === array.buffer.length && this.buffers.has(array.buffer)
  }

  /** Before the gradient of `output` is dropped: its memory can be taken again unless a gradient of `inputs` has it. */
  drop(output: Variable, inputs: readonly Variable[]): void {
    const buffer = this.buffers.size === 0 ? null : (output.gradientData?.buffer ?? null)
    if (buffer === null || !this.buffers.has(buffer)) return
    for (const input of inputs) if (input.gradientData?.buffer === buffer) return
    this.buffers.delete(buffer)
    if (!output.gradientIsSeen && !output.gradientIsShared) giveBack(dtypeOf(buffer), buffer)
  }

  /** The pass is over: what is left belongs to the variables. */
  end(): void {
    for (const buffer of this.buffers) kept.add(buffer)
    this.buffers.clear()
    current = this.outer
  }
}

/**
 * Before a variable forgets a gradient that nobody saw and that it shares with nobody: its memory can be taken again.
 * Not while a pass is under way, which puts earlier gradients back when it fails.
 */
export function letGradientGo({ buffer, contiguous, size }: NDArray): void {
  if (current !== null || buffer === null || !contiguous || buffer.length !== size) return
  if (kept.delete(buffer)) giveBack(dtypeOf(buffer), buffer)
}
