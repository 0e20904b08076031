// The NumPy of this machine as a judge in tests: one Python script that gets JSON and answers JSON.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Why a test that needs NumPy 2 has to be skipped, or null. */
export const withoutNumpy: string | null = findReason()

function findReason(): string | null {
  const probe = spawnSync('python3', ['-c', 'import numpy; print(numpy.__version__)'], { encoding: 'utf8' })
  if (probe.error !== undefined) return `python3 cannot be started (${probe.error.message})`
  if (probe.status !== 0) return 'python3 has no numpy'
  return probe.stdout.startsWith('2.') ? null : `numpy ${probe.stdout.trim()} is not version 2`
}

/** The name of a test, with the reason when it is skipped. */
export function namedWithReason(name: string): string {
  return withoutNumpy === null ? name : `${name} (skipped: ${withoutNumpy})`
}

/** What the script of this folder writes to standard output when it reads `input`. @throws Error when it fails */
export function askNumpy(script: string, input: unknown): unknown {
  const source = readFileSync(new URL(script, import.meta.url), 'utf8')
  const run = spawnSync('python3', ['-c', source], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (run.error !== undefined) throw run.error
  if (run.status !== 0) throw new Error(`${script}: ${run.stderr}`)
  return JSON.parse(run.stdout)
}
