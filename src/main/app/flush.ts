// Before the window closes it is asked to put everything typed on disk; an answer that does not come is not waited for.
// Must not know Electron.
import type { MainMessage } from '@shared/bridge'

export interface Flushing {
  /** Asks and waits for the answer with the same token, at most `boundMs`. */
  readonly flush: (send: (message: MainMessage) => void) => Promise<void>
  /** The window's answer. */
  readonly flushed: (token: number) => void
}

export function createFlushing(boundMs: number): Flushing {
  let lastToken = 0
  const waiting = new Map<number, () => void>()
  return {
    flush: (send) =>
      new Promise((resolve) => {
        const token = ++lastToken
        const timer = setTimeout(() => settle(), boundMs)
        const settle = (): void => {
          clearTimeout(timer)
          waiting.delete(token)
          resolve()
        }
        waiting.set(token, settle)
        send({ type: 'flush', token })
      }),
    flushed: (token) => waiting.get(token)?.(),
  }
}
