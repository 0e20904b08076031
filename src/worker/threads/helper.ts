// A helper thread: does chunks of the engine's kernel calls, on the engine's memory, until its thread is ended.
// Knows neither arrays nor scripts.
import { instantiate } from '../kernels/program'
import { jobBlockAt, slot, workOn } from './job'

/** What a helper is given. */
export interface HelperGreeting {
  readonly module: WebAssembly.Module
  readonly memory: WebAssembly.Memory
  readonly jobAddress: number
  /** 0, 1, … among the helpers of one engine. */
  readonly index: number
}

/** Looks that often whether there is a call before it sleeps: some tens of microseconds. */
const spins = 4000

/** Works for ever. */
export function help({ module, memory, jobAddress, index }: HelperGreeting): never {
  const program = instantiate(module, memory)
  const kernels = WebAssembly.Module.exports(module).map(({ name }) => program[name as keyof typeof program])
  const block = jobBlockAt(memory.buffer, jobAddress)
  const { control } = block
  let last = Atomics.load(control, slot.job)
  Atomics.add(control, slot.ready, 1)
  for (;;) {
    let job = last
    for (let i = 0; i < spins && job === last; i++) job = Atomics.load(control, slot.job)
    if (job === last) {
      Atomics.add(control, slot.sleeping, 1)
      Atomics.wait(control, slot.job, last)
      Atomics.sub(control, slot.sleeping, 1)
      continue
    }
    last = job
    if (index < control[slot.active]!) workOn(block, kernels, job)
  }
}
