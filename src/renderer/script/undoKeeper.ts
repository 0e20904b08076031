// Keeps the undo histories of a few sessions beyond a restart, among the settings: each as the editor's own JSON with
// a mark of the text it belongs to. A history that does not fit its text is not used.
import { historyField } from '@codemirror/commands'
import { EditorState, type Extension } from '@codemirror/state'
import type { SessionApi } from '@shared/sessionApi'

/** Larger histories are not kept: their session starts with none. */
const largestLength = 200_000
const mostSessions = 12
const prefix = 'undo.'

interface KeptHistory {
  readonly savedAt: number
  readonly text: string
  readonly history: unknown
}

type Store = Pick<SessionApi, 'getSettings' | 'setSetting'>

export class UndoKeeper {
  private readonly kept = new Map<string, KeptHistory>()

  constructor(
    private readonly store: Store,
    private readonly now: () => number,
  ) {}

  /** Reads what an earlier window kept. */
  async load(): Promise<void> {
    for (const [key, value] of Object.entries(await this.store.getSettings())) {
      if (key.startsWith(prefix) && isKept(value)) this.kept.set(key.slice(prefix.length), value)
    }
  }

  /** Writes the history of a session; the oldest one makes room for it. */
  async keep(sessionId: string, state: EditorState): Promise<void> {
    const { history } = state.toJSON({ history: historyField }) as { history: unknown }
    const value: KeptHistory = { savedAt: this.now(), text: markOf(state.doc.toString()), history }
    if (JSON.stringify(value).length > largestLength) return this.forget(sessionId)
    this.kept.set(sessionId, value)
    await this.store.setSetting(prefix + sessionId, value)
    while (this.kept.size > mostSessions) {
      const [oldest] = [...this.kept].reduce((a, b) => (a[1].savedAt <= b[1].savedAt ? a : b))
      await this.forget(oldest)
    }
  }

  /** The editor's state for a text, with the history that was kept for it; null when there is none. */
  restore(sessionId: string, source: string, extensions: Extension): EditorState | null {
    const kept = this.kept.get(sessionId)
    if (kept === undefined) return null
    const plain = EditorState.create({ doc: source, extensions })
    if (kept.text !== markOf(plain.doc.toString())) return null
    const json = { ...(plain.toJSON() as object), history: kept.history }
    return EditorState.fromJSON(json, { extensions }, { history: historyField })
  }

  private async forget(sessionId: string): Promise<void> {
    if (this.kept.delete(sessionId)) await this.store.setSetting(prefix + sessionId, undefined)
  }
}

function isKept(value: unknown): value is KeptHistory {
  if (typeof value !== 'object' || value === null) return false
  const { savedAt, text, history } = value as Partial<KeptHistory>
  return typeof savedAt === 'number' && typeof text === 'string' && typeof history === 'object'
}

/** Length and FNV-1a hash: enough to know a text again. */
function markOf(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return `${text.length}-${(hash >>> 0).toString(16)}`
}
