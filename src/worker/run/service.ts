// The worker's service: runs one script at a time and streams what happens. Knows no thread, page or process.
import { controlSlot, command } from '@shared/control'
import {
  engineVersion,
  modes,
  type ApiEntry,
  type Diagnostic,
  type EngineApi,
  type RunOutcome,
  type RunRequest,
  type TracePort,
} from '@shared/engineApi'
import type { CheckTarget, GradientCheckOutcome } from '@shared/gradientCheck'
import { errorFor, LabError, type Failure, type SourcePosition } from '@shared/failure'
import { bytesMade, liftMemoryLimit, setMemoryLimit } from '../engine/memoryLimit'
import { engine, resetEngine } from '../engine/state'
import { setPatience } from '../kernels/patience'
import { seedRandom } from '../np/state'
import { currentSite, noteMade, returnTo } from '../script/cursor'
import { diagnose } from '../script/diagnose'
import { createScriptSession, type ScriptEnd, type ScriptSession } from '../script/execute'
import { scriptReference } from '../script/reference'
import { describePolicy, type RecordingLimits, recordingLimits } from '../trace/recordingPolicy'
import { RunRecorder } from '../trace/runRecorder'
import { TraceStream } from '../trace/traceStream'
import { setThreads } from '../threads/crew'
import { MemoryGuard } from './memoryGuard'
import { RunControl } from './runControl'
import { RunHost } from './runHost'
import { createScriptEngine } from './scriptEngine'
import { checkHeldGraph } from './heldGraph'
import { reportVariables } from './variableReport'

/**
 * @param control the control block of @shared/control, in shared memory
 * @param limits what of a long run is recorded
 */
export function createEngineService(
  control: Int32Array,
  limits: RecordingLimits = recordingLimits,
): EngineApi {
  const clock = performance.now.bind(performance)
  const host = new RunHost(control)
  let session: ScriptSession | null = null
  /** What the session's runs hold, while their memory is limited. */
  let held: MemoryGuard | null = null
  let running = false
  /** The run whose names and graph the session holds. */
  let heldRun: string | null = null

  /** A session of the script's own, kept for runs of single cells. */
  function scriptSession(request: RunRequest): ScriptSession {
    if (session === null || request.cells === 'all') {
      resetEngine(request.mode)
      seedRandom(request.seed)
      session = createScriptSession(host, createScriptEngine())
    }
    engine.mode = request.mode
    return session
  }

  /** Cells that run later go on with what earlier ones hold. */
  function guardOf({ memoryLimitBytes, cells }: RunRequest): MemoryGuard | null {
    if (memoryLimitBytes === undefined) held = null
    else if (cells === 'all' || held?.limit !== memoryLimitBytes)
      held = new MemoryGuard(memoryLimitBytes, bytesMade)
    return held
  }

  async function run(request: RunRequest, trace: TracePort): Promise<RunOutcome> {
    const started = clock()
    const script = scriptSession(request)
    const position = (site = currentSite()): SourcePosition => script.position(site)
    const guard = guardOf(request)
    const stream = new TraceStream((chunk) => trace.postMessage(chunk, [chunk.buffer]), clock, {
      limits,
      onDetails: (chunk) => guard?.add(chunk),
    })
    const recorder = new RunRecorder(stream, position, clock, noteMade)
    const runControl = new RunControl(
      control,
      clock,
      () => position().line,
      () => recorder.showLast(),
      () => stream.flushWhenDue(),
    )
    let backwardsSkipped = 0
    host.begin(recorder, runControl, position)
    runControl.start(request.timeLimitMs)
    setThreads(request.threads ?? Infinity)
    if (guard !== null) {
      setMemoryLimit(guard.limit, () => {
        stream.flushDetails()
        return guard.live()
      })
    }
    engine.recorder = recorder
    engine.checkpoint = () => runControl.operation()
    setPatience(() => runControl.withinOperation())
    engine.onBackwardSkipped = () => backwardsSkipped++
    engine.site = { get: currentSite, set: returnTo }
    recorder.note({
      type: 'run-started',
      runId: request.runId,
      mode: request.mode,
      seed: request.seed,
      engineVersion,
      policy: describePolicy(limits),
    })
    try {
      const end = await script.run(request.source, request.cells)
      recorder.showLast()
      const durationMs = clock() - started
      const failure = failureOf(end, position)
      if (failure !== undefined) {
        recorder.note({
          type: 'failure',
          code: failure.code,
          message: failure.message,
          hint: failure.hint ?? '',
          line: failure.at?.line ?? 0,
          column: failure.at?.column ?? 0,
        })
      }
      const { operations } = recorder
      const digest = recorder.digest.hex()
      recorder.storageMeasured()
      recorder.note({ type: 'run-finished', status: end.status, digest, operations, durationMs })
      return {
        status: end.status,
        ...(failure === undefined ? {} : { failure }),
        digest,
        operations,
        durationMs,
        backwardsSkipped,
        variables: reportVariables(host.topLevelNames),
      }
    } finally {
      liftMemoryLimit()
      engine.recorder = null
      engine.checkpoint = null
      setPatience(null)
      engine.onBackwardSkipped = null
      engine.site = null
      recorder.showLast()
      // What is no chunk marks the end: the outcome goes another way and may overtake the last chunk.
      trace.postMessage(null, [])
      trace.close()
    }
  }

  /** The functions of the script that are computed again report to nobody, and can be stopped as in a run. */
  function check(script: ScriptSession, target: CheckTarget): GradientCheckOutcome {
    const position = (site = currentSite()): SourcePosition => script.position(site)
    const silent = new TraceStream(() => undefined, clock)
    const nothing = (): void => undefined
    const checkControl = new RunControl(control, clock, () => position().line, nothing, nothing)
    host.begin(new RunRecorder(silent, position, clock, nothing, true), checkControl, position)
    checkControl.start(undefined)
    engine.checkpoint = () => checkControl.operation()
    setPatience(() => checkControl.withinOperation())
    try {
      return checkHeldGraph(script.names(), target, clock)
    } finally {
      engine.checkpoint = null
      setPatience(null)
    }
  }

  return {
    async run(request, trace) {
      const parsed = parseRunRequest(request)
      if (running) throw errorFor('already-running', {})
      running = true
      heldRun = null
      try {
        return await run(parsed, trace)
      } finally {
        running = false
        heldRun = parsed.runId
        Atomics.store(control, controlSlot.command, command.run)
      }
    },
    async checkGradient({ runId, target }) {
      if (running) return { status: 'refused', obstacle: 'busy', message: '' }
      if (session === null || runId !== heldRun)
        return { status: 'refused', obstacle: 'not-held', message: '' }
      try {
        return check(session, target)
      } finally {
        Atomics.store(control, controlSlot.command, command.run)
      }
    },
    async diagnose(source): Promise<readonly Diagnostic[]> {
      return diagnose(source)
    },
    async reference(): Promise<readonly ApiEntry[]> {
      return scriptReference()
    },
  }
}

/** What there is to say about an end that the person did not ask for. */
function failureOf(end: ScriptEnd, position: () => SourcePosition): Failure | undefined {
  if (end.status === 'failed') return end.failure
  if (end.status === 'done' || end.limit === null) return undefined
  const at = position()
  return { ...end.limit, ...(at.line > 0 ? { at } : {}) }
}

/** @throws LabError `usage` naming the field. */
function parseRunRequest(value: unknown): RunRequest {
  const request = value as RunRequest
  const fail = (what: string): never => {
    throw new LabError({ code: 'usage', message: `run: ${what}` })
  }
  if (typeof request !== 'object' || request === null) return fail('the request is not an object')
  if (typeof request.source !== 'string') fail('source is not a text')
  if (typeof request.runId !== 'string') fail('runId is not a text')
  if (!Number.isInteger(request.seed) || request.seed < 0 || request.seed > 2 ** 32 - 1) {
    fail(`seed ${String(request.seed)} is not a whole number from 0 to 4294967295`)
  }
  if (!modes.includes(request.mode))
    fail(`unknown mode ${String(request.mode)}; use one of ${modes.join(', ')}`)
  const { threads } = request
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1)) {
    fail(`the number of threads ${String(threads)} is not a whole number from 1`)
  }
  const { timeLimitMs, memoryLimitBytes } = request
  if (timeLimitMs !== undefined && !(Number.isFinite(timeLimitMs) && timeLimitMs > 0)) {
    fail(`the time limit ${String(timeLimitMs)} is not a number of milliseconds above 0`)
  }
  if (memoryLimitBytes !== undefined && !(Number.isFinite(memoryLimitBytes) && memoryLimitBytes > 0)) {
    fail(`the memory limit ${String(memoryLimitBytes)} is not a number of bytes above 0`)
  }
  return request
}
