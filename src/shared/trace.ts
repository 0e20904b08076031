// The trace of a run: the versioned union of its events, and the writer of the chunks in which they travel and are kept.
// A chunk holds numbers in typed columns, not an object per event, and can be read alone (traceReader.ts).

/**
 * One field of an event: `i` int32, `f` float64, `s` string, `I` list of int32, `F` list of float64.
 * The order of fields is the order of the bytes: append only, and bump `traceVersion` with an upgrade step.
 */
const schema = {
  'run-started': { runId: 's', mode: 's', seed: 'f', engineVersion: 's', policy: 's' },
  'cell-started': { cell: 'i', line: 'i', title: 's' },
  'cell-finished': { cell: 'i' },
  /** A variable came to be: a leaf (`creator` is -1) or an output of node `creator`. */
  'variable-created': {
    variable: 'i',
    creator: 'i',
    generation: 'i',
    name: 's',
    array: 'i',
    dtype: 's',
    shape: 'I',
    bytes: 'f',
    summary: 'F',
    line: 'i',
    column: 'i',
  },
  /** A function was applied. `recorded` is 0 inside noGrad: then nothing holds its inputs. `attributes` is JSON or ''. */
  operation: {
    node: 'i',
    name: 's',
    generation: 'i',
    inputs: 'I',
    outputs: 'I',
    recorded: 'i',
    attributes: 's',
    line: 'i',
    column: 'i',
    timeMs: 'f',
  },
  'variable-named': { variable: 'i', name: 's' },
  /** `unchain`: the variable forgot its creator. */
  unchained: { variable: 'i' },
  /** `variable.data = …`: a new array behind an old variable. */
  'data-assigned': {
    variable: 'i',
    array: 'i',
    dtype: 's',
    shape: 'I',
    bytes: 'f',
    summary: 'F',
    line: 'i',
    column: 'i',
  },
  'backward-started': {
    pass: 'i',
    variable: 'i',
    retainGrad: 'i',
    createGraph: 'i',
    line: 'i',
    column: 'i',
  },
  /** The gradient of one function was computed: from its outputs' gradients to its inputs'. */
  'backward-step': { pass: 'i', node: 'i', timeMs: 'f' },
  /** `variable.grad` was set. `accumulated` is 1 when it was added to a gradient that stood there. */
  'gradient-stored': {
    variable: 'i',
    gradient: 'i',
    array: 'i',
    accumulated: 'i',
    /** The array that was added (its own id, maybe shared with another gradient); `array` itself when none stood there. */
    contribution: 'i',
    dtype: 's',
    shape: 'I',
    bytes: 'f',
    summary: 'F',
  },
  /** `variable.grad` became null: `cleared` 1 by cleargrad, 0 because it was not retained. */
  'gradient-dropped': { variable: 'i', cleared: 'i' },
  'backward-finished': { pass: 'i' },
  /** A named leaf's gradient after backward: L2 norm, largest magnitude, shares of zeros and non-finite elements. */
  'gradient-measured': {
    pass: 'i',
    variable: 'i',
    name: 's',
    norm: 'f',
    largest: 'f',
    zeros: 'f',
    nonFinite: 'f',
    /** ‖Δdata‖ / ‖data‖ of the last update of this leaf, NaN before the first. */
    updateRatio: 'f',
  },
  /**
   * A name of the script took a value. `kind` is variable | array | number | container | other; `target` is the id of
   * the variable, array or container, else -1. `depth` is the call depth: names are function-scoped, as in the book's Python. `slot` is what
   * a later value replaces: the name itself, or the field of an object.
   */
  'name-bound': {
    name: 's',
    slot: 's',
    depth: 'i',
    kind: 's',
    target: 'i',
    bytes: 'f',
    shape: 'I',
    text: 's',
    line: 'i',
    column: 'i',
  },
  /** A function of the script returned: its names are gone, its unconsumed results belong to the caller. */
  'scope-left': { depth: 'i' },
  /** A statement that made values ended: results that nothing took are gone. */
  'statement-ended': { depth: 'i', line: 'i' },
  output: { text: 's', line: 'i', column: 'i' },
  metric: { name: 's', step: 'f', value: 'f', line: 'i' },
  progress: { done: 'f', total: 'f', label: 's' },
  test: { name: 's', passed: 'i', message: 's', line: 'i' },
  /** From here on only metrics, output, tests and gradient magnitudes are recorded. */
  'detail-ended': {},
  failure: { code: 's', message: 's', hint: 's', line: 'i', column: 'i' },
  'run-finished': { status: 's', digest: 's', operations: 'f', durationMs: 'f' },
  /**
   * A list or object of the script was looked at and held something else than before: its first `kept` engine values
   * are the same, these follow. `kinds` are indices of `containedKinds`, `targets` the ids, `bytes` those of arrays;
   * `keys` are places in it, one a line. A name that holds a container is bound with kind `container`.
   */
  'container-filled': { container: 'i', kept: 'i', kinds: 'I', targets: 'I', bytes: 'F', keys: 's' },
  /** The script drew into one of its figures (figures.ts). `axes` is JSON of FigureAxes or ''. */
  'figure-drawn': {
    figure: 's',
    kind: 's',
    name: 's',
    xs: 'F',
    ys: 'F',
    values: 'F',
    path: 'I',
    axes: 's',
    line: 'i',
  },
  /** `showGraph(variable)`: the script wants the graph of it seen. */
  'graph-shown': { variable: 'i', line: 'i' },
  /**
   * What the engine's storage of arrays really held, in bytes: it depends on the machine and on the collector. `overflow`
   * is the sum of all arrays so far for which the pool had no room.
   */
  'storage-measured': { inUse: 'f', mostInUse: 'f', reserved: 'f', waiting: 'f', overflow: 'f' },
  /** From here on the run is recorded in parts, see tracePosition.ts. */
  'detail-thinned': {},
  /**
   * The next event has sequence number `seq`. A run that is recorded in parts is told in two ways, each in order: what is
   * always told, at once; the rest later, when it is known which parts are kept.
   */
  'moved-to': { seq: 'f' },
  /**
   * Events up to sequence number `to` (exclusive) are not recorded, but for those that are always told: so many forward
   * operations and backward steps, and so many outermost backward passes that ended. `live` are the bytes alive after
   * them by `purposes` (names with a space between), `highest` the most that were alive within.
   */
  skipped: { to: 'f', operations: 'f', passes: 'f', purposes: 's', live: 'F', highest: 'f' },
  /**
   * The next `events` events happened in what was skipped: they tell what is so from here on, and have the sequence
   * number of what follows them.
   */
  restored: { events: 'i' },
  /**
   * Live bytes after each step of the events that follow, up to the next event of this type: at which event, after how
   * many steps of the run, a row for each of `purposes`, and the highest within the step. They are exact also where what
   * was before is not recorded.
   */
  'memory-followed': { seqs: 'F', operations: 'F', purposes: 's', rows: 'F' },
  /**
   * Nothing that is followed holds these lists or objects: of one that is met again all is told, with `kept` 0. What is
   * known of them need not be remembered once they are dead.
   */
  'containers-let-go': { containers: 'I' },
} as const

/** What a container can hold, by the numbers of `container-filled`. */
export const containedKinds = ['variable', 'array', 'container'] as const
export type ContainedKind = (typeof containedKinds)[number]

/** Call depths from here on belong to generators and async functions, each with a range of its own. */
export const firstActivationDepth = 1_000_000
export const activationStride = 10_000

/** True when a name or result at depth `at` belongs to the call at `depth` or to one that it made. */
export function isWithinCall(at: number, depth: number): boolean {
  if (at < depth) return false
  if (depth < firstActivationDepth) return at < firstActivationDepth
  return at < depth - (depth % activationStride) + activationStride
}

export const traceVersion = 1

type Schema = typeof schema
type Field = 'i' | 'f' | 's' | 'I' | 'F'
type FieldType<F extends Field> = F extends 's' ? string : F extends 'I' | 'F' ? readonly number[] : number
export type TraceEventType = keyof Schema
export type TraceEventOf<T extends TraceEventType> = { readonly type: T } & {
  readonly [K in keyof Schema[T]]: FieldType<Extract<Schema[T][K], Field>>
}
/** Any event. Narrow by `type`. Ids are integers that count from 0 within a run. */
export type TraceEvent = { [T in TraceEventType]: TraceEventOf<T> }[TraceEventType]

/** All event types; the number of a type in a chunk is its place here. */
export const traceTypes = Object.keys(schema) as TraceEventType[]
/** The fields of each type, in the order of their bytes. */
export const traceLayouts: readonly (readonly (readonly [name: string, field: Field])[])[] = traceTypes.map(
  (type) => Object.entries(schema[type]) as [string, Field][],
)
const typeIndex = new Map(traceTypes.map((type, index) => [type, index]))

/** The number that stands for an event type in a chunk. */
export const traceTypeIndex = (type: TraceEventType): number => typeIndex.get(type)!

/**
 * Numbers that stand for the most frequent events in a shorter form, which has fewer fields; every reader gives the whole
 * event. In the order of their bytes:
 *
 * - `operation`, without attributes, not timed: node, name, generation, inputs, outputs, recorded, line, column;
 * - `result`, the `variable-created` of the first output of the operation just before, a float64 number without a name,
 *   one generation further where that is recorded, else of generation 0: array and, as float64, the number;
 * - `gradient`, a `gradient-stored` of a float64 number that was not added to one: variable, gradient, array, the number;
 * - `gradientSum`, one that was: variable, gradient, array, contribution, the number;
 * - `step`, a `backward-step` that is not timed: pass, node.
 */
export const shortForms = { operation: -1, result: -2, gradient: -3, gradientSum: -4, step: -5 } as const

/** Collects events into one chunk. Not reusable after `finish`. */
export class TraceChunkWriter {
  protected intCount = 0
  protected floatCount = 0
  private readonly strings: string[] = []
  private readonly stringIndex = new Map<string, number>()
  /** Events written so far. */
  count = 0
  /** Characters of distinct strings so far, so that a flood of text also fills a chunk. */
  textLength = 0

  /**
   * @param first sequence number of the chunk's first event within the run
   * @param ints what to write in first, of any content, as `floats`
   */
  constructor(
    readonly first: number,
    protected ints = new Int32Array(1024),
    protected floats = new Float64Array(1024),
  ) {}

  write(event: TraceEvent): void {
    const index = typeIndex.get(event.type)!
    this.int(index)
    const values: Readonly<Record<string, unknown>> = event
    const layout = traceLayouts[index]!
    for (let at = 0; at < layout.length; at++) {
      const [name, field] = layout[at]!
      const value = values[name]
      if (field === 'i') this.int(value as number)
      else if (field === 'f') this.float(value as number)
      else if (field === 's') this.int(this.string(value as string))
      else {
        const list = value as readonly number[]
        this.int(list.length)
        for (let i = 0; i < list.length; i++) {
          if (field === 'I') this.int(list[i]!)
          else this.float(list[i]!)
        }
      }
    }
    this.count++
  }

  /** The chunk's bytes: `header length | header JSON | padding | float64 column | int32 column`. */
  finish(): Uint8Array<ArrayBuffer> {
    const header = encoder.encode(
      JSON.stringify({
        version: traceVersion,
        first: this.first,
        count: this.count,
        ints: this.intCount,
        floats: this.floatCount,
        strings: this.strings,
      }),
    )
    const floatsAt = align8(4 + header.length)
    const intsAt = floatsAt + this.floatCount * 8
    const bytes = new Uint8Array(intsAt + this.intCount * 4)
    new DataView(bytes.buffer).setUint32(0, header.length, true)
    bytes.set(header, 4)
    new Float64Array(bytes.buffer, floatsAt, this.floatCount).set(this.floats.subarray(0, this.floatCount))
    new Int32Array(bytes.buffer, intsAt, this.intCount).set(this.ints.subarray(0, this.intCount))
    return bytes
  }

  protected int(value: number): void {
    this.room(1)[this.intCount++] = value
  }

  /** The integers, with room for `more` behind `intCount`. */
  protected room(more: number): Int32Array {
    if (this.intCount + more > this.ints.length) {
      const grown = new Int32Array((this.intCount + more) * 2)
      grown.set(this.ints)
      this.ints = grown
    }
    return this.ints
  }

  protected float(value: number): void {
    if (this.floatCount === this.floats.length) {
      const grown = new Float64Array(this.floatCount * 2)
      grown.set(this.floats)
      this.floats = grown
    }
    this.floats[this.floatCount++] = value
  }

  /** The number of a text in this chunk's table of strings. */
  protected string(value: string): number {
    const known = this.stringIndex.get(value)
    if (known !== undefined) return known
    const index = this.strings.length
    this.strings.push(value)
    this.stringIndex.set(value, index)
    this.textLength += value.length
    return index
  }
}

// A global of every host (Node, worker, page), named here because this layer knows none of them.
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
const encoder = new TextEncoder()

/** Columns of a chunk begin at multiples of 8 bytes. */
export function align8(offset: number): number {
  return (offset + 7) & ~7
}
