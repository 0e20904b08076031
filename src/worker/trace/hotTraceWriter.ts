// Writes the five events of every operation without making an object for each. The bytes are those that the general
// `write` gives (a test compares them); the form itself is defined in @shared/trace.
import { TraceChunkWriter, traceTypeIndex } from '@shared/trace'
import type { NDArray } from '../engine/ndarray'
import { ownedBytes, ownerId } from '../engine/memory'
import { summarize } from './summarize'

interface Identified {
  readonly id: number
}

const operationType = traceTypeIndex('operation')
const variableType = traceTypeIndex('variable-created')
const stepType = traceTypeIndex('backward-step')
const storedType = traceTypeIndex('gradient-stored')
const droppedType = traceTypeIndex('gradient-dropped')

export class HotTraceWriter extends TraceChunkWriter {
  private lastText = ''
  private lastIndex = -1

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
    this.int(operationType)
    this.int(node)
    this.int(this.string(name))
    this.int(generation)
    this.ids(inputs)
    this.ids(outputs)
    this.int(recorded ? 1 : 0)
    this.int(this.cachedString(attributes))
    this.int(line)
    this.int(column)
    this.float(timeMs)
    this.count++
  }

  variableCreated(
    variable: number,
    creator: number,
    generation: number,
    name: string,
    array: NDArray,
    line: number,
    column: number,
  ): void {
    this.int(variableType)
    this.int(variable)
    this.int(creator)
    this.int(generation)
    this.int(this.cachedString(name))
    this.int(ownerId(array))
    this.array(array)
    this.int(line)
    this.int(column)
    this.count++
  }

  backwardStep(pass: number, node: number, timeMs: number): void {
    this.int(stepType)
    this.int(pass)
    this.int(node)
    this.float(timeMs)
    this.count++
  }

  gradientStored(
    variable: number,
    gradient: number,
    array: NDArray,
    accumulated: boolean,
    contribution: NDArray,
  ): void {
    this.int(storedType)
    this.int(variable)
    this.int(gradient)
    this.int(ownerId(array))
    this.int(accumulated ? 1 : 0)
    this.int(ownerId(contribution))
    this.array(array)
    this.count++
  }

  gradientDropped(variable: number, cleared: boolean): void {
    this.int(droppedType)
    this.int(variable)
    this.int(cleared ? 1 : 0)
    this.count++
  }

  /** dtype, shape, bytes, summary: the same four fields in every event that has an array. */
  private array(array: NDArray): void {
    this.int(this.string(array.dtype))
    const { shape } = array
    this.int(shape.length)
    for (let i = 0; i < shape.length; i++) this.int(shape[i]!)
    this.float(ownedBytes(array))
    if (array.buffer === null) {
      this.int(1)
      this.float(array.scalar)
      return
    }
    const summary = summarize(array)
    this.int(summary.length)
    for (let i = 0; i < summary.length; i++) this.float(summary[i]!)
  }

  private ids(list: readonly Identified[]): void {
    this.int(list.length)
    for (let i = 0; i < list.length; i++) this.int(list[i]!.id)
  }

  /** For texts that are nearly always the same one. */
  private cachedString(text: string): number {
    if (text === this.lastText && this.lastIndex >= 0) return this.lastIndex
    this.lastText = text
    this.lastIndex = this.string(text)
    return this.lastIndex
  }
}
