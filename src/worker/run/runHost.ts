// What the script's runtime reports, passed on to the recorder and the control of the run that is under way.
import type { SourcePosition } from '@shared/failure'
import type { Contained } from '../script/containers'
import type { Drawn, ScriptHost } from '../script/scriptHost'
import { NDArray } from '../engine/ndarray'
import type { Variable } from '../engine/variable'
import { engine } from '../engine/state'
import { HandMadeGraph } from '../trace/handMadeGraph'
import { handMadeInputs, isHandMadeVariable, isVariableInTheMaking } from '../trace/handMadeShapes'
import type { RunRecorder } from '../trace/runRecorder'
import type { RunControl } from './runControl'

type Position = (site?: number) => SourcePosition

interface Present {
  readonly recorder: RunRecorder
  readonly control: RunControl
  readonly position: Position
  readonly handMade: HandMadeGraph
}

/** Outlives single runs, because a session's cells keep their state from run to run. */
export class RunHost implements ScriptHost {
  /** Values of the names of the script's top level, for the report. */
  readonly topLevelNames = new Map<string, unknown>()
  private present: Present | null = null
  /** What goes on is no part of the run. */
  private isQuiet = false

  constructor(readonly control: Int32Array) {}

  begin(recorder: RunRecorder, control: RunControl, position: Position): void {
    const handMade = new HandMadeGraph((event) => recorder.observed(event))
    this.present = { recorder, control, position, handMade }
    this.topLevelNames.clear()
  }

  checkpoint(): number {
    return this.now.control.checkpoint()
  }

  print(text: string, site: number): void {
    this.now.handMade.settle()
    this.now.recorder.output(text, this.at(site))
  }

  metric(name: string, value: number, step: number | undefined, site: number): void {
    this.now.recorder.metric(name, value, step, this.at(site))
  }

  progress(done: number, total: number, label: string): void {
    this.now.recorder.note({ type: 'progress', done, total, label })
  }

  test(name: string, passed: boolean, message: string, site: number): void {
    this.now.recorder.note({ type: 'test', name, passed: passed ? 1 : 0, message, line: this.at(site).line })
  }

  drew(drawing: Drawn, site: number): void {
    this.now.recorder.figure({ type: 'figure-drawn', ...drawing, line: this.at(site).line })
  }

  quietly<T>(work: () => T): T {
    const { recorder } = engine
    const { isQuiet } = this
    engine.recorder = null
    this.isQuiet = true
    try {
      return work()
    } finally {
      engine.recorder = recorder
      this.isQuiet = isQuiet
    }
  }

  graphShown(variable: unknown, site: number): void {
    const { id } = variable as Variable
    this.now.recorder.note({ type: 'graph-shown', variable: id, line: this.at(site).line })
  }

  cellStarted(cell: number, line: number, title: string): void {
    this.now.recorder.note({ type: 'cell-started', cell, line, title })
  }

  cellFinished(cell: number): void {
    this.now.handMade.settle()
    this.now.recorder.note({ type: 'cell-finished', cell })
  }

  bound(name: string, depth: number, value: unknown, site: number): void {
    if (this.isQuiet) return
    if (depth === 0 && name !== 'this') this.topLevelNames.set(name, value)
    if (!isHandMadeVariable(value)) this.now.recorder.names.bound(name, depth, value, this.at(site))
    // An object under construction is told as `this`: that is no name of the script.
    else if (depth === 0 && name !== 'this') this.now.handMade.named(name, value, this.at(site))
  }

  stored(owner: object, key: PropertyKey, path: string, value: unknown, site: number): void {
    if (this.isQuiet) return
    const { handMade, recorder } = this.now
    const inputs = key === 'input' || key === 'inputs' ? handMadeInputs(value) : []
    if (inputs.length > 0) {
      handMade.inputStored(owner, inputs)
      return
    }
    const isField = value instanceof NDArray && (key === 'data' || key === 'grad')
    if (!isField || !isVariableInTheMaking(owner))
      recorder.names.stored(owner, key, path, value, this.at(site))
    else if (key === 'grad') handMade.gradientStored(owner, value, this.at(site))
    else handMade.dataStored(owner, value, this.at(site))
  }

  filled(container: object, kept: number, added: readonly Contained[]): void {
    if (!this.isQuiet) this.now.recorder.names.filled(container, kept, added)
  }

  letGo(containers: readonly object[]): void {
    if (!this.isQuiet) this.now.recorder.names.letGo(containers)
  }

  scopeLeft(depth: number): void {
    if (!this.isQuiet) this.now.recorder.scopeLeft(depth)
  }

  statementEnded(depth: number, site: number): void {
    if (!this.isQuiet) this.now.recorder.statementEnded(depth, this.at(site).line)
  }

  private at(site: number): SourcePosition {
    return this.now.position(site)
  }

  private get now(): Present {
    if (this.present === null) throw new Error('the script reported something outside a run')
    return this.present
  }
}
