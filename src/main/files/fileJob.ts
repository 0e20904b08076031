// What the file thread is asked to do and answers: files are parsed, inflated, reduced and written away from main.
import type { MessagePort } from 'node:worker_threads'
import type { SessionFormat } from '@shared/fileApi'
import type { Failure } from '@shared/failure'
import type { LessonLocale } from '@shared/lesson'
import type { StreamedSession } from '../../labFile/content'
import type { BareSession } from './chunkLink'

export type ReadJob =
  | { readonly kind: 'read'; readonly path: string }
  | { readonly kind: 'parse'; readonly name: string; readonly bytes: Uint8Array }

export interface WriteJob {
  readonly kind: 'write'
  readonly path: string
  /** Where it is written until it is whole. */
  readonly unfinished: string
  readonly format: SessionFormat
  readonly sessions: readonly StreamedSession[]
  readonly runId: string | undefined
  /** The language of a report, English unless given. */
  readonly locale?: LessonLocale | undefined
}

/** What the thread starts with; the chunks of traces cross over `port`, see chunkLink.ts. */
export interface ThreadStart {
  readonly job: ReadJob | (Omit<WriteJob, 'sessions'> & { readonly sessions: readonly BareSession[] })
  readonly port: MessagePort
}

/** Sessions of a file that was opened; none of one that was written. */
export type FileAnswer =
  | { readonly ok: true; readonly sessions: readonly BareSession[] }
  | { readonly ok: false; readonly failure: Failure }
