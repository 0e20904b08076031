// Reads the chunks of a trace (trace.ts). Every count and index is checked: a stranger may have written them. Knows no
// meaning of the events.
import { errorFor, type LabError } from './failure'
import {
  align8,
  shortForms,
  traceLayouts,
  traceTypeIndex,
  traceTypes,
  traceVersion,
  type TraceEvent,
  type TraceEventOf,
} from './trace'

/** A chunk opened for reading. */
export interface TraceChunk {
  readonly version: number
  /** Sequence number of the first event. */
  readonly first: number
  readonly count: number
  /** Every event as an object of its own. @throws LabError for a broken chunk */
  readonly events: () => Generator<TraceEvent, void, undefined>
  /**
   * Hands every event on, several times faster than `events`: the objects of frequent types are used again for the next
   * event of the type, so nothing but their lists and texts may be kept. @throws LabError for a broken chunk
   */
  readonly each: (take: (event: TraceEvent) => void) => void
  /**
   * As `each`, in parts: every call of what it gives hands so many events more on, and tells whether that was all.
   * @throws LabError for a broken chunk, when the part is read
   */
  readonly parts: (take: (event: TraceEvent) => void) => (most: number) => boolean
}

const cutOff = (): LabError => errorFor('trace-cut-off', {})
const badHead = (): LabError => errorFor('trace-head', {})
const badContents = (): LabError => errorFor('trace-contents', {})

/** Opens a chunk. A chunk of a newer version is refused by name. @throws LabError naming what is wrong */
export function openTraceChunk(bytes: Uint8Array): TraceChunk {
  // A view into a bigger buffer may be unaligned for the typed columns.
  const whole = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  if (whole.length < 4) throw cutOff()
  const headerLength = new DataView(whole.buffer, whole.byteOffset).getUint32(0, true)
  if (headerLength > whole.length - 4) throw cutOff()
  const header = parseHeader(whole.subarray(4, 4 + headerLength))
  const floatsAt = align8(4 + headerLength)
  const intsAt = floatsAt + header.floats * 8
  const end = intsAt + header.ints * 4
  if (end !== whole.length) throw end > whole.length ? cutOff() : badContents()
  const floats = new Float64Array(whole.buffer, whole.byteOffset + floatsAt, header.floats)
  const ints = new Int32Array(whole.buffer, whole.byteOffset + intsAt, header.ints)
  const columns = (): ColumnReader => new ColumnReader(ints, floats, header.strings)
  return {
    version: header.version,
    first: header.first,
    count: header.count,
    events: () => readEvents(columns(), header.count),
    each: (take) => void partsReader(columns(), header.count, take)(Infinity),
    parts: (take) => partsReader(columns(), header.count, take),
  }
}

/** Takes one value after the other from the columns of a chunk. */
class ColumnReader {
  private i = 0
  private f = 0
  private readonly shapes = new Array<readonly number[] | undefined>(knownShapes)

  constructor(
    private readonly ints: Int32Array,
    private readonly floats: Float64Array,
    private readonly strings: readonly string[],
  ) {}

  int(): number {
    const value = this.ints[this.i++]
    if (value === undefined) throw cutOff()
    return value
  }

  float(): number {
    const value = this.floats[this.f++]
    if (value === undefined) throw cutOff()
    return value
  }

  text(): string {
    const text = this.strings[this.int()]
    if (text === undefined) throw badContents()
    return text
  }

  intList(): readonly number[] {
    const length = this.int()
    if (length === 0) return nothing
    if (length === 1) return [this.int()]
    if (length < 0 || length > this.ints.length - this.i) throw cutOff()
    const list = new Array<number>(length)
    for (let k = 0; k < length; k++) list[k] = this.ints[this.i++]!
    return list
  }

  /** A short list of integers of which few different ones occur: equal ones are one list. */
  shape(): readonly number[] {
    const { ints, i } = this
    const length = ints[i] ?? 0
    if (length <= 0 || length > ints.length - i - 1) return this.intList()
    let place = length
    for (let k = 1; k <= length; k++) place = (place * 31 + ints[i + k]!) & (knownShapes - 1)
    const known = this.shapes[place]
    if (known?.length === length && isAt(ints, i + 1, known)) {
      this.i += length + 1
      return known
    }
    return (this.shapes[place] = this.intList())
  }

  floatList(): readonly number[] {
    const length = this.int()
    if (length === 0) return nothing
    if (length === 1) return [this.float()]
    if (length < 0 || length > this.floats.length - this.f) throw cutOff()
    const list = new Array<number>(length)
    for (let k = 0; k < length; k++) list[k] = this.floats[this.f++]!
    return list
  }

  /** Any event, as an object of its own. */
  event(index: number): TraceEvent {
    const layout = traceLayouts[index]
    if (layout === undefined) throw errorFor('trace-event', { kind: index })
    const event: Record<string, unknown> = { type: traceTypes[index] }
    for (const [name, field] of layout) {
      if (field === 'i') event[name] = this.int()
      else if (field === 'f') event[name] = this.float()
      else if (field === 's') event[name] = this.text()
      else if (field === 'F') event[name] = this.floatList()
      else event[name] = name === 'shape' ? this.shape() : this.intList()
    }
    return event as TraceEvent
  }

  end(): void {
    if (this.i !== this.ints.length || this.f !== this.floats.length) throw badContents()
  }
}

/** Places for lists that occur again; a power of two. */
const knownShapes = 64

function isAt(ints: Int32Array, from: number, list: readonly number[]): boolean {
  for (let k = 0; k < list.length; k++) if (ints[from + k] !== list[k]) return false
  return true
}

/** The list of a number, and of nothing. */
const nothing: readonly number[] = Object.freeze([])

function* readEvents(columns: ColumnReader, count: number): Generator<TraceEvent, void, undefined> {
  const taken: TraceEvent[] = []
  const read = partsReader(columns, count, (event) => taken.push({ ...event }))
  while (!read(1)) yield taken.pop()!
  if (count > 0) yield taken.pop()!
}

type Reused<T extends TraceEvent['type']> = { -readonly [K in keyof TraceEventOf<T>]: TraceEventOf<T>[K] }

const operationType = traceTypeIndex('operation')
const variableType = traceTypeIndex('variable-created')
const stepType = traceTypeIndex('backward-step')
const storedType = traceTypeIndex('gradient-stored')
const droppedType = traceTypeIndex('gradient-dropped')
const statementType = traceTypeIndex('statement-ended')

/** The types that make up nearly all of a trace are read field by field into one object each (a test compares). */
function partsReader(
  columns: ColumnReader,
  count: number,
  take: (event: TraceEvent) => void,
): (most: number) => boolean {
  let read = 0
  const operation: Reused<'operation'> = {
    type: 'operation',
    node: 0,
    name: '',
    generation: 0,
    inputs: nothing,
    outputs: nothing,
    recorded: 0,
    attributes: '',
    line: 0,
    column: 0,
    timeMs: 0,
  }
  const array = { array: 0, dtype: '', shape: nothing, bytes: 0, summary: nothing }
  const variable: Reused<'variable-created'> = {
    type: 'variable-created',
    variable: 0,
    creator: 0,
    generation: 0,
    name: '',
    ...array,
    line: 0,
    column: 0,
  }
  const stored: Reused<'gradient-stored'> = {
    type: 'gradient-stored',
    variable: 0,
    gradient: 0,
    accumulated: 0,
    contribution: 0,
    ...array,
  }
  const step: Reused<'backward-step'> = { type: 'backward-step', pass: 0, node: 0, timeMs: 0 }
  const dropped: Reused<'gradient-dropped'> = { type: 'gradient-dropped', variable: 0, cleared: 0 }
  const statement: Reused<'statement-ended'> = { type: 'statement-ended', depth: 0, line: 0 }
  const readOperation = (isWhole: boolean): void => {
    operation.node = columns.int()
    operation.name = columns.text()
    operation.generation = columns.int()
    operation.inputs = columns.intList()
    operation.outputs = columns.intList()
    operation.recorded = columns.int()
    operation.attributes = isWhole ? columns.text() : ''
    operation.line = columns.int()
    operation.column = columns.int()
    operation.timeMs = isWhole ? columns.float() : 0
    take(operation)
  }
  const readArray = (target: typeof variable | typeof stored): void => {
    target.dtype = columns.text()
    target.shape = columns.shape()
    target.bytes = columns.float()
    target.summary = columns.floatList()
  }
  const readNumber = (target: typeof variable | typeof stored): void => {
    target.dtype = 'float64'
    target.shape = nothing
    target.bytes = 8
    target.summary = [columns.float()]
  }
  const readVariable = (): void => {
    variable.variable = columns.int()
    variable.creator = columns.int()
    variable.generation = columns.int()
    variable.name = columns.text()
    variable.array = columns.int()
    readArray(variable)
    variable.line = columns.int()
    variable.column = columns.int()
    take(variable)
  }
  const readResult = (): void => {
    const [output] = operation.outputs
    if (output === undefined) throw badContents()
    variable.variable = output
    variable.creator = operation.node
    variable.generation = operation.recorded === 0 ? 0 : operation.generation + 1
    variable.name = ''
    variable.array = columns.int()
    readNumber(variable)
    variable.line = operation.line
    variable.column = operation.column
    take(variable)
  }
  const readGradient = (form: 'whole' | 'number' | 'sum'): void => {
    stored.variable = columns.int()
    stored.gradient = columns.int()
    stored.array = columns.int()
    stored.accumulated = form === 'whole' ? columns.int() : form === 'sum' ? 1 : 0
    stored.contribution = form === 'number' ? stored.array : columns.int()
    if (form === 'whole') readArray(stored)
    else readNumber(stored)
    take(stored)
  }
  const readStep = (isTimed: boolean): void => {
    step.pass = columns.int()
    step.node = columns.int()
    step.timeMs = isTimed ? columns.float() : 0
    take(step)
  }
  const readEvent = (index: number): void => {
    switch (index) {
      case operationType:
        return readOperation(true)
      case shortForms.operation:
        return readOperation(false)
      case variableType:
        return readVariable()
      case shortForms.result:
        return readResult()
      case storedType:
        return readGradient('whole')
      case shortForms.gradient:
        return readGradient('number')
      case shortForms.gradientSum:
        return readGradient('sum')
      case stepType:
        return readStep(true)
      case shortForms.step:
        return readStep(false)
      case droppedType:
        dropped.variable = columns.int()
        dropped.cleared = columns.int()
        return take(dropped)
      case statementType:
        statement.depth = columns.int()
        statement.line = columns.int()
        return take(statement)
      default:
        return take(columns.event(index))
    }
  }
  return (most) => {
    const end = Math.min(count, read + most)
    for (; read < end; read++) readEvent(columns.int())
    if (read < count) return false
    columns.end()
    return true
  }
}

interface Header {
  version: number
  first: number
  count: number
  ints: number
  floats: number
  strings: string[]
}

function parseHeader(bytes: Uint8Array): Header {
  let value: unknown
  try {
    value = JSON.parse(decoder.decode(bytes))
  } catch {
    throw badHead()
  }
  const header = value as Partial<Record<keyof Header, unknown>> | null
  if (typeof header !== 'object' || header === null) throw badHead()
  const { version } = header
  if (version !== traceVersion) {
    const isNewer = typeof version === 'number' && version > traceVersion
    throw isNewer ? errorFor('trace-newer', { version, known: traceVersion }) : badHead()
  }
  for (const key of ['first', 'count', 'ints', 'floats'] as const) {
    if (!Number.isSafeInteger(header[key]) || (header[key] as number) < 0) throw badHead()
  }
  if (!Array.isArray(header.strings) || !header.strings.every((text) => typeof text === 'string')) {
    throw badHead()
  }
  return header as Header
}

// A global of every host (Node, worker, page), named here because this layer knows none of them.
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string }
const decoder = new TextDecoder()
