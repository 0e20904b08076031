import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { afterEach, expect, it } from 'vitest'
import { yieldToWindow } from './yielding'

let child: ChildProcess | undefined

async function startProcess(): Promise<number> {
  child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'])
  await once(child.stdout!, 'data')
  return child.pid!
}

afterEach(async () => {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill()
  await ended
})

/** The 19th field of a thread's record; the second is its name in parentheses (proc_pid_stat(5)). */
const niceOf = (pid: number, thread: string): number =>
  Number(readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8').split(') ')[1]!.split(' ')[16])

it.runIf(process.platform === 'linux')('puts every thread of a process behind its own', async () => {
  const pid = await startProcess()
  yieldToWindow(pid)
  const threads = readdirSync(`/proc/${pid}/task`)
  expect(threads.length).toBeGreaterThan(1)
  for (const thread of threads) expect(niceOf(pid, thread)).toBeGreaterThan(getPriority())
})

it('leaves a process as it is where the system favours the window by itself', async () => {
  const pid = await startProcess()
  const before = getPriority(pid)
  yieldToWindow(pid, 'darwin')
  yieldToWindow(pid, 'win32')
  expect(getPriority(pid)).toBe(before)
})

it('does nothing for a process that has ended', async () => {
  const pid = await startProcess()
  const ended = once(child!, 'exit')
  child!.kill()
  await ended
  expect(() => yieldToWindow(pid)).not.toThrow()
})
