// Long looks through a run, cut into slices between frames so that the window keeps moving. Knows no run.

/** A slice takes about so long; a task of the window must stay under 16 ms. */
const sliceMs = 6

/** Goes through `work` bit by bit, from the next task on, and hands over its result. Returns how to give it up. */
export function inSlices<T>(work: Generator<undefined, T, undefined>, done: (result: T) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const goOn = (): void => {
    const until = performance.now() + sliceMs
    do {
      const slice = work.next()
      if (slice.done === true) {
        done(slice.value)
        return
      }
    } while (performance.now() < until)
    timer = setTimeout(goOn)
  }
  timer = setTimeout(goOn)
  return () => clearTimeout(timer)
}
