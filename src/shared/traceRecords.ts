// What the state of a trace is made of: the records of variables, functions, names and all else that a run did, each
// stamped with its sequence number. Plain data; who writes them is traceReducer.ts.
import type { NumberColumn } from './column'
import type { Mode, RunStatus } from './engineApi'
import type { Thinned } from './thinnedSeries'
import type { ContainedKind } from './trace'

/** An array behind a variable from a point in the run on. `bytes` counts the array, shared or not. */
export interface ArrayVersion {
  readonly seq: number
  readonly array: number
  readonly dtype: string
  readonly shape: readonly number[]
  readonly bytes: number
  /** See valueSummary.ts. */
  readonly summary: readonly number[]
}

/** `value` null: the gradient was dropped (not retained) or cleared. */
export interface GradientVersion {
  readonly seq: number
  /** Id that the gradient has as a variable, -1 with null. */
  readonly id: number
  readonly value: ArrayVersion | null
  readonly accumulated: boolean
  /** Only retainGrad keeps it: that of a result, stored by a pass that retains. */
  readonly retained: boolean
  /** The array that was added to the gradient before, if it was accumulated; else the gradient's own; -1 with null. */
  readonly contribution: number
}

export interface GivenName {
  readonly seq: number
  readonly name: string
}

export interface VariableRecord {
  readonly id: number
  readonly seq: number
  /** Node that made it; -1 for a leaf. */
  readonly creator: number
  /** Of a gradient that has no graph and was taken by a name or a function: the variable that it was stored for; else -1. */
  readonly gradientOf: number
  readonly generation: number
  readonly line: number
  readonly column: number
  readonly data: ArrayVersion[]
  gradients: readonly GradientVersion[]
  /** Names in the order they were given. */
  names: readonly GivenName[]
  /** Sequence number at which it forgot its creator; null if never. */
  unchainedAt: number | null
}

export interface NodeRecord {
  readonly id: number
  readonly seq: number
  /** Registry name, such as `square`. */
  readonly name: string
  readonly generation: number
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
  readonly recorded: boolean
  /** JSON of the operation's attributes, or ''. */
  readonly attributes: string
  readonly line: number
  readonly column: number
  readonly timeMs: number
}

/** A step of the timeline: one forward operation or one backward step. */
export interface StepRecord {
  readonly seq: number
  readonly phase: 'forward' | 'backward'
  readonly node: number
  /** Number of the backward pass, -1 in forward. */
  readonly pass: number
}

export interface BackwardPass {
  readonly pass: number
  readonly seq: number
  readonly variable: number
  readonly retainGrad: boolean
  readonly createGraph: boolean
  readonly line: number
}

/** What a name of the script held from a point on. `kind` 'none': the scope was left. */
export interface BindingRecord {
  readonly seq: number
  readonly kind: 'variable' | 'array' | 'number' | 'container' | 'other' | 'none'
  /** Id of the variable, array or container, else -1. */
  readonly target: number
  readonly bytes: number
  readonly shape: readonly number[]
  readonly text: string
  readonly line: number
}

export interface SlotRecord {
  readonly name: string
  /** Call depth: 0 is the top level of the script. */
  readonly depth: number
  readonly bindings: BindingRecord[]
}

/** A list or object of the script: from each change on, the first `kept` items as before and then `items`. */
export interface ContainerRecord {
  readonly id: number
  readonly changes: {
    readonly seq: number
    readonly kept: number
    readonly items: readonly ContainedItem[]
  }[]
}

export interface ContainedItem {
  readonly kind: ContainedKind
  readonly target: number
  /** Of an array; 0 for the others. */
  readonly bytes: number
  /** Its place: an index or a field's name. */
  readonly key: string
}

/** One thing that a line produced: a binding's text, or the variable whose value is shown. */
export interface LineValueRecord {
  readonly seq: number
  readonly name: string
  readonly variable: number
  readonly text: string
  /** Which execution of the line produced it, from 0. */
  readonly turn: number
}

/** The script asked for the graph of a variable to be shown. */
export interface ShownGraph {
  readonly seq: number
  readonly variable: number
}

/** A metric's points, in columns. */
export interface MetricSeries {
  readonly name: string
  /** Null while every point is kept. */
  readonly thinned: Thinned | null
  readonly seqs: NumberColumn
  readonly steps: NumberColumn
  readonly values: NumberColumn
  readonly lines: NumberColumn
}

/** What the engine's storage held at one moment, on the machine that ran the script; see `storage-measured`. */
export interface StorageRecord {
  readonly seq: number
  readonly inUse: number
  readonly mostInUse: number
  readonly reserved: number
  readonly waiting: number
  readonly overflow: number
}

export interface RunInfo {
  readonly runId: string
  readonly mode: Mode
  readonly seed: number
  readonly engineVersion: string
  /** Which events the recorder kept, in words; '' means all. */
  readonly policy: string
}

export interface RunEnd {
  readonly status: RunStatus
  readonly digest: string
  readonly operations: number
  readonly durationMs: number
}
