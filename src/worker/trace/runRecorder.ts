// Records one run: turns what the engine and the script report into trace events and the digest.
// Knows nothing of who reads them. Never changes what it is told about.
import type { SourcePosition } from '@shared/failure'
import type { TraceEvent, TraceEventOf } from '@shared/trace'
import { storageStatus } from '../engine/buffers'
import { FunctionNode } from '../engine/functionNode'
import type { GraphNode } from '../engine/graphNode'
import { ownedBytes, ownerId } from '../engine/memory'
import type { NDArray } from '../engine/ndarray'
import type { BackwardOptions, Recorder } from '../engine/recorder'
import type { Variable } from '../engine/variable'
import { Digest } from './digest'
import { NamedLeaves } from './namedLeaves'
import { NameRecorder } from './nameRecorder'
import { measure, summarize } from './summarize'
import type { TraceStream } from './traceStream'

/** Operations with smaller results are not timed. */
export const timedElements = 256

/** The storage is measured once in so many operations, and at the end. */
const measuredOperations = 128

export class RunRecorder implements Recorder {
  readonly digest = new Digest()
  /** What names, fields and lists of the script hold. */
  readonly names: NameRecorder
  /** Forward operations and backward steps so far. */
  operations = 0
  private readonly leaves = new NamedLeaves()
  private readonly metricSteps = new Map<string, number>()
  /** Variables without data so far: they are told of when they get some. */
  private readonly boxes = new WeakSet<Variable>()
  private passDepth = 0
  /** Outermost backward passes that ended. */
  passes = 0

  /**
   * @param position where in the script the engine is called from
   * @param clock milliseconds, for durations only
   * @param noteMade tells the script that its present statement made an engine value
   * @param isSilent nothing is recorded: functions of the script are computed again
   */
  constructor(
    private readonly stream: TraceStream,
    private readonly position: () => SourcePosition,
    private readonly clock: () => number,
    private readonly noteMade: () => void,
    private readonly isSilent = false,
  ) {
    this.names = new NameRecorder(stream, isSilent)
  }

  /**
   * Notes what the storage of arrays holds; no part of the digest, since it depends on the machine. Where it is noted does
   * not, so that events have the same numbers everywhere.
   */
  storageMeasured(): void {
    if (!this.isSilent) this.stream.tellStorage(storageStatus())
  }

  /** Reading the clock costs as much as a small operation: it is read again every few events. */
  now(): number {
    return this.stream.lastClock
  }

  /** How long an operation took; below the clock's worth for small arrays, which therefore count as 0. */
  private since(startedMs: number, result: NDArray | null): number {
    if (result === null || result.size < timedElements) return 0
    this.stream.lastClock = this.clock()
    return this.stream.lastClock - startedMs
  }

  variableCreated(leaf: Variable): void {
    this.mayCut('operation')
    this.writeVariable(leaf, -1, false)
  }

  operation(
    node: GraphNode,
    inputs: readonly Variable[],
    outputs: readonly Variable[],
    recorded: boolean,
    attributes: object | null,
    startedMs: number,
  ): void {
    this.beginStep()
    if (
      attributes === null &&
      outputs.length === 1 &&
      this.numberComputed(node, inputs, outputs[0]!, recorded)
    )
      return
    this.digest.text(node.label)
    for (let i = 0; i < inputs.length; i++) this.digest.word(inputs[i]!.id)
    const { line, column } = this.position()
    if (!this.isSilent) {
      this.stream.writer.operation(
        node.id,
        node.label,
        node.generation,
        inputs,
        outputs,
        recorded,
        attributes === null ? '' : JSON.stringify(attributes),
        line,
        column,
        this.since(startedMs, outputs[0]?.data ?? null),
      )
      this.stream.wrote()
    }
    for (let i = 0; i < outputs.length; i++) {
      const output = outputs[i]!
      if (output.data !== null) this.digest.array(output.data)
      this.writeVariable(output, node.id, true)
    }
  }

  /** A forward operation, or a step of backward. */
  private beginStep(): void {
    this.mayCut('operation')
    if (++this.operations % measuredOperations === 0) this.storageMeasured()
  }

  /** The most frequent case in one piece; false when it is another one. */
  private numberComputed(
    node: GraphNode,
    inputs: readonly Variable[],
    output: Variable,
    recorded: boolean,
  ): boolean {
    const { data, generation } = output
    if (data === null || data.buffer !== null || data.dtype !== 'float64' || output.name !== null)
      return false
    if (generation !== (recorded ? node.generation + 1 : 0)) return false
    this.digest.computed(node.label, inputs, data.scalar)
    this.noteMade()
    if (this.isSilent) return true
    const { line, column } = this.position()
    const { stream } = this
    stream.writer.numberComputed(
      node.id,
      node.label,
      node.generation,
      inputs,
      output.id,
      recorded,
      line,
      column,
      data,
    )
    stream.wrote(2)
    return true
  }

  variableNamed(variable: Variable): void {
    const name = variable.name ?? ''
    if (variable.creator === null && name !== '') this.leaves.add(variable, name, this.position())
    this.detail({ type: 'variable-named', variable: variable.id, name })
  }

  unchained(variable: Variable): void {
    this.detail({ type: 'unchained', variable: variable.id })
  }

  dataAssigned(variable: Variable, before: NDArray | null): void {
    const { data } = variable
    if (data === null) return
    this.digest.array(data)
    if (this.boxes.delete(variable)) {
      this.writeVariable(variable, -1, true)
      return
    }
    if (before !== null) this.leaves.updated(variable, before, data)
    if (this.isSilent) return
    const { line, column } = this.position()
    this.stream.write({ type: 'data-assigned', variable: variable.id, ...describeArray(data), line, column })
  }

  backwardStarted(pass: number, variable: Variable, options: BackwardOptions): void {
    this.passDepth++
    const { line, column } = this.position()
    this.detail({
      type: 'backward-started',
      pass,
      variable: variable.id,
      retainGrad: options.retainGrad ? 1 : 0,
      createGraph: options.createGraph ? 1 : 0,
      line,
      column,
    })
  }

  backwardStep(pass: number, node: GraphNode, startedMs: number): void {
    this.beginStep()
    if (this.isSilent) return
    // A library operation has no list of its outputs: one would be made for the question.
    const output = node instanceof FunctionNode ? node.result : node.outputs[0]
    this.stream.writer.backwardStep(pass, node.id, this.since(startedMs, output?.data ?? null))
    this.stream.wrote()
  }

  gradientStored(variable: Variable, accumulated: boolean, contribution: NDArray): void {
    // Not `variable.grad`: looking at that is what a script does, and copies a shared gradient.
    const data = variable.gradientData
    if (data === null) return
    if (data.buffer === null && data.dtype === 'float64') this.digest.float64(data.scalar)
    else this.digest.array(data)
    if (this.isSilent) return
    this.stream.writer.gradientStored(variable.id, variable.gradId, data, accumulated, contribution, true)
    this.stream.wrote()
  }

  gradientDropped(variable: Variable, cleared: boolean): void {
    if (this.isSilent) return
    this.stream.writer.gradientDropped(variable.id, cleared)
    this.stream.wrote()
  }

  backwardFinished(pass: number): void {
    this.passDepth--
    this.detail({ type: 'backward-finished', pass })
    if (this.passDepth > 0) return
    this.passes++
    this.stream.cutter.passFinished()
    for (const { variable, updateRatio } of this.leaves.passEnded()) {
      const data = variable.gradientData
      if (data === null) continue
      const name = variable.name ?? ''
      this.tell({
        type: 'gradient-measured',
        pass,
        variable: variable.id,
        name,
        ...measure(data),
        updateRatio,
      })
    }
  }

  scopeLeft(depth: number): void {
    this.detail({ type: 'scope-left', depth })
  }

  statementEnded(depth: number, line: number): void {
    this.detail({ type: 'statement-ended', depth, line })
    this.stream.cutter.statementEnded(depth, line)
    this.mayCut('statement')
  }

  /** People print to see how far the script came, also when what follows never comes back. */
  output(text: string, at: SourcePosition): void {
    this.digest.text(text)
    this.tell({ type: 'output', text, ...at })
    if (!this.isSilent) this.stream.flushForReader()
  }

  /** Without `step` the metric counts its points itself, from 0. */
  metric(name: string, value: number, step: number | undefined, at: SourcePosition): void {
    const counted = step ?? this.metricSteps.get(name) ?? 0
    this.metricSteps.set(name, counted + 1)
    this.digest.text(name)
    this.digest.number(value)
    this.tell({ type: 'metric', name, step: counted, value, line: at.line })
  }

  /** The script drew into one of its figures; a path follows variables, whose numbers are recorded already. */
  figure(event: TraceEventOf<'figure-drawn'>): void {
    for (const text of [event.figure, event.kind, event.name]) this.digest.text(text)
    for (const list of [event.xs, event.ys, event.values]) for (const value of list) this.digest.number(value)
    this.tell(event)
  }

  /** A detail that somebody else saw, such as a graph of the script's own classes. */
  observed(event: TraceEvent): void {
    if (event.type === 'operation') this.mayCut('operation')
    this.detail(event)
  }

  /** An event that is none of the engine's: cells, tests, progress, the failure at the end. */
  note(event: TraceEvent): void {
    this.tell(event)
  }

  /** Everything so far is told: the run ends, or waits to be looked at. */
  showLast(): void {
    this.stream.showLast(this)
  }

  private tell(event: TraceEvent): void {
    if (!this.isSilent) this.stream.tell(event)
  }

  private detail(event: TraceEvent): void {
    if (!this.isSilent) this.stream.write(event)
  }

  /** Between two operations a stretch of a long run may end. */
  private mayCut(before: 'operation' | 'statement'): void {
    const { stream } = this
    if (stream.length < stream.cutFrom) return
    if (stream.cutter.isEnd(stream.length, before))
      stream.cut({ operations: this.operations, passes: this.passes })
  }

  private writeVariable(variable: Variable, creator: number, isScanned: boolean): void {
    this.noteMade()
    if (this.isSilent) return
    if (variable.data === null) {
      this.boxes.add(variable)
      return
    }
    const { line, column } = this.position()
    const name = variable.name ?? ''
    this.stream.writer.variableCreated(
      variable.id,
      creator,
      variable.generation,
      name,
      variable.data,
      line,
      column,
      isScanned,
    )
    this.stream.wrote()
    if (creator < 0 && variable.name !== null) this.leaves.add(variable, variable.name, { line, column })
  }
}

function describeArray(array: NDArray) {
  return {
    array: ownerId(array),
    dtype: array.dtype,
    shape: array.shape,
    bytes: ownedBytes(array),
    summary: summarize(array),
  }
}
