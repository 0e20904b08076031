// Writes a .dzlab file: a zip that the lab and Python can read. The file appears whole or not at all.
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { applyBatch, createTraceState, type TraceState } from '@shared/traceState'
import { dataAt, namesAt } from '@shared/traceView'
import { toValueSummary } from '@shared/valueSummary'
import {
  labFileVersion,
  type LabFileRun,
  type LabFileSession,
  type Manifest,
  type ManifestRun,
} from './content'
import { encodeNpy } from './npy'
import { writeWhole } from './writeWhole'

/**
 * Writes sessions with their versions, runs and traces to `path`. An existing file is replaced at the end, by rename.
 */
export async function writeLabFile(
  path: string,
  sessions: readonly LabFileSession[],
  unfinished?: string,
): Promise<void> {
  const zip = new ZipFile()
  const manifest = addSessions(zip, sessions)
  add(zip, 'session.json', `${JSON.stringify(manifest, null, 2)}\n`)
  zip.end()
  await writeWhole(path, (part) => pipeline(zip.outputStream, createWriteStream(part)), unfinished)
}

function addSessions(zip: ZipFile, sessions: readonly LabFileSession[]): Manifest {
  return {
    format: 'dzlab',
    version: labFileVersion,
    sessions: sessions.map((entry, index) => {
      // A single session stands at the top, where a person looks for script.ts.
      const folder = index === 0 ? '' : `sessions/${index}/`
      const { source, ...session } = entry.session
      add(zip, `${folder}script.ts`, source)
      return {
        ...session,
        script: `${folder}script.ts`,
        versions: entry.versions.map((version, i) => {
          const script = `${folder}versions/${i}.ts`
          add(zip, script, version.source)
          return { label: version.label, script, createdAt: version.createdAt }
        }),
        runs: entry.runs.map((run, i) => addRun(zip, `${folder}runs/${i}/`, run)),
      }
    }),
  }
}

function addRun(zip: ZipFile, folder: string, run: LabFileRun): ManifestRun {
  const { sessionId: _session, source, chunks: _count, ...record } = run.record
  const script = `${folder}script.ts`
  add(zip, script, source)
  const trace = run.chunks.map((chunk, i) => {
    const path = `${folder}trace/${String(i).padStart(5, '0')}.bin`
    add(zip, path, chunk)
    return path
  })
  const state = run.chunks.reduce(applyBatch, createTraceState())
  return {
    ...record,
    script,
    trace,
    metrics: addMetrics(zip, folder, state),
    tensors: addTensors(zip, folder, state),
  }
}

function addMetrics(zip: ZipFile, folder: string, state: TraceState): Record<string, string> {
  const paths: Record<string, string> = {}
  for (const { name, steps, values } of state.metrics.values()) {
    const path = `${folder}metrics/${fileName(name, Object.keys(paths).length)}.npy`
    const data = new Float64Array(steps.length * 2)
    for (let i = 0; i < steps.length; i++) data.set([steps.at(i)!, values.at(i)!], i * 2)
    add(zip, path, encodeNpy({ shape: [steps.length, 2], data }))
    paths[name] = path
  }
  return paths
}

function addTensors(zip: ZipFile, folder: string, state: TraceState): Record<string, string> {
  const paths: Record<string, string> = {}
  const end = state.length - 1
  for (const { name, depth, variable } of namesAt(state, end)) {
    if (variable === null || depth > 0) continue
    const { shape, summary } = dataAt(variable, end)
    const { first } = toValueSummary(summary)
    const size = shape.reduce((product, length) => product * length, 1)
    if (first.length !== size) continue
    const path = `${folder}tensors/${fileName(name, Object.keys(paths).length)}.npy`
    add(zip, path, encodeNpy({ shape, data: Float64Array.from(first) }))
    paths[name] = path
  }
  return paths
}

/** A name that every file system takes; the number keeps different names apart. */
function fileName(name: string, index: number): string {
  return `${index}-${name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 40)}`
}

function add(zip: ZipFile, path: string, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content)
  // A fixed time: the same session gives the same bytes.
  zip.addBuffer(bytes, path, { mtime: new Date(Date.UTC(2000, 0, 1)), mode: 0o100644 })
}
