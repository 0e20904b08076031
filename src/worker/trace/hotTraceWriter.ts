// Writes the events of every operation without making an object for each, those of numbers in their short forms. What is
// read of them is what the general `write` would have given (a test compares); the forms are defined in @shared/trace.
import { shortForms, TraceChunkWriter, type TraceEventOf, traceTypeIndex } from '@shared/trace'
import type { StorageStatus } from '../engine/buffers'
import type { DType } from '../engine/dtype'
import type { NDArray } from '../engine/ndarray'
import { ownedBytes, ownerId } from '../engine/memory'
import { summarize, summaryOf } from './summarize'

interface Identified {
  readonly id: number
}

const operationType = traceTypeIndex('operation')
const variableType = traceTypeIndex('variable-created')
const stepType = traceTypeIndex('backward-step')
const storedType = traceTypeIndex('gradient-stored')
const droppedType = traceTypeIndex('gradient-dropped')
const storageType = traceTypeIndex('storage-measured')
const boundType = traceTypeIndex('name-bound')

const nameSlots = 32

export class HotTraceWriter extends TraceChunkWriter {
  /** How many events there were behind the last `moveTo`. */
  private movedAt = -1
  private lastText = ''
  private lastIndex = -1
  private lastType: DType = 'float64'
  private lastTypeIndex = -1
  /** The names of operations that were written last, and their numbers in the table. */
  private readonly names: string[]
  private readonly nameIndices: Int32Array

  /** `before` is a writer that has finished: its columns, grown to the size of a chunk, are used again. */
  constructor(first: number, before?: HotTraceWriter) {
    super(first, before?.ints, before?.floats)
    this.names = (before?.names ?? new Array<string>(nameSlots)).fill('')
    this.nameIndices = before?.nameIndices ?? new Int32Array(nameSlots)
  }

  /** Bytes of the columns so far. They depend on the events alone, not on where chunks end. */
  get columnBytes(): number {
    return this.intCount * 4 + this.floatCount * 8
  }

  /** What follows has sequence number `seq`: events between were told elsewhere. */
  moveTo(seq: number): void {
    if (this.movedAt === this.count && this.count > 0) this.floats[this.floatCount - 1] = seq
    else this.write({ type: 'moved-to', seq })
    this.movedAt = this.count
  }

  operation(
    node: number,
    name: string,
    generation: number,
    inputs: readonly Identified[],
    outputs: readonly Identified[],
    recorded: boolean,
    attributes: string,
    line: number,
    column: number,
    timeMs: number,
  ): void {
    const nameIndex = this.nameIndex(name)
    const attributesIndex = this.cachedString(attributes)
    const ints = this.room(10 + inputs.length + outputs.length)
    let at = this.intCount
    ints[at++] = operationType
    ints[at++] = node
    ints[at++] = nameIndex
    ints[at++] = generation
    ints[at++] = inputs.length
    for (let i = 0; i < inputs.length; i++) ints[at++] = inputs[i]!.id
    ints[at++] = outputs.length
    for (let i = 0; i < outputs.length; i++) ints[at++] = outputs[i]!.id
    ints[at++] = recorded ? 1 : 0
    ints[at++] = attributesIndex
    ints[at++] = line
    ints[at++] = column
    this.intCount = at
    this.float(timeMs)
    this.count++
  }

  /**
   * An operation without attributes, too short to be timed, and its only result, a float64 number of the generation that
   * follows from the operation's: two events.
   */
  numberComputed(
    node: number,
    name: string,
    generation: number,
    inputs: readonly Identified[],
    output: number,
    recorded: boolean,
    line: number,
    column: number,
    array: NDArray,
  ): void {
    const nameIndex = this.nameIndex(name)
    const count = inputs.length
    const ints = this.room(12 + count)
    let at = this.intCount
    ints[at++] = shortForms.operation
    ints[at++] = node
    ints[at++] = nameIndex
    ints[at++] = generation
    ints[at++] = count
    for (let i = 0; i < count; i++) ints[at++] = inputs[i]!.id
    ints[at++] = 1
    ints[at++] = output
    ints[at++] = recorded ? 1 : 0
    ints[at++] = line
    ints[at++] = column
    ints[at++] = shortForms.result
    ints[at++] = ownerId(array)
    this.intCount = at
    this.float(array.scalar)
    this.count += 2
  }

  /** @param isScanned nothing was scanned since the array was (kernels/figures.ts) */
  variableCreated(
    variable: number,
    creator: number,
    generation: number,
    name: string,
    array: NDArray,
    line: number,
    column: number,
    isScanned: boolean,
  ): void {
    const nameIndex = this.cachedString(name)
    const ints = this.room(6)
    let at = this.intCount
    ints[at++] = variableType
    ints[at++] = variable
    ints[at++] = creator
    ints[at++] = generation
    ints[at++] = nameIndex
    ints[at++] = ownerId(array)
    this.intCount = at
    this.array(array, isScanned)
    this.int(line)
    this.int(column)
    this.count++
  }

  backwardStep(pass: number, node: number, timeMs: number): void {
    const ints = this.room(3)
    let at = this.intCount
    ints[at++] = timeMs === 0 ? shortForms.step : stepType
    ints[at++] = pass
    ints[at++] = node
    this.intCount = at
    if (timeMs !== 0) this.float(timeMs)
    this.count++
  }

  /** @param isScanned as for a variable */
  gradientStored(
    variable: number,
    gradient: number,
    array: NDArray,
    accumulated: boolean,
    contribution: NDArray,
    isScanned: boolean,
  ): void {
    const ints = this.room(6)
    let at = this.intCount
    if (array.buffer === null && array.dtype === 'float64' && (accumulated || contribution === array)) {
      ints[at++] = accumulated ? shortForms.gradientSum : shortForms.gradient
      ints[at++] = variable
      ints[at++] = gradient
      ints[at++] = ownerId(array)
      if (accumulated) ints[at++] = ownerId(contribution)
      this.intCount = at
      this.float(array.scalar)
      this.count++
      return
    }
    ints[at++] = storedType
    ints[at++] = variable
    ints[at++] = gradient
    ints[at++] = ownerId(array)
    ints[at++] = accumulated ? 1 : 0
    ints[at++] = ownerId(contribution)
    this.intCount = at
    this.array(array, isScanned)
    this.count++
  }

  gradientDropped(variable: number, cleared: boolean): void {
    const ints = this.room(3)
    let at = this.intCount
    ints[at++] = droppedType
    ints[at++] = variable
    ints[at++] = cleared ? 1 : 0
    this.intCount = at
    this.count++
  }

  /** A name or field (`name` as people read it, `slot` as it is told from others) took a value. */
  nameBound(
    name: string,
    slot: string,
    depth: number,
    kind: TraceEventOf<'name-bound'>['kind'],
    target: number,
    bytes: number,
    shape: readonly number[],
    text: string,
    line: number,
    column: number,
  ): void {
    const nameIndex = this.nameIndex(name)
    const slotIndex = slot === name ? nameIndex : this.string(slot)
    const kindIndex = this.nameIndex(kind)
    const textIndex = this.cachedString(text)
    const ints = this.room(10 + shape.length)
    let at = this.intCount
    ints[at++] = boundType
    ints[at++] = nameIndex
    ints[at++] = slotIndex
    ints[at++] = depth
    ints[at++] = kindIndex
    ints[at++] = target
    ints[at++] = shape.length
    for (let i = 0; i < shape.length; i++) ints[at++] = shape[i]!
    ints[at++] = textIndex
    ints[at++] = line
    ints[at++] = column
    this.intCount = at
    this.float(bytes)
    this.count++
  }

  storageMeasured(status: StorageStatus): void {
    this.int(storageType)
    this.float(status.inUseBytes)
    this.float(status.peakInUseBytes)
    this.float(status.reservedBytes)
    this.float(status.waitingBytes)
    this.float(status.overflowBytes)
    this.count++
  }

  /** dtype, shape, bytes, summary: the same four fields in every event that has an array. */
  private array(array: NDArray, isScanned: boolean): void {
    const dtype = this.dtypeString(array.dtype)
    const { shape } = array
    const ints = this.room(3 + shape.length)
    let at = this.intCount
    ints[at++] = dtype
    ints[at++] = shape.length
    for (let i = 0; i < shape.length; i++) ints[at++] = shape[i]!
    this.float(ownedBytes(array))
    if (array.buffer === null) {
      ints[at++] = 1
      this.intCount = at
      this.float(array.scalar)
      return
    }
    this.intCount = at
    const summary = isScanned ? summaryOf(array) : summarize(array)
    this.int(summary.length)
    for (let i = 0; i < summary.length; i++) this.float(summary[i]!)
  }

  private dtypeString(dtype: DType): number {
    if (dtype === this.lastType && this.lastTypeIndex >= 0) return this.lastTypeIndex
    this.lastType = dtype
    this.lastTypeIndex = this.string(dtype)
    return this.lastTypeIndex
  }

  /** For the names of operations, of which a run has few. */
  private nameIndex(name: string): number {
    const slot = (7 * name.length + name.charCodeAt(0)) % nameSlots
    if (this.names[slot] === name && name !== '') return this.nameIndices[slot]!
    const index = this.string(name)
    this.names[slot] = name
    this.nameIndices[slot] = index
    return index
  }

  /** For texts that are nearly always the same one. */
  private cachedString(text: string): number {
    if (text === this.lastText && this.lastIndex >= 0) return this.lastIndex
    this.lastText = text
    this.lastIndex = this.string(text)
    return this.lastIndex
  }
}
