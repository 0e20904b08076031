// What the window has to tell that belongs to no panel: failures of saving, a lost engine, a finished export.
import { toFailure } from '@shared/failure'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { failureHint, failureMessage } from './failureText'

/** Looked up each time it is shown, so that it follows a change of language. */
export type Words = () => string

export interface Notice {
  readonly id: number
  readonly kind: 'info' | 'warning' | 'error'
  readonly text: Words
  readonly hint: Words
  /** One thing that can be done about it; doing it closes the notice. */
  readonly action?: { readonly label: Words; readonly run: () => void }
}

const infoMs = 8000
/** What can be undone waits longer for the decision. */
const actionMs = 20_000

export const useNotices = defineStore('notices', () => {
  const notices = shallowRef<readonly Notice[]>([])
  let next = 0

  /** Shows a notice until it is closed; the same text is not shown twice. Returns its id, for closing it. */
  function tell(
    kind: Notice['kind'],
    text: Words,
    hint: Words = () => '',
    action?: Notice['action'],
  ): number {
    const shown = notices.value.find((notice) => notice.text() === text())
    if (shown !== undefined) return shown.id
    const id = add({ kind, text, hint, ...(action === undefined ? {} : { action }) })
    // Good news needs no hand to put it away.
    if (kind === 'info') setTimeout(() => close(id), action === undefined ? infoMs : actionMs)
    return id
  }

  function add(notice: Omit<Notice, 'id'>): number {
    const id = next++
    notices.value = [...notices.value, { id, ...notice }]
    return id
  }

  /** Shows a notice for as long as something takes; its text may change meanwhile. */
  async function during<T>(text: Words, work: Promise<T>): Promise<T> {
    const id = add({ kind: 'info', text, hint: () => '' })
    try {
      return await work
    } finally {
      close(id)
    }
  }

  /** @param subject what did not work because of it */
  function tellFailure(thrown: unknown, subject: Words): number {
    const failure = toFailure(thrown)
    return tell(
      'error',
      () => `${subject()}: ${failureMessage(failure)}`,
      () => failureHint(failure),
    )
  }

  function close(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id)
  }

  return { notices, tell, tellFailure, during, close }
})
