// What a backward pass changed, so that a pass that fails or is interrupted leaves all gradients as they were.
// Only gradients that stood before the pass are kept; for the others the pass leaves a mark on the variable.
import type { GraphNode } from './graphNode'
import type { GradientSnapshot, Variable } from './variable'
import { SetFrontier } from './walk'

let current: GradientUndo | null = null

/** Called before a pass stores a gradient. */
export function rememberGradient(variable: Variable): void {
  if (current !== null && variable.touchedBy !== current.pass) current.remember(variable)
}

/** Starts remembering for a pass; a pass inside another one has its own. */
export function beginUndo(pass: number): GradientUndo {
  current = new GradientUndo(pass, current)
  return current
}

class GradientUndo {
  private readonly before: [Variable, GradientSnapshot][] = []

  constructor(
    readonly pass: number,
    private readonly outer: GradientUndo | null,
  ) {}

  remember(variable: Variable): void {
    variable.touchedBy = this.pass
    if (variable.gradientData !== null) this.before.push([variable, variable.gradientSnapshot()])
  }

  /** Takes back what the pass stored, in everything behind `y`. */
  restore(y: Variable, creator: GraphNode): void {
    const frontier = new SetFrontier(creator)
    this.drop(y)
    for (let node = frontier.pop(); node !== null; node = frontier.pop()) {
      for (const x of node.inputs) {
        this.drop(x)
        if (x.creator !== null) frontier.push(x.creator)
      }
    }
    for (const [variable, snapshot] of this.before) variable.restoreGradient(snapshot)
  }

  private drop(variable: Variable): void {
    if (variable.touchedBy === this.pass && variable.gradientData !== null) variable.dropGradient()
  }

  /** Stops remembering. */
  end(): void {
    current = this.outer
  }
}
