// What the file thread is asked to do and answers: files are parsed, inflated, reduced and written away from main.
import type { SessionFormat } from '@shared/fileApi'
import type { Failure } from '@shared/failure'
import type { LabFileSession } from '../../labFile/content'

export type FileJob =
  | { readonly kind: 'read'; readonly path: string }
  | { readonly kind: 'parse'; readonly name: string; readonly bytes: Uint8Array }
  | {
      readonly kind: 'write'
      readonly path: string
      /** Where it is written until it is whole. */
      readonly unfinished: string
      readonly format: SessionFormat
      readonly sessions: readonly LabFileSession[]
      readonly runId: string | undefined
    }

export type FileAnswer =
  | { readonly ok: true; readonly sessions: readonly LabFileSession[] }
  | { readonly ok: false; readonly failure: Failure }

/** The buffers of all chunks: they move to the other thread, nothing is copied. Chunks own their buffers whole. */
export function chunkBuffers(sessions: readonly LabFileSession[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  for (const { runs } of sessions) {
    for (const { chunks } of runs) for (const { buffer } of chunks) buffers.add(buffer as ArrayBuffer)
  }
  return [...buffers]
}
