// What the engine tells whoever records a run. The engine calls it; src/worker/trace implements it.
// Source lines are not passed: the recorder asks the script's runtime for the current call site.
import type { GraphNode } from './graphNode'
import type { NDArray } from './ndarray'
import type { Variable } from './variable'

/** Full options of a backward pass. */
export interface BackwardOptions {
  readonly retainGrad: boolean
  readonly createGraph: boolean
}

/** The methods match the events of `@shared/trace`. None of them may change the graph. */
export interface Recorder {
  /** Milliseconds on the recorder's clock, taken before an operation or a step and handed back with it. */
  now(): number
  /** A leaf came to be: by the script, or a number that became an operand. Not called for results and gradients. */
  variableCreated(leaf: Variable): void
  /**
   * A function was applied. `outputs` are new variables that no event has named. `recorded` is false where nothing is
   * kept for backward; `node` then holds neither inputs nor outputs. `attributes` are plain data, or null.
   */
  operation(
    node: GraphNode,
    inputs: readonly Variable[],
    outputs: readonly Variable[],
    recorded: boolean,
    attributes: object | null,
    startedMs: number,
  ): void
  variableNamed(variable: Variable): void
  /** `variable.data = …`, after it happened; `before` is what stood there. Either may be null. */
  dataAssigned(variable: Variable, before: NDArray | null): void
  /** The variable forgot the function that made it. */
  unchained(variable: Variable): void
  backwardStarted(pass: number, variable: Variable, options: BackwardOptions): void
  /** The gradients of `node`'s inputs were computed and stored. */
  backwardStep(pass: number, node: GraphNode, startedMs: number): void
  /**
   * `variable.grad` was set. `accumulated`: a gradient stood there and this is the sum of it and `contribution`;
   * else `contribution` is the gradient itself.
   */
  gradientStored(variable: Variable, accumulated: boolean, contribution: NDArray): void
  /** `variable.grad` became null: by cleargrad or assignment (`cleared`), or because it was not retained. */
  gradientDropped(variable: Variable, cleared: boolean): void
  backwardFinished(pass: number): void
}
