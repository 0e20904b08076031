// How threads share one kernel call: a block of shared numbers that describes the call, and tickets for its chunks.
// Whoever has time takes the next chunk, so that a thread that is held up delays only what it has begun.
// Knows kernels by number and their arguments as numbers.

/** Places in the block of 32-bit numbers. */
export const slot = {
  /** Number of the present call. Helpers sleep on it. */
  job: 0,
  /** The call's number and the next chunk of it that nobody has. */
  ticket: 1,
  /** Chunks that are finished. The engine's thread may sleep on it. */
  done: 2,
  chunks: 3,
  kernel: 4,
  /** How many arguments there are, and which of them is the length that is cut into chunks. */
  count: 5,
  lengthAt: 6,
  length: 7,
  chunkLength: 8,
  /** 1 while the engine's thread sleeps. */
  engineSleeps: 9,
  /** Helpers that can work, that sleep, and that may take part. */
  ready: 10,
  sleeping: 11,
  active: 12,
} as const

/** Calls have at most so many arguments. */
const mostArguments = 10
const slots = 16
/** A ticket: the lower bits are the chunk, the others the call. */
const chunkBits = 10
export const mostChunks = 2 ** chunkBits - 24
const callMask = 2 ** (32 - chunkBits) - 1

export type Kernel = (...args: readonly number[]) => unknown

/** The block as typed views: `numbers` holds each argument of the first chunk, then how it grows from chunk to chunk. */
export interface JobBlock {
  readonly control: Int32Array
  readonly numbers: Float64Array
}

export function jobBlockAt(buffer: ArrayBufferLike, address: number): JobBlock {
  return {
    control: new Int32Array(buffer, address, slots),
    numbers: new Float64Array(buffer, address + slots * 4, 2 * mostArguments),
  }
}

/** The ticket of a call's first chunk. */
export function firstTicket(job: number): number {
  return (job & callMask) << chunkBits
}

/** A ticket that nobody takes, for the time in which a call is described. */
export function closedTicket(job: number): number {
  return firstTicket(job) + 2 ** chunkBits - 1
}

/** Writes the arguments of a call, and by how much each grows from chunk to chunk. */
export function describe(block: JobBlock, args: readonly number[], steps: readonly number[]): void {
  block.control[slot.count] = args.length
  for (let i = 0; i < args.length; i++) {
    block.numbers[i] = args[i]!
    block.numbers[mostArguments + i] = steps[i]!
  }
}

/** Does chunks of call `job` until none is left. A late helper finds tickets of another call, and leaves them. */
export function workOn({ control, numbers }: JobBlock, kernels: readonly Kernel[], job: number): void {
  for (;;) {
    const ticket = Atomics.load(control, slot.ticket)
    const chunk = ticket & (2 ** chunkBits - 1)
    if (ticket - chunk !== firstTicket(job) || chunk >= control[slot.chunks]!) return
    if (Atomics.compareExchange(control, slot.ticket, ticket, ticket + 1) !== ticket) continue
    // The chunk is ours: the call cannot end, nor its description change, before it is done.
    const args: number[] = []
    for (let i = 0; i < control[slot.count]!; i++)
      args.push(numbers[i]! + chunk * numbers[mostArguments + i]!)
    const length = control[slot.chunkLength]!
    args[control[slot.lengthAt]!] = Math.min(length, control[slot.length]! - chunk * length)
    kernels[control[slot.kernel]!]!(...args)
    const done = Atomics.add(control, slot.done, 1) + 1
    if (done === control[slot.chunks]! && Atomics.load(control, slot.engineSleeps) === 1) {
      Atomics.notify(control, slot.done)
    }
  }
}
