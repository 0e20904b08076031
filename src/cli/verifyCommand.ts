// `lab verify`: re-executes every run of a .dzlab file and compares digests and what was recorded. Changes nothing.
import { engineVersion } from '@shared/engineApi'
import { coversScript, digestsAgree, firstDivergence } from '@shared/divergence'
import type { LabFileRun } from '../labFile/content'
import { execute } from './execute'
import { openLabFile } from './openLabFile'
import { UsageError } from './usage'

/** 0 when every run is the same again, 1 when one is not or the file cannot be read. */
export async function verifyCommand(args: readonly string[]): Promise<number> {
  const [file] = args
  if (file === undefined || args.length > 1) throw new UsageError('verify takes one FILE.dzlab')
  const sessions = await openLabFile(file)
  if (sessions === null) return 1
  let different = 0
  let verified = 0
  for (const { session, runs } of sessions) {
    for (const [index, run] of runs.entries()) {
      const name = `${session.title}, run ${index + 1}`
      const finding = await verifyRun(run)
      if (finding === null) verified++
      else different++
      process.stdout.write(`${finding === null ? `ok ${run.record.digest ?? ''}` : 'DIFFERS'} ${name}\n`)
      process.stdout.write(otherEngine(run))
      if (finding !== null) process.stdout.write(`${finding}\n`)
    }
  }
  process.stdout.write(`${verified} verified, ${different} different\n`)
  return different === 0 ? 0 : 1
}

/** A line for a run of another engine: it may give other numbers by right. */
function otherEngine({ record }: LabFileRun): string {
  if (record.engineVersion === engineVersion) return ''
  return `  recorded by engine ${record.engineVersion}, this is engine ${engineVersion}: not the digests are compared, but what was recorded\n`
}

/** What differs, in words, or null. */
async function verifyRun(run: LabFileRun): Promise<string | null> {
  const { id, source, seed, mode, status, digest } = run.record
  if (status === 'stopped' || status === 'running' || digest === null) {
    return '  the run was stopped, so there is no digest to compare with; run it to its end and export again'
  }
  if (!coversScript(source, run.chunks, status)) {
    return '  the run computed some cells on what earlier runs had left; a run from the start can be verified'
  }
  const chunks: Uint8Array[] = []
  const again = await execute({ runId: id, source, seed, mode, cells: 'all' }, (chunk) => chunks.push(chunk))
  // The recorded values count too: a trace that was altered may still carry the digest of the true one.
  const found = firstDivergence(run.chunks, chunks)
  if (found === null) {
    if (digestsAgree(run.record, again.digest)) return null
    return `  digest ${digest} became ${again.digest}; no recorded value differs, only elements that the trace does not keep`
  }
  const { step, what, line, kept, again: now } = found
  return `  first difference at step ${step}, ${what}, line ${line}\n  recorded: ${kept}\n  now:      ${now}`
}
