// The named leaves of a run, whose gradients are measured at each backward pass. Knows nothing of who records them.
import type { SourcePosition } from '@shared/failure'
import type { NDArray } from '../engine/ndarray'
import type { Variable } from '../engine/variable'
import { changeRatio } from '../kernels/figures'

/** So many leaves of one place are told apart: a loop without a backward pass must not hold all that it makes. */
const mostLeavesOfPlace = 64

/** A leaf whose gradient is measured at each backward. */
interface NamedLeaf {
  readonly variable: Variable
  /** ‖Δdata‖ / ‖data‖ of its last update, NaN before the first. */
  updateRatio: number
}

export class NamedLeaves {
  /** By name and place: a loop that makes the same leaf anew replaces it, so that nothing is held on to. */
  private readonly leaves = new Map<string, NamedLeaf>()
  private readonly keys = new Map<number, string>()
  /** Leaves made at a place of the script since the last backward pass: one call makes the layers of a whole model. */
  private readonly madeSincePass = new Map<string, number>()

  add(variable: Variable, name: string, { line, column }: SourcePosition): void {
    const place = `${name} ${line}:${column}`
    const known = this.keys.get(variable.id)
    if (known !== undefined) {
      if (known.startsWith(`${place} `)) return
      this.leaves.delete(known)
    }
    const made = this.madeSincePass.get(place) ?? 0
    this.madeSincePass.set(place, made + 1)
    const key = `${place} ${made % mostLeavesOfPlace}`
    const before = this.leaves.get(key)
    if (before !== undefined) this.keys.delete(before.variable.id)
    this.leaves.set(key, { variable, updateRatio: NaN })
    this.keys.set(variable.id, key)
  }

  /** A variable, maybe one of the leaves, has `after` as its data instead of `before`. */
  updated(variable: Variable, before: NDArray, after: NDArray): void {
    const leaf = this.leaves.get(this.keys.get(variable.id) ?? '')
    if (leaf !== undefined) leaf.updateRatio = changeRatio(before, after)
  }

  /** An outermost backward pass ended. @returns the leaves there are */
  passEnded(): Iterable<NamedLeaf> {
    this.madeSincePass.clear()
    return this.leaves.values()
  }
}
