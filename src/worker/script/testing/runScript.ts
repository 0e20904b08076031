// Runs one script on the real engine and collects what it reported.
import { resetEngine } from '../../engine/state'
import { seedRandom } from '../../np/state'
import { createScriptEngine } from '../../run/scriptEngine'
import type { Failure } from '@shared/failure'
import { createScriptSession, type ScriptEnd, type ScriptSession } from '../execute'
import type { ScriptHost } from '../scriptHost'

export interface Report {
  readonly printed: string[]
  readonly events: string[]
  readonly lines: number[]
  readonly metrics: [string, number, number | undefined][]
  readonly tests: [string, boolean, string][]
}

export interface Ran extends Report {
  readonly end: ScriptEnd
  readonly failure: Failure | undefined
  readonly session: ScriptSession
}

export interface Harness extends Report {
  readonly session: ScriptSession
  readonly control: Int32Array
}

/** A session whose host keeps a list of everything. */
/** @param onCheckpoint is told the line */
export function createHarness(onCheckpoint: (line: number) => void = () => undefined): Harness {
  resetEngine()
  seedRandom(0)
  const report = { printed: [], events: [], lines: [], metrics: [], tests: [] } as Report
  const control = new Int32Array(2)
  const host: ScriptHost = {
    control,
    checkpoint: (site) => (onCheckpoint(session.position(site).line), 64),
    print(text, site) {
      report.printed.push(text)
      report.lines.push(session.position(site).line)
    },
    metric: (name, value, step) => void report.metrics.push([name, value, step]),
    progress: (done, total, label) => void report.events.push(`progress ${done}/${total} ${label}`),
    test: (name, passed, message) => void report.tests.push([name, passed, message]),
    drew: ({ figure, kind, name }) => void report.events.push(`drew ${kind} ${name} in ${figure}`),
    quietly: (work) => work(),
    graphShown: (variable) => void report.events.push(`graph of ${(variable as { name: string }).name}`),
    cellStarted: (cell, line, title) => void report.events.push(`cell ${cell} ${line} ${title}`),
    cellFinished: (cell) => void report.events.push(`cell end ${cell}`),
    bound: (name, depth, value, site) =>
      void report.events.push(
        `bound ${name} @${depth > 1000 ? 'async' : depth} ${kindOf(value)} :${session.position(site).line}`,
      ),
    stored: (_owner, _key, path) => void report.events.push(`stored ${path}`),
    filled: (_container, kept, added) =>
      void report.events.push(`filled ${kept} + ${added.map(({ key }) => key).join(' ')}`),
    letGo: (containers) => void report.events.push(`let go of ${containers.length}`),
    scopeLeft: (depth) => void report.events.push(`left ${depth > 1000 ? 'async' : depth}`),
    statementEnded: (depth, site) =>
      void report.events.push(`ended ${depth} :${session.position(site).line}`),
  }
  const session = createScriptSession(host, createScriptEngine())
  return { ...report, session, control }
}

export async function runScript(source: string): Promise<Ran> {
  const harness = createHarness()
  const end = await harness.session.run(source, 'all')
  return { ...harness, end, failure: end.status === 'failed' ? end.failure : undefined }
}

function kindOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) return value.constructor.name
  return String(value)
}
