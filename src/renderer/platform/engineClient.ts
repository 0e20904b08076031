// The window's hold on the engine: one host page, one worker, every call settled whatever dies.
// Knows Comlink and ports; knows nothing of Vue, stores or what a trace means.
import { command } from '@shared/control'
import type { ApiEntry, Diagnostic, EngineApi, HostApi, RunOutcome, RunRequest } from '@shared/engineApi'
import { errorFor, type Failure, failureFor, LabError, toFailure } from '@shared/failure'
import type { GradientCheckOutcome, GradientCheckRequest } from '@shared/gradientCheck'
import * as Comlink from 'comlink'

/** A run that ignores the interrupt for this long loses its worker. */
export const stopGraceMs = 400
const hostBoundMs = 15_000
const diagnoseBoundMs = 10_000
/** The outcome may overtake the last chunks, which come through another port: their end marker must follow within this. */
const drainBoundMs = 15_000

const killed = failureFor('script-killed', {})

/** Where a port to the engine host page comes from; called again after a host was lost. */
export type ConnectHost = () => Promise<MessagePort>

/** A lifetime: calls raced against it reject with the failure it ended with. */
class Lifetime {
  private readonly rejects = new Set<(error: LabError) => void>()
  private ended: LabError | null = null

  end(failure: Failure): void {
    if (this.ended !== null) return
    this.ended = new LabError(failure)
    for (const reject of this.rejects) reject(this.ended)
    this.rejects.clear()
  }

  /** Settles as `call` does, or rejects when the lifetime ends or `boundMs` (0 = none) has passed. */
  race<T>(call: PromiseLike<T>, what: string, boundMs: number): Promise<T> {
    if (this.ended !== null) return Promise.reject(this.ended)
    return new Promise<T>((resolve, reject) => {
      const timer =
        boundMs === 0
          ? undefined
          : setTimeout(() => settle(() => reject(errorFor('no-answer', { call: what }))), boundMs)
      const settle = (finish: () => void) => {
        clearTimeout(timer)
        this.rejects.delete(reject)
        finish()
      }
      this.rejects.add(reject)
      call.then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => settle(() => reject(new LabError(toFailure(error)))),
      )
    })
  }
}

interface HostLink {
  readonly api: Comlink.Remote<HostApi<MessagePort>>
  readonly port: MessagePort
  readonly life: Lifetime
}

interface WorkerLink {
  readonly engine: Comlink.Remote<EngineApi>
  readonly port: MessagePort
  readonly life: Lifetime
}

export class EngineClient {
  private host: Promise<HostLink> | null = null
  private worker: Promise<WorkerLink> | null = null
  private active: { readonly worker: Promise<WorkerLink>; stopped: boolean; hasSettled: boolean } | null =
    null
  private checking: Promise<GradientCheckOutcome> | null = null
  private diagnosing = false
  private known: readonly ApiEntry[] | null = null

  /** @param memoryLimitBytes for runs that bring no limit of their own */
  constructor(
    private readonly connect: ConnectHost,
    private readonly graceMs = stopGraceMs,
    readonly memoryLimitBytes?: number,
  ) {}

  get isRunning(): boolean {
    return this.active !== null
  }

  /**
   * Runs a script. Trace chunks go to `onChunk` in order; a message that is no chunk marks the end of the trace.
   * Always resolves: a dead worker or host is an outcome.
   * @param first what the script finds at its first checkpoint, such as a step; `given` is called once it is told
   * @throws LabError `usage` when a run is under way.
   */
  async run(
    request: RunRequest,
    onChunk: (bytes: Uint8Array) => void,
    first?: { readonly command: number; readonly given: () => void },
  ): Promise<RunOutcome> {
    if (this.active !== null) throw errorFor('already-running', {})
    const startedAt = performance.now()
    const worker = request.cells === 'all' ? this.freshWorker() : (this.worker ?? this.freshWorker())
    const active = { worker, stopped: false, hasSettled: false }
    this.active = active
    const { port1, port2 } = new MessageChannel()
    const drained = new Promise<void>((resolve) => {
      port1.onmessage = (event: MessageEvent<unknown>) => {
        if (event.data instanceof Uint8Array) onChunk(event.data)
        else resolve()
      }
    })
    try {
      const link = await worker
      if (request.cells !== 'all') {
        await this.stopCheck()
        await this.control(command.run)
      }
      if (first !== undefined && !active.stopped) {
        await this.control(first.command)
        first.given()
      }
      const call = link.engine.run(this.limited(request), Comlink.transfer(port2, [port2]))
      const outcome = await link.life.race(call, 'run', 0)
      active.hasSettled = true
      await link.life.race(drained, 'the last part of the trace', drainBoundMs)
      return outcome
    } catch (thrown) {
      const failure = toFailure(thrown)
      const status = active.stopped || failure.code === 'stopped' ? 'stopped' : 'failed'
      return {
        status,
        // A killed worker says what was lost with it; a lost host after Stop is just a stop.
        ...(status === 'failed' || failure.code === 'stopped' ? { failure } : {}),
        digest: '',
        operations: 0,
        durationMs: performance.now() - startedAt,
        variables: {},
        backwardsSkipped: 0,
      }
    } finally {
      this.active = null
      port1.close()
    }
  }

  private limited(request: RunRequest): RunRequest {
    const { memoryLimitBytes } = this
    return memoryLimitBytes === undefined ? request : { memoryLimitBytes, ...request }
  }

  /** Interrupts the run; a worker that does not settle within the grace is killed. Resolves when told, not when ended. */
  async stop(): Promise<void> {
    const active = this.active
    if (active === null) {
      await this.stopCheck()
      return
    }
    active.stopped = true
    const timer = setTimeout(() => {
      if (this.active === active && !active.hasSettled) this.killWorker(killed)
    }, this.graceMs)
    try {
      await this.control(command.interrupt)
    } catch (thrown) {
      clearTimeout(timer)
      this.killWorker(toFailure(thrown))
    }
  }

  /**
   * Checks a gradient of the run that the worker still holds. Always resolves. A run that starts meanwhile ends it.
   */
  async checkGradient(request: GradientCheckRequest): Promise<GradientCheckOutcome> {
    const refuse = (obstacle: 'busy' | 'not-held'): GradientCheckOutcome => ({
      status: 'refused',
      obstacle,
      message: '',
    })
    if (this.active !== null || this.checking !== null) return refuse('busy')
    if (this.worker === null) return refuse('not-held')
    this.checking = this.askForCheck(this.worker, request)
    try {
      return await this.checking
    } finally {
      this.checking = null
    }
  }

  private async askForCheck(
    worker: Promise<WorkerLink>,
    request: GradientCheckRequest,
  ): Promise<GradientCheckOutcome> {
    try {
      const link = await worker
      // A stop that came too late for the check before must not end this one.
      await this.control(command.run)
      const call: Promise<GradientCheckOutcome> = link.engine.checkGradient(request)
      return await link.life.race(call, 'check gradient', 0)
    } catch (thrown) {
      const failure = toFailure(thrown)
      if (failure.code === 'bug') throw thrown
      const obstacle = this.worker === worker || failure.code === 'host-lost' ? 'lost' : 'stopped'
      return { status: 'refused', obstacle, message: failure.message }
    }
  }

  /** Interrupts a check that is under way; one that does not heed it loses its worker, and the graph with it. */
  private async stopCheck(): Promise<void> {
    const { checking } = this
    if (checking === null) return
    const timer = setTimeout(() => this.killWorker(killed), this.graceMs)
    try {
      await this.control(command.interrupt)
      await checking
    } finally {
      clearTimeout(timer)
    }
  }

  /** Pause, step and resume: writes the control flag of the present worker. */
  async control(value: number, breakLine = 0): Promise<void> {
    const host = await this.hostLink()
    await host.life.race(host.api.control(value, breakLine), 'control', hostBoundMs)
  }

  /** Messages about a text, or null when the engine is busy or away: then the last ones stay. */
  async diagnose(source: string): Promise<readonly Diagnostic[] | null> {
    if (this.active !== null || this.checking !== null || this.diagnosing) return null
    this.diagnosing = true
    try {
      const link = await (this.worker ?? this.freshWorker())
      return await link.life.race(link.engine.diagnose(source), 'diagnose', diagnoseBoundMs)
    } catch (thrown) {
      const { code } = toFailure(thrown)
      if (code === 'bug') throw thrown
      return null
    } finally {
      this.diagnosing = false
    }
  }

  /** Every name of the script API, or null when the engine is busy or away: then ask again. Asked once, kept. */
  async reference(): Promise<readonly ApiEntry[] | null> {
    if (this.known !== null) return this.known
    if (this.active !== null || this.diagnosing) return null
    const worker = this.worker ?? this.freshWorker()
    try {
      const link = await worker
      this.known = await link.life.race(link.engine.reference(), 'reference', diagnoseBoundMs)
    } catch (thrown) {
      if (toFailure(thrown).code === 'bug') throw thrown
    }
    return this.known
  }

  /** The host's process is gone: settles everything that waits for it; the next call connects anew. */
  hostLost(reason: string): void {
    const failure = failureFor('host-lost', { detail: reason })
    const { host, worker } = this
    this.host = null
    this.worker = null
    endWith(host, failure)
    endWith(worker, failure)
  }

  private freshWorker(): Promise<WorkerLink> {
    const before = this.worker
    endWith(before, failureFor('worker-replaced', {}))
    const next = this.openWorker()
    this.worker = next
    next.catch(() => {
      if (this.worker === next) this.worker = null
    })
    return next
  }

  private async openWorker(): Promise<WorkerLink> {
    const host = await this.hostLink()
    const port = await host.life.race(host.api.freshWorker(), 'fresh worker', hostBoundMs)
    return { engine: Comlink.wrap<EngineApi>(port), port, life: new Lifetime() }
  }

  private killWorker(failure: Failure): void {
    endWith(this.worker, failure)
    this.worker = null
    // Asking for a fresh worker is what terminates the old one.
    void this.freshWorker().catch(() => undefined)
  }

  private hostLink(): Promise<HostLink> {
    if (this.host !== null) return this.host
    const link = this.connect().then((port) => ({
      api: Comlink.wrap<HostApi<MessagePort>>(port),
      port,
      life: new Lifetime(),
    }))
    this.host = link
    link.catch(() => {
      if (this.host === link) this.host = null
    })
    return link
  }
}

/** Ends a link now, or as soon as it opens. A link that never opened has nobody waiting on its life. */
function endWith(link: Promise<{ life: Lifetime; port: MessagePort }> | null, failure: Failure): void {
  link?.then(
    ({ life, port }) => {
      life.end(failure)
      port.close()
    },
    () => undefined,
  )
}
