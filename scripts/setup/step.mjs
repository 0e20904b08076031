// What every set-up step shares: how it fails, and how it runs a program. Needs nothing but Node.
import { spawn, spawnSync } from 'node:child_process'

/** A step that could not be done: which one, why, and what the person can do about it. */
export class StepFailure extends Error {
  /**
   * @param {string} step
   * @param {string} cause
   * @param {string} cure
   */
  constructor(step, cause, cure) {
    super(`${step}: ${cause}`)
    this.step = step
    this.causeText = cause
    this.cure = cure
  }
}

/** Prints a failed step in three lines and sets the exit status; anything else is a bug and keeps its stack. */
export function reportFailure(thrown) {
  if (thrown instanceof StepFailure) {
    console.error(`\nFailed step: ${thrown.step}\n  cause: ${thrown.causeText}\n  cure:  ${thrown.cure}`)
  } else {
    console.error(thrown)
  }
  process.exitCode = 1
}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, quiet?: boolean}} [options]
 *   `quiet` keeps its output to itself.
 * @returns {Promise<{status: number | null, output: string, timedOut: boolean}>} `output` is the last part of what it
 *   said when quiet, else empty; `status` is null when it could not start or was ended by a signal.
 */
export function run(command, args, { cwd, env, timeoutMs, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      shell: process.platform === 'win32' && command === 'npm',
    })
    let output = ''
    let timedOut = false
    const keep = (data) => {
      output = (output + String(data)).slice(-8000)
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true
            child.kill('SIGKILL')
          }, timeoutMs)
    child.on('error', (error) => {
      clearTimeout(timer)
      resolve({ status: null, output: error.message, timedOut })
    })
    child.on('close', (status) => {
      clearTimeout(timer)
      resolve({ status, output, timedOut })
    })
  })
}

/** Standard output of a short probe, or null when the program is missing or fails. */
export function probe(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return result.status === 0 ? result.stdout : null
}
