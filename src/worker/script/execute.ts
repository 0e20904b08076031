// Runs compiled scripts and says how they ended. One session keeps the names of its cells from run to run.
import type { RunRequest } from '@shared/engineApi'
import type { Failure, SourcePosition } from '@shared/failure'
import './elementAccess'
import './numberConversion'
import { Interruption } from '../run/interruption'
import { compile, type CompiledScript } from './compile'
import { cursor } from './cursor'
import { createDeterministicGlobals, ScriptClock, ScriptTimers } from './deterministic'
import { createLabFunctions } from './labFunctions'
import { languageGlobals } from './languageGlobals'
import { takeRejection } from './rejections'
import { ScriptRuntime } from './runtime'
import type { ScriptEngine, ScriptHost } from './scriptHost'
import { toScriptFailure, type Unit } from './scriptFailure'
import { nextTurn } from './turn'

export type ScriptEnd =
  | { readonly status: 'done' }
  | { readonly status: 'failed'; readonly failure: Failure }
  /** By a limit, or by the person. */
  | { readonly status: 'stopped'; readonly limit: Failure | null }

export interface ScriptSession {
  /** Never rejects for what the script does. The text is checked first: one that does not parse fails as `syntax`. */
  run(source: string, cells: RunRequest['cells']): Promise<ScriptEnd>
  /** Where in the text a call site stands; line 0 when nothing has been called. */
  position(site: number): SourcePosition
  /** The values of the script's top-level names that have one. */
  names(): ReadonlyMap<string, unknown>
}

// Taken before any script runs: a script can neither name nor replace it.
const createFunction = (() => undefined).constructor as (
  ...parts: string[]
) => (...args: unknown[]) => unknown

/** The person's own frames must not be pushed out of a trace by the engine's. */
const traceFrames = 100
const errors = Error as ErrorConstructor & { stackTraceLimit?: number }

export function createScriptSession(host: ScriptHost, engine: ScriptEngine): ScriptSession {
  const clock = new ScriptClock()
  const timers = new ScriptTimers(clock)
  const globals: Readonly<Record<string, unknown>> = {
    ...languageGlobals,
    ...createDeterministicGlobals(clock, timers, () => engine.random()),
    ...engine.globals,
    ...createLabFunctions(host, engine),
  }
  const globalNames = new Set(Object.keys(globals))
  // Site 0 is nowhere.
  const sites: SourcePosition[] = [{ line: 0, column: 0 }]
  const units: Unit[] = []
  let cells: CompiledScript['cells'] = []
  const runtime = new ScriptRuntime(host, engine, globals, (cell) => ({
    line: Math.max(1, cells[cell]!.markerLine),
    title: cells[cell]!.title,
  }))

  function keptNames(): Map<string, 'live' | 'value'> {
    return new Map(
      Object.entries(Object.getOwnPropertyDescriptors(runtime.kept)).map(([name, pair]) => [
        name,
        'value' in pair ? 'value' : 'live',
      ]),
    )
  }

  function load(script: CompiledScript): () => unknown {
    const unit = units.push({ script }) - 1
    const code = `${script.code}\n//# sourceURL=dezero-lab-script-${unit}`
    const make = createFunction('$lab', '$labs', '$labf', '$labq', '$labv', ...script.names, code)
    const values = script.names.map((name) => globals[name])
    const quiet = runtime.quietSitesFor(sites.length)
    return make(runtime, cursor, host.control, quiet, runtime.kept, ...values) as () => unknown
  }

  /** Lets promises and timers go on until `work` is settled; a script that waits for nothing fails. */
  async function settle(work: Promise<unknown>): Promise<void> {
    let settled = false
    const done = (): void => {
      settled = true
    }
    work.then(done, done)
    for (;;) {
      await nextTurn()
      if (settled) break
      host.checkpoint(cursor.site)
      if (!timers.pending) throw new StalledError()
      timers.runNext()
    }
    await work
  }

  async function execute(main: () => unknown): Promise<void> {
    const result = main()
    if (result instanceof Promise) await settle(result)
    // What was started without await is part of the run.
    while (runtime.loosePromises.length > 0 || timers.pending) {
      const loose = runtime.loosePromises.splice(0)
      if (loose.length > 0) await settle(Promise.all(loose))
      else {
        host.checkpoint(cursor.site)
        timers.runNext()
        await nextTurn()
      }
    }
    // The realm tells of failed promises in a turn of its own, which it asks for after this one.
    await nextTurn()
    await nextTurn()
    const unseen = takeRejection()
    if (unseen !== undefined) throw unseen.reason
  }

  return {
    async run(source, range) {
      const compiled = compile(source, {
        globals: globalNames,
        kept: keptNames(),
        firstSite: sites.length,
        cells: range,
      })
      if (!compiled.ok) return { status: 'failed', failure: syntaxFailure(compiled.diagnostics[0]!) }
      for (const site of compiled.sites) sites.push(site)
      cells = compiled.cells
      runtime.begin()
      takeRejection()
      timers.clear()
      const traceLimit = errors.stackTraceLimit
      errors.stackTraceLimit = traceFrames
      try {
        await execute(load(compiled))
        return { status: 'done' }
      } catch (thrown) {
        if (thrown instanceof Interruption) return { status: 'stopped', limit: thrown.limit }
        const at = thrown === runtime.lastThrown.value ? runtime.lastThrown.site : cursor.site
        return { status: 'failed', failure: toScriptFailure(thrown, units, sites[at], globalNames) }
      } finally {
        errors.stackTraceLimit = traceLimit
        timers.clear()
      }
    },
    position: (site) => sites[site] ?? sites[0]!,
    names() {
      const found = new Map<string, unknown>()
      for (const name of Object.keys(runtime.kept)) {
        const value = runtime.kept[name]
        if (value !== runtime.hole) found.set(name, value)
      }
      return found
    },
  }
}

/** The script awaits something that nothing will ever settle. */
class StalledError extends Error {
  override readonly name = 'StalledError'
  readonly hint = 'call resolve or reject of the promise that is awaited'
  constructor() {
    super('the script waits for a promise that nothing settles')
  }
}

function syntaxFailure(diagnostic: {
  message: string
  hint?: string
  line: number
  column: number
}): Failure {
  const { message, hint, line, column } = diagnostic
  return { code: 'syntax', message, ...(hint === undefined ? {} : { hint }), at: { line, column } }
}
