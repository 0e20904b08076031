// The sessions of the person and the one that is open. Knows nothing of runs or of the editor's inside.
import type { Revision, Session, SessionSummary } from '@shared/session'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { translate } from '../i18n'
import { failureHint, failureMessage } from '../ui/failureText'
import { sessionService } from '../platform/services'
import { useNotices } from '../ui/notices'
import { useSettings } from '../ui/settings'
import { Autosave, type SaveState } from './autosave'

export const useSessions = defineStore('sessions', () => {
  const notices = useNotices()
  const settings = useSettings()
  const list = shallowRef<readonly SessionSummary[]>([])
  const current = shallowRef<Session | null>(null)
  /** The text as it stands in the editor. */
  const text = ref('')
  const saveState = ref<SaveState>('saved')
  const isReadOnly = ref(false)
  const query = ref('')

  /** Tells that text could not be stored, and why, while that is so. */
  let saveNotice: number | null = null
  const autosave = new Autosave(
    async (id, source) => {
      const { updatedAt } = await sessionService.saveText(id, source)
      list.value = list.value.map((entry) => (entry.id === id ? { ...entry, updatedAt } : entry))
    },
    (state, thrown) => {
      saveState.value = state
      if (state === 'failed') {
        const told = notices.tellFailure(thrown, () => translate('save.failed'))
        // The reason may change, from a full disk to one that cannot be written.
        if (saveNotice !== null && saveNotice !== told) notices.close(saveNotice)
        saveNotice = told
      } else if (state === 'saved' && saveNotice !== null) {
        notices.close(saveNotice)
        saveNotice = null
        notices.tell('info', () => translate('save.again'))
      }
    },
  )

  /** Reads the list and opens the session of last time, or the first there is. */
  async function start(): Promise<void> {
    const health = await sessionService.health()
    isReadOnly.value = health.state === 'read-only'
    const { state, failure } = health
    if (state !== 'ok' && failure !== undefined) {
      notices.tell(
        'warning',
        () => translate(`store.${state}`, { reason: failureMessage(failure) }),
        () => failureHint(failure),
      )
    }
    await refresh()
    const last = list.value.find(({ id }) => id === settings.values.lastSession) ?? list.value[0]
    if (last !== undefined) await open(last.id)
    else if (!isReadOnly.value) await create()
  }

  async function refresh(): Promise<void> {
    list.value = await sessionService.listSessions(query.value.trim() === '' ? undefined : query.value.trim())
  }

  function show(session: Session): void {
    current.value = session
    text.value = session.source
    saveState.value = 'saved'
    settings.values.lastSession = session.id
  }

  async function open(id: string): Promise<void> {
    await autosave.flush()
    show(await sessionService.openSession(id))
  }

  async function create(init?: { title?: string; source?: string; tags?: string[] }): Promise<void> {
    await autosave.flush()
    const made = await sessionService.createSession(init)
    const { newSeed: seed, newMode: mode } = settings.values
    const isPlain = init === undefined && (seed !== made.seed || mode !== made.mode)
    show(isPlain ? await sessionService.updateSession(made.id, { seed, mode }) : made)
    await refresh()
  }

  function edit(source: string): void {
    const session = current.value
    if (session === null || source === text.value) return
    text.value = source
    if (!isReadOnly.value) autosave.change(session.id, source)
  }

  async function rename(id: string, title: string): Promise<void> {
    const session = await sessionService.updateSession(id, { title })
    if (current.value?.id === id) current.value = { ...session, source: text.value }
    await refresh()
  }

  async function tag(id: string, tags: readonly string[]): Promise<void> {
    const session = await sessionService.updateSession(id, { tags: [...tags] })
    if (current.value?.id === id) current.value = { ...session, source: text.value }
    await refresh()
  }

  /** Changes how the open session runs from now on. */
  async function configure(change: Pick<Session, 'seed' | 'mode'>): Promise<void> {
    if (current.value === null) return
    const session = await sessionService.updateSession(current.value.id, change)
    if (current.value.id === session.id) current.value = { ...session, source: text.value }
  }

  async function duplicate(id: string): Promise<void> {
    await autosave.flush()
    show(await sessionService.duplicateSession(id))
    await refresh()
  }

  /** Moves a session to the trash and opens a neighbour when it was the open one. */
  async function remove(id: string): Promise<void> {
    await autosave.flush()
    await sessionService.deleteSession(id)
    await refresh()
    if (current.value?.id !== id) return
    const next = list.value[0]
    if (next === undefined) await create()
    else await open(next.id)
  }

  async function restore(id: string): Promise<void> {
    await sessionService.restoreSession(id)
    await refresh()
  }

  const listDeleted = (): Promise<SessionSummary[]> => sessionService.listDeletedSessions()

  async function saveVersion(label: string): Promise<void> {
    const session = current.value
    if (session === null) return
    await autosave.flush()
    await sessionService.saveVersion(session.id, label)
  }

  async function listRevisions(): Promise<Revision[]> {
    return current.value === null ? [] : sessionService.listRevisions(current.value.id)
  }

  async function restoreRevision(revision: number): Promise<void> {
    if (current.value === null) return
    await autosave.flush()
    show(await sessionService.restoreRevision(current.value.id, revision))
  }

  const flush = (): Promise<void> => autosave.flush()
  const title = computed(() => current.value?.title ?? '')

  return {
    list,
    current,
    text,
    title,
    saveState,
    isReadOnly,
    query,
    start,
    refresh,
    open,
    create,
    edit,
    rename,
    configure,
    duplicate,
    remove,
    restore,
    tag,
    listDeleted,
    saveVersion,
    listRevisions,
    restoreRevision,
    flush,
  }
})
