// Before the window closes it is asked to put everything typed on disk; an answer that does not come is not waited for.
// Must not know Electron.
import type { MainMessage } from '@shared/bridge'

export interface Flushing {
  /**
   * Asks and waits for the answer with the same token, at most `boundMs`. Resolves with what kept the window from
   * saving, in words, or null.
   */
  readonly flush: (send: (message: MainMessage) => void) => Promise<string | null>
  /** The window's answer. */
  readonly flushed: (token: number, problem: string | null) => void
}

export function createFlushing(boundMs: number): Flushing {
  let lastToken = 0
  const waiting = new Map<number, (problem: string | null) => void>()
  return {
    flush: (send) =>
      new Promise((resolve) => {
        const token = ++lastToken
        const timer = setTimeout(() => settle(null), boundMs)
        const settle = (problem: string | null): void => {
          clearTimeout(timer)
          waiting.delete(token)
          resolve(problem)
        }
        waiting.set(token, settle)
        send({ type: 'flush', token })
      }),
    flushed: (token, problem) => waiting.get(token)?.(problem),
  }
}
