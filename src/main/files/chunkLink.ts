// Hands the traces of sessions from one thread to another, some chunks at a time and only when they are asked for. Must
// not know files nor the store.
import type { MessagePort } from 'node:worker_threads'
import { errorFor, LabError, toFailure, type Failure } from '@shared/failure'
import type { LabFileSession, StreamedSession } from '../../labFile/content'

/** A session without the chunks of its runs, as it crosses to another thread. */
export interface BareSession extends Omit<LabFileSession, 'runs'> {
  readonly runs: readonly Pick<LabFileSession['runs'][number], 'record'>[]
}

/** The next chunks of a run, named by its place in the list of sessions. */
interface Wanted {
  readonly session: number
  readonly run: number
}

/** No chunks: there are no more. */
type Given = { readonly chunks: readonly Uint8Array[] } | { readonly failure: Failure }

/** How many bytes of a trace cross at once: a few milliseconds. */
const atOnceBytes = 2 ** 20

export const bareSessions = (sessions: readonly StreamedSession[]): BareSession[] =>
  sessions.map(({ runs, ...session }) => ({ ...session, runs: runs.map(({ record }) => ({ record })) }))

/** Answers the port's other end until it is closed. Every run can be read once, from its start. */
export function giveChunks(port: MessagePort, sessions: readonly StreamedSession[]): void {
  const begun = new Map<string, AsyncIterator<Uint8Array>>()
  const iteratorOf = ({ session, run }: Wanted): AsyncIterator<Uint8Array> => {
    const key = `${session} ${run}`
    const known = begun.get(key)
    if (known !== undefined) return known
    const iterator = asAsync(sessions[session]!.runs[run]!.chunks)
    begun.set(key, iterator)
    return iterator
  }
  port.on('message', (wanted: Wanted) => {
    nextChunks(iteratorOf(wanted)).then(
      (chunks) => port.postMessage({ chunks } satisfies Given, [...new Set(chunks.map(bufferOf))]),
      (error: unknown) => port.postMessage({ failure: toFailure(error) } satisfies Given),
    )
  })
}

/** The same sessions on the other side: their chunks come over the port. @throws LabError while they are read */
export function takenSessions(port: MessagePort, sessions: readonly BareSession[]): StreamedSession[] {
  return sessions.map((bare, session) => ({
    ...bare,
    runs: bare.runs.map(({ record }, run) => ({ record, chunks: takeChunks(port, { session, run }) })),
  }))
}

async function* takeChunks(port: MessagePort, wanted: Wanted): AsyncGenerator<Uint8Array, void> {
  for (;;) {
    const given = await ask(port, wanted)
    if ('failure' in given) throw new LabError(given.failure)
    if (given.chunks.length === 0) return
    yield* given.chunks
  }
}

/** One question at a time. Rejects when the other thread has ended. */
const ask = (port: MessagePort, wanted: Wanted): Promise<Given> =>
  new Promise((resolve, reject) => {
    const onAnswer = (given: Given): void => {
      port.off('close', onClose)
      resolve(given)
    }
    const onClose = (): void => {
      port.off('message', onAnswer)
      reject(errorFor('file-thread-lost', {}))
    }
    port.once('message', onAnswer)
    port.once('close', onClose)
    port.postMessage(wanted)
  })

async function nextChunks(iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = []
  for (let size = 0; size < atOnceBytes;) {
    const next = await iterator.next()
    if (next.done === true) break
    chunks.push(next.value)
    size += next.value.byteLength
  }
  return chunks
}

async function* asAsync(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  yield* chunks
}

/** Chunks own their buffers whole: they move, nothing is copied. */
const bufferOf = ({ buffer }: Uint8Array): ArrayBuffer => buffer as ArrayBuffer
