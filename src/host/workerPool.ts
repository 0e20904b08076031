// One worker in use and, soon after that was taken, one warm spare. Knows how a worker is greeted and stopped, not what it computes.
import { controlSlot, controlSlots } from '@shared/control'

/** The first message to a worker: its end of the channel to the window, and the control block. */
export interface WorkerGreeting {
  readonly port: MessagePort
  readonly control: SharedArrayBuffer
}

/** The part of a Worker that the pool uses. */
export interface PooledWorker {
  postMessage(message: WorkerGreeting, transfer: Transferable[]): void
  terminate(): void
}

export interface WorkerPool {
  /**
   * Ends the present worker at once, whatever it is doing, and returns the port to one in which nothing has run.
   * The caller owns the port; it never answers again once the next worker is asked for.
   */
  fresh(): MessagePort
  /** Sets the control flag of the present worker and wakes it when it is paused. */
  control(command: number, breakLine?: number): void
}

/** Starting a worker takes two processors most of a second: not while the window draws the beginning of a run. */
const spareDelayMs = 2000

/** @param later calls back once; the returned function takes that back */
export function createWorkerPool(
  createWorker: () => PooledWorker,
  later: (callback: () => void) => () => void = afterDelay,
): WorkerPool {
  let spare: PooledWorker | undefined = createWorker()
  let notLater = (): void => undefined
  let present: PooledWorker | undefined
  let slots = new Int32Array(new SharedArrayBuffer(controlSlots * Int32Array.BYTES_PER_ELEMENT))

  return {
    fresh() {
      present?.terminate()
      notLater()
      // Asked for again so soon, it has to be waited for.
      present = spare ?? createWorker()
      spare = undefined
      slots = new Int32Array(new SharedArrayBuffer(controlSlots * Int32Array.BYTES_PER_ELEMENT))
      const { port1, port2 } = new MessageChannel()
      present.postMessage({ port: port1, control: slots.buffer }, [port1])
      notLater = later(() => (spare = createWorker()))
      return port2
    },
    control(command, breakLine = 0) {
      Atomics.store(slots, controlSlot.breakLine, breakLine)
      Atomics.store(slots, controlSlot.command, command)
      Atomics.notify(slots, controlSlot.command)
    },
  }
}

function afterDelay(callback: () => void): () => void {
  const timer = setTimeout(callback, spareDelayMs)
  return () => clearTimeout(timer)
}
