// Calls from main to the thread of the session store, and its answers. Must not know SQLite nor Electron.
import type { MessagePort, Worker, WorkerOptions } from 'node:worker_threads'
import { errorFor, LabError, toFailure, type Failure } from '@shared/failure'
import type { OpenStore, SessionStore, StoreOptions } from './store'

interface Call {
  readonly number: number
  readonly method: string
  readonly args: readonly unknown[]
}

/** The answer to the call of that number. */
type Answered = { readonly number: number } & (
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: Failure }
)

/** What the thread answers first, without being asked: the names of its methods. */
const opening = 0

/** In the thread: answers until it is asked to close. An answer that tells of a write goes out when it is on disk. */
export function answerCalls(port: MessagePort, store: OpenStore): void {
  const answer = (answered: Answered, moved: readonly ArrayBuffer[] = []): void =>
    port.postMessage(answered, moved)
  const methods = store as unknown as Record<string, (...args: readonly unknown[]) => unknown>
  const work = async ({ number, method, args }: Call): Promise<void> => {
    try {
      const value = await methods[method]!(...args)
      answer({ number, ok: true, value }, buffersOf(value))
    } catch (error) {
      answer({ number, ok: false, failure: toFailure(error) })
    }
    if (method === 'close') port.close()
  }
  port.on('message', (call: Call) => void work(call))
  answer({ number: opening, ok: true, value: Object.keys(store) })
}

/** The buffers of chunks, which own them whole: they move, nothing is copied. */
const buffersOf = (value: unknown): ArrayBuffer[] =>
  Array.isArray(value)
    ? value.flatMap((one: unknown) => (one instanceof Uint8Array ? [one.buffer as ArrayBuffer] : []))
    : []

/** The store as main has it. */
export interface ThreadedStore extends SessionStore {
  /**
   * Ends the connection and the thread. Whatever is called after it, or after the thread was lost, fails.
   * Resolves with whether the thread has ended, at the latest some time after the database is closed.
   */
  close(): Promise<boolean>
}

/** A thread whose database is closed has so long to end. */
const endingMs = 500

/**
 * Opens the store in a thread of its own.
 * @param start makes the thread of storeThread.ts
 * @throws LabError `storage` when the store cannot be opened at all
 */
export async function openThreadedStore(
  start: (options: WorkerOptions) => Worker,
  options: Pick<StoreOptions, 'folder' | 'examples'>,
): Promise<ThreadedStore> {
  const thread = new StoreThread(start({ workerData: options }))
  const names = (await thread.answerTo(opening)) as readonly string[]
  const methods = names.map((method) => [method, (...args: unknown[]) => thread.call(method, args)] as const)
  return {
    ...(Object.fromEntries(methods) as unknown as SessionStore),
    close: () => thread.close(),
  }
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

class StoreThread {
  private readonly ended: Promise<void>
  private last = opening
  private readonly waiting = new Map<number, Waiting>()
  /** Why there are no more answers. */
  private loss: LabError | undefined

  constructor(private readonly thread: Worker) {
    let detail = 'closed'
    thread.on('message', (answered: Answered) => {
      const waiting = this.waiting.get(answered.number)
      this.waiting.delete(answered.number)
      if (answered.ok) waiting?.resolve(answered.value)
      else waiting?.reject(new LabError(answered.failure))
    })
    thread.on('error', (error: Error) => {
      detail = error.message
      process.emitWarning(`The thread of the session store: ${error.stack ?? detail}`)
    })
    this.ended = new Promise((resolve) => {
      thread.once('exit', () => {
        this.loss = errorFor('store-thread-lost', { detail })
        for (const { reject } of this.waiting.values()) reject(this.loss)
        this.waiting.clear()
        resolve()
      })
    })
  }

  call(method: string, args: readonly unknown[]): Promise<unknown> {
    const number = ++this.last
    this.thread.postMessage({ number, method, args } satisfies Call)
    return this.answerTo(number)
  }

  async close(): Promise<boolean> {
    if (this.loss === undefined) await this.call('close', [])
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), endingMs)
      void this.ended.then(() => {
        clearTimeout(timer)
        resolve(true)
      })
    })
  }

  answerTo(number: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.loss !== undefined) reject(this.loss)
      else this.waiting.set(number, { resolve, reject })
    })
  }
}
