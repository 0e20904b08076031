// The run that the window shows: started here, or read back from the store. Both go through the same feed.
import { command } from '@shared/control'
import { engineVersion, type Mode, type RunOutcome, type RunRequest } from '@shared/engineApi'
import { coversScriptInSlices, digestsAgree, type Divergence, divergenceInSlices } from '@shared/divergence'
import { type Failure, LabError } from '@shared/failure'
import type { RunRecord } from '@shared/session'
import { createTraceState, type TraceState } from '@shared/traceState'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { translate } from '../i18n'
import { engine } from '../platform/engine'
import { sessionService } from '../platform/services'
import { useNotices } from '../ui/notices'
import { useSettings } from '../ui/settings'
import { ChunkFeed } from './chunkFeed'
import { readTrace } from './readTrace'
import { RunKeeper } from './runKeeper'
import { throughSlices } from './turns'
import { resourcesOf, threadsOf } from './runResources'

export type RunState = 'idle' | 'running' | 'paused' | 'done' | 'failed' | 'stopped'

/** What came of computing a run again. */
export interface Verification {
  readonly runId: string
  readonly digest: string
  /** Null: the digests are the same. */
  readonly divergence: Divergence | null
}

/** A run that came to an end by itself has a digest to compare with. */
export function canVerify({ status, digest }: RunRecord): boolean {
  return (status === 'done' || status === 'failed') && digest !== null && digest !== ''
}

/** How far one step goes. */
type StepUnit = 'operation' | 'line'
const stepCommands = { operation: command.stepOperation, line: command.stepLine } as const

export const useRun = defineStore('run', () => {
  const notices = useNotices()
  const { values: settings } = useSettings()
  const trace = shallowRef<TraceState>(createTraceState())
  const status = ref<RunState>('idle')
  /** The run whose trace is shown. */
  const shown = shallowRef<RunRecord | null>(null)
  const isReplay = ref(false)
  /** What ended a run without a word in its trace: a lost worker or host. */
  const lastFailure = shallowRef<Failure | null>(null)
  const outcome = shallowRef<RunOutcome | null>(null)
  const isVerifying = ref(false)
  /** Of the shown run, until another one is shown. */
  const verification = shallowRef<Verification | null>(null)
  const runs = shallowRef<readonly RunRecord[]>([])
  const isBusy = computed(() => status.value === 'running' || status.value === 'paused')
  let feed = newFeed()
  /** The session whose runs are listed. */
  let sessionId = ''

  function newFeed(): ChunkFeed {
    return new ChunkFeed(
      createTraceState('thinned'),
      (state) => (trace.value = state),
      (thrown) => notices.tellFailure(thrown, () => translate('run.traceBroken')),
    )
  }

  function show(record: RunRecord | null): void {
    feed.close()
    trace.value = createTraceState()
    feed = newFeed()
    shown.value = record
    lastFailure.value = null
    outcome.value = null
    verification.value = null
  }

  /**
   * Runs a text. Resolves when the run has ended, has been drawn and has been kept.
   * @param until where it pauses by itself: before its first operation, or at its first line
   */
  async function start(
    session: { readonly id: string; readonly seed: number; readonly mode: Mode },
    source: string,
    cells: RunRequest['cells'] = 'all',
    until?: StepUnit,
  ): Promise<RunOutcome> {
    const request: RunRequest = {
      runId: crypto.randomUUID(),
      source,
      seed: session.seed,
      mode: session.mode,
      cells,
      ...(settings.timeLimitSeconds > 0 ? { timeLimitMs: settings.timeLimitSeconds * 1000 } : {}),
      ...resourcesOf(settings),
    }
    const record: RunRecord = {
      id: request.runId,
      sessionId: session.id,
      source,
      seed: request.seed,
      mode: request.mode,
      engineVersion,
      startedAt: Date.now(),
      status: 'running',
      digest: null,
      operations: 0,
      durationMs: null,
      failure: null,
      chunks: 0,
    }
    show(record)
    isReplay.value = false
    status.value = 'running'
    let waitNotice: number | null = null
    const endWait = (): void => {
      if (waitNotice !== null) notices.close(waitNotice)
      waitNotice = null
    }
    const keeper = new RunKeeper(sessionService, record, {
      onTrouble: (thrown) => (waitNotice = notices.tellFailure(thrown, () => translate('run.waitsToBeKept'))),
      onKept: endWait,
      onGivenUp: (thrown) => {
        endWait()
        notices.tellFailure(thrown, () => translate('run.notKept'))
      },
    })
    const target = feed
    const take = (bytes: Uint8Array): void => {
      target.push(bytes)
      keeper.append(bytes)
    }
    const pauses = (): void => {
      if (feed === target && status.value === 'running') status.value = 'paused'
    }
    const ended = await engine.run(
      request,
      take,
      until === undefined ? undefined : { command: stepCommands[until], given: pauses },
    )
    // Stopping is felt at once; what the run has told until then is drawn and kept behind it.
    if (ended.status === 'stopped' && feed === target) status.value = 'stopped'
    const state = await target.drained()
    const full: RunOutcome = ended.operations > 0 ? ended : { ...ended, operations: state.steps.length }
    if (feed === target) {
      outcome.value = full
      status.value = full.status
      const told = state.outputs.some(({ kind }) => kind === 'failure')
      lastFailure.value = told ? null : (full.failure ?? null)
    }
    await keeper.finish(full)
    if (sessionId === session.id) await refreshRuns(session.id)
    if (feed === target) shown.value = runs.value.find(({ id }) => id === record.id) ?? shown.value
    return full
  }

  /**
   * Computes the shown run again, in a fresh worker with its source, seed and mode, and compares what was recorded and,
   * when this engine recorded it, the digests. Without a divergence they are the same.
   * @throws LabError when the run cannot be done again.
   */
  async function verify(): Promise<Verification> {
    const record = shown.value
    if (record === null || !canVerify(record))
      throw new LabError({ code: 'usage', message: translate('run.noDigest') })
    isVerifying.value = true
    verification.value = null
    try {
      const kept: Uint8Array[] = []
      await readTrace(sessionService, record, (chunk) => kept.push(chunk))
      if (!(await throughSlices(coversScriptInSlices(record.source, kept, record.status)))) {
        throw new LabError({
          code: 'usage',
          message: translate('run.someCells'),
          hint: translate('run.someCellsHint'),
        })
      }
      const again: Uint8Array[] = []
      const { source, seed, mode } = record
      const request: RunRequest = {
        runId: crypto.randomUUID(),
        source,
        seed,
        mode,
        cells: 'all',
        ...threadsOf(settings),
      }
      const ended = await engine.run(request, (bytes) => again.push(bytes))
      if (ended.status === 'stopped')
        throw new LabError({ code: 'stopped', message: translate('run.verifyStopped') })
      const nothing = { step: 0, what: 'digest', line: 0, kept: record.digest!, again: ended.digest }
      // The recorded values count too: a trace that was altered may still carry the digest of the true one.
      const isSame = digestsAgree(record, ended.digest)
      const divergence = (await throughSlices(divergenceInSlices(kept, again))) ?? (isSame ? null : nothing)
      const result: Verification = { runId: record.id, digest: ended.digest, divergence }
      if (shown.value?.id === record.id) verification.value = result
      return result
    } finally {
      isVerifying.value = false
    }
  }

  async function stop(): Promise<void> {
    await engine.stop()
  }

  async function pause(): Promise<void> {
    await engine.control(command.pause)
    if (status.value === 'running') status.value = 'paused'
  }

  async function resume(): Promise<void> {
    await engine.control(command.run)
    if (status.value === 'paused') status.value = 'running'
  }

  /** Lets a run that is under way do one operation, or go on to the next line, and then wait. */
  async function step(unit: StepUnit): Promise<void> {
    await engine.control(stepCommands[unit])
    if (status.value === 'running') status.value = 'paused'
  }

  async function refreshRuns(id: string): Promise<void> {
    sessionId = id
    runs.value = await sessionService.listRuns(id)
  }

  /** Shows a kept run from its trace; nothing is computed. */
  async function openRun(id: string): Promise<void> {
    if (isBusy.value) return
    const record = await sessionService.openRun(id)
    show(record)
    isReplay.value = true
    status.value = record.status === 'running' ? 'stopped' : record.status
    lastFailure.value = null
    const target = feed
    await readTrace(
      sessionService,
      record,
      (chunk) => target.push(chunk),
      () => feed === target,
    )
    const state = await target.drained()
    if (feed !== target) return
    const told = state.outputs.some(({ kind }) => kind === 'failure')
    lastFailure.value = told ? null : record.failure
  }

  /** Shows a trace that is no kept run, such as one of the compared modes. */
  function lookAt(state: TraceState): void {
    if (isBusy.value || trace.value === state) return
    show(null)
    trace.value = state
    status.value = state.end?.status ?? 'idle'
    isReplay.value = false
  }

  /** Another session is open: its runs, its last one shown. */
  async function openSession(id: string): Promise<void> {
    if (isBusy.value) await stop()
    show(null)
    status.value = 'idle'
    isReplay.value = false
    await refreshRuns(id)
  }

  function hostLost(reason: string): void {
    engine.hostLost(reason)
    notices.tell(
      'warning',
      () => translate('host.lost'),
      () => translate('host.lostHint'),
    )
  }

  return {
    trace,
    status,
    shown,
    isReplay,
    isBusy,
    isVerifying,
    verification,
    lastFailure,
    outcome,
    runs,
    start,
    verify,
    stop,
    pause,
    resume,
    step,
    openRun,
    lookAt,
    openSession,
    refreshRuns,
    hostLost,
  }
})
