// Turns of the window's thread: long work is done in slices, and input and frames come between. Knows no run.

/** A slice takes about so long; a task of the window must stay under 16 ms. */
export const sliceMs = 8

/** Calls back in a task of its own, at once: nested timers would wait for 4 ms each. */
export function inNextTurn(callback: () => void): void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    port1.close()
    callback()
  }
  port2.postMessage(null)
}

/**
 * Goes through `work` slice by slice, from the next turn on, and gives its result. Rejects with what it throws, and with
 * the signal's reason when it is given up.
 */
export async function throughSlices<T>(
  work: Generator<undefined, T, undefined>,
  signal?: AbortSignal,
): Promise<T> {
  for (;;) {
    await new Promise<void>((resolve) => inNextTurn(resolve))
    signal?.throwIfAborted()
    const until = performance.now() + sliceMs
    do {
      const step = work.next()
      if (step.done === true) return step.value
    } while (performance.now() < until)
  }
}
