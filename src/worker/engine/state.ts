// The engine's state of one run: flags, counters, hooks. Knows nothing of arrays, scripts or traces.
import type { Mode } from '@shared/engineApi'
import { forgetBuffers } from './buffers'
import type { Recorder } from './recorder'
import type { Variable } from './variable'

/** The book's `Config`. */
export interface EngineConfig {
  /** False: functions are computed but not recorded, so nothing holds their inputs. */
  enableBackprop: boolean
  /** False: dropout and batch normalisation behave as when the model is used. */
  train: boolean
}

export interface EngineState {
  readonly config: EngineConfig
  /** Receives every operation of the run; null: nobody records. */
  recorder: Recorder | null
  /** `retain-grad` and `create-graph` change what backward() does by default; `no-grad` records nothing at all. */
  mode: Mode
  /** Called before every operation and every backward step; may throw (interrupt) or block (pause). */
  checkpoint: (() => void) | null
  /** Told of a backward() that `no-grad` skipped. */
  onBackwardSkipped: ((variable: Variable) => void) | null
  /** The script's present call site. A function of the script moves it while it computes, and it is put back. */
  site: { get(): number; set(site: number): void } | null
  /** What the last finished backward() started from, kept so that its gradient can be checked after the run. */
  lastBackward: Variable | null
  /** Next free ids; they count from 0 within a run. */
  nextVariable: number
  nextNode: number
  nextPass: number
  nextArray: number
}

/** The one engine of this realm. */
export const engine: EngineState = {
  config: { enableBackprop: true, train: true },
  recorder: null,
  mode: 'default',
  checkpoint: null,
  onBackwardSkipped: null,
  site: null,
  lastBackward: null,
  nextVariable: 0,
  nextNode: 0,
  nextPass: 0,
  nextArray: 0,
}

/** Back to the state in which a run starts. Hooks are taken off: who runs the script sets them again. */
export function resetEngine(mode: Mode = 'default'): void {
  engine.config.enableBackprop = true
  engine.config.train = true
  engine.recorder = null
  engine.mode = mode
  engine.checkpoint = null
  engine.onBackwardSkipped = null
  engine.site = null
  engine.lastBackward = null
  engine.nextVariable = 0
  engine.nextNode = 0
  engine.nextPass = 0
  engine.nextArray = 0
  forgetBuffers()
}

/** True when the next operation will be part of the graph. */
export function isRecording(): boolean {
  return engine.config.enableBackprop && engine.mode !== 'no-grad'
}
