// The interface of the engine worker and of the page that hosts it, as the window sees them.
import type { Failure } from './failure'
import type { GradientCheckOutcome, GradientCheckRequest } from './gradientCheck'

/** The part of a MessagePort that a trace needs; the real one lives in the realms that have it. */
export interface TracePort {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void
  close(): void
}

/** What memory is kept: the book's default, `retainGrad`, `noGrad`, or `createGraph`. */
export const modes = ['default', 'retain-grad', 'no-grad', 'create-graph'] as const
export type Mode = (typeof modes)[number]

/** Bumped whenever the same script could give other bits. Kept with every run. */
export const engineVersion = '4'

export type RunStatus = 'done' | 'failed' | 'stopped'

/** Unless a person says otherwise a run may have half of the machine's memory alive: the rest is for garbage and others. */
export const memoryLimitOf = (machineBytes: number): number => machineBytes / 2

/** One execution of a script. The trace of it goes one way through the port that is transferred along. */
export interface RunRequest {
  readonly runId: string
  readonly source: string
  /** 0 … 2^32-1, as NumPy's RandomState takes. */
  readonly seed: number
  readonly mode: Mode
  /** `all` starts from a fresh state; a cell range (indices, inclusive) keeps the state of the worker. */
  readonly cells: 'all' | { readonly first: number; readonly last: number }
  /** Stop by itself after this long; absent means no bound. */
  readonly timeLimitMs?: number
  /** So many bytes may be alive at once; an array that does not fit is refused. Absent means no bound. */
  readonly memoryLimitBytes?: number
  /** At most so many threads compute. Absent: as many as the machine runs at once. Results do not depend on it. */
  readonly threads?: number
}

/** More threads than this are never used: they would only wait for memory. */
export const mostThreads = 8

/** How a run ended. Failing and stopping are outcomes, not rejections. */
export interface RunOutcome {
  readonly status: RunStatus
  readonly failure?: Failure
  /** Hex digest of the stream of operations, results and metrics. */
  readonly digest: string
  /** Forward operations plus backward steps. */
  readonly operations: number
  readonly durationMs: number
  /** backward() calls that `no-grad` skipped. */
  readonly backwardsSkipped: number
  readonly variables: Readonly<Record<string, VariableReport>>
}

/** A named value at the end of a run, as the command line prints it. NaN and infinities are strings. */
export interface VariableReport {
  readonly kind: 'variable' | 'array'
  readonly shape: readonly number[]
  readonly dtype: string
  readonly data: unknown
  readonly grad: unknown
}

/** A message about the text before it runs. Positions are 1-based; the end is exclusive. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly hint?: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** A name that scripts can use, for completion, hover and help. */
export interface ApiEntry {
  readonly name: string
  readonly kind: 'function' | 'class' | 'namespace' | 'constant'
  /** Where it is found: `''` for names in scope, `np`, `np.random`. */
  readonly owner: '' | 'np' | 'np.random'
  /** How it is written, such as `sum(x, { axis, keepdims })`. */
  readonly signature: string
  /** One sentence. */
  readonly doc: string
  /** The step of the book in which it appears; 0 when in none. */
  readonly lesson: number
  /** True when it is also a method of variables: `x.sum()`. */
  readonly method: boolean
}

/** The worker's service (Comlink). Trace batches (see trace.ts) are posted to `trace` as Uint8Array. */
export interface EngineApi {
  run(request: RunRequest, trace: TracePort): Promise<RunOutcome>
  diagnose(source: string): Promise<readonly Diagnostic[]>
  reference(): Promise<readonly ApiEntry[]>
  /** Compares a gradient of the run that the worker still holds with numerical differentiation. */
  checkGradient(request: GradientCheckRequest): Promise<GradientCheckOutcome>
}

/** The host page's service (Comlink): everything that must work while the worker is busy. */
export interface HostApi<Port> {
  /** A port to a worker in which nothing has run yet. The worker before it, if any, is terminated. */
  freshWorker(): Promise<Port>
  /** Sets the control flag of the present worker. */
  control(command: number, breakLine?: number): Promise<void>
}
