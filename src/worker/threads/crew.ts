// The engine's side of its helper threads: who there is, and calls that are shared with them. Results never depend on
// how many helpers there are or what they do: a chunk is computed alike by whoever takes it.
import { mostThreads } from '@shared/engineApi'
import { compiled, kernelModule } from '../kernels/scratch'
import type { Program } from '../kernels/program'
import { jobAddress, memory } from '../storage/memory'
import type { HelperGreeting } from './helper'
import { closedTicket, describe, firstTicket, jobBlockAt, mostChunks, slot, workOn } from './job'

/** The part of a Worker that is used here. */
export interface HelperThread {
  postMessage(greeting: HelperGreeting): void
}

const mostHelpers = mostThreads - 1
/** Looks that often whether all chunks are done before it sleeps. */
const spins = 2000
/** A helper that holds a chunk longer than this is held up by other work of the machine. */
const longChunkMs = 0.4
/** Waking takes microseconds; where it takes longer than this the helper got the engine's core, because others are taken. */
const longWakingMs = 0.1
/** Helpers that cost such a time are left alone for so many times as long: they may cost a small share of the time. */
const pauseTimes = 32
const longestPauseMs = 1000

const now = performance.now.bind(performance)
const block = jobBlockAt(memory.buffer, jobAddress)
const { control } = block
const names = WebAssembly.Module.exports(kernelModule).map(({ name }) => name)
const kernels = names.map((name) => compiled[name as keyof Program])
const numbers = new Map(names.map((name, i) => [name, i]))
let job = 0
let pausedUntil = 0

/** Starts helpers for a machine that runs `cores` threads at once. Call it before scripts run. */
export function startCrew(cores: number, start: () => HelperThread): void {
  const count = Math.min(mostHelpers, cores - 1)
  for (let index = 0; index < count; index++)
    start().postMessage({ module: kernelModule, memory, jobAddress, index })
  setThreads(Infinity)
}

/** At most so many threads compute from here on, the engine's own among them. */
export function setThreads(count: number): void {
  control[slot.active] = Math.min(mostHelpers, count - 1)
}

/** True when there is a helper and the machine is not busy with other work. */
export function canShare(): boolean {
  return control[slot.active]! > 0 && Atomics.load(control, slot.ready) > 0 && now() >= pausedUntil
}

/** One kernel call in chunks. */
interface SharedCall {
  readonly kernel: keyof Program
  /** Arguments of the first chunk, and by how much each grows from chunk to chunk. */
  readonly args: readonly number[]
  readonly steps: readonly number[]
  /** Which argument is the length that is cut into chunks of `chunkLength`. */
  readonly lengthAt: number
  readonly length: number
  readonly chunkLength: number
}

/** Elements of a chunk: some ten microseconds of work. */
const leastChunk = 16384

/**
 * Does a call over `length` elements (or rows) together with the helpers; it is finished on return. False: nobody helps.
 * @param args the arguments of the whole call
 * @param bytes by how many bytes each argument, an address, grows with every element; 0 for a number
 * @param lengthAt which argument is the length
 * @param elements how many elements a unit of `length` stands for
 */
export function shareRuns(
  kernel: keyof Program,
  args: readonly number[],
  bytes: readonly number[],
  lengthAt: number,
  length: number,
  elements = 1,
): boolean {
  if (!canShare()) return false
  const least = elements > 1 ? Math.ceil(leastChunk / elements) : leastChunk
  // Whole vectors for everybody.
  const unit = elements > 1 ? 1 : 16
  const chunkLength = Math.max(least, Math.ceil(length / mostChunks / unit) * unit)
  share({ kernel, args, steps: bytes.map((one) => one * chunkLength), lengthAt, length, chunkLength })
  return true
}

/** Does the call together with the helpers; it is finished on return. */
function share({ kernel, args, steps, lengthAt, length, chunkLength }: SharedCall): void {
  const chunks = Math.ceil(length / chunkLength)
  if (chunks > mostChunks) throw new Error(`${kernel}: ${chunks} chunks are too many`)
  Atomics.store(control, slot.ticket, closedTicket(job))
  job = (job + 1) | 0
  describe(block, args, steps)
  control[slot.kernel] = numbers.get(kernel)!
  control[slot.lengthAt] = lengthAt
  control[slot.length] = length
  control[slot.chunkLength] = chunkLength
  control[slot.chunks] = chunks
  Atomics.store(control, slot.engineSleeps, 0)
  Atomics.store(control, slot.done, 0)
  Atomics.store(control, slot.ticket, firstTicket(job))
  Atomics.store(control, slot.job, job)
  if (Atomics.load(control, slot.sleeping) > 0) wake()
  workOn(block, kernels, job)
  waitFor(chunks)
}

function wake(): void {
  const started = now()
  Atomics.notify(control, slot.job, control[slot.active])
  judge(started, longWakingMs)
}

/** Waits until the helpers have finished what they began. */
function waitFor(chunks: number): void {
  for (let i = 0; i < spins; i++) if (Atomics.load(control, slot.done) === chunks) return
  const started = now()
  Atomics.store(control, slot.engineSleeps, 1)
  for (
    let done = Atomics.load(control, slot.done);
    done !== chunks;
    done = Atomics.load(control, slot.done)
  ) {
    Atomics.wait(control, slot.done, done)
  }
  judge(started, longChunkMs)
}

/** When helpers cost the time since `started`, and that is long, they are left alone for a while. */
function judge(started: number, longMs: number): void {
  const ended = now()
  const costMs = ended - started
  if (costMs >= longMs) pausedUntil = ended + Math.min(longestPauseMs, pauseTimes * costMs)
}
