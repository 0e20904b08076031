// One turn of the event loop, after which everything that promises had to do is done.

/** Resolves in a new task. A message is used because timers of a worker are held back when they nest. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
