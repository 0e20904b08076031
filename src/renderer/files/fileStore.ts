// Import and export as the window does them: texts are saved first, results are told. Bytes and paths are main's.
import { failureFor } from '@shared/failure'
import {
  mostDroppedBytes,
  type ImportResult,
  type PictureFormat,
  type SavedFile,
  type SessionFormat,
} from '@shared/fileApi'
import { formatBytes } from '@shared/format'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { type MessageKey, translate } from '../i18n'
import { failureHint, failureMessage } from '../ui/failureText'
import { fileService } from '../platform/services'
import { useRun } from '../run/runStore'
import { useSessions } from '../sessions/sessionStore'
import { useNotices } from '../ui/notices'
import { useSettings } from '../ui/settings'

export const useFiles = defineStore('files', () => {
  const sessions = useSessions()
  const run = useRun()
  const notices = useNotices()
  const { values: settings } = useSettings()
  const isBusy = ref(false)

  async function guard(subject: MessageKey, action: () => Promise<void>): Promise<void> {
    if (isBusy.value) return
    isBusy.value = true
    try {
      await action()
    } catch (thrown) {
      notices.tellFailure(thrown, () => translate(subject))
    } finally {
      isBusy.value = false
    }
  }

  function tellSaved(saved: SavedFile): void {
    if (saved !== null) notices.tell('info', () => translate('files.exported', { name: saved.name }))
  }

  /** The open session; `any` lets the file name choose. A report shows the run that the window shows. */
  const exportCurrent = (format: SessionFormat | 'any'): Promise<void> =>
    guard('files.notExported', async () => {
      const session = sessions.current
      if (session === null) return
      await sessions.flush()
      tellSaved(await fileService.exportSessions([session.id], format, run.shown?.id, settings.locale))
    })

  /** All sessions that the list shows: a search chooses among them. */
  const exportListed = (): Promise<void> =>
    guard('files.notExported', async () => {
      const ids = sessions.list.map(({ id }) => id)
      if (ids.length === 0) return
      await sessions.flush()
      tellSaved(await fileService.exportSessions(ids, 'dzlab'))
    })

  const importFiles = (): Promise<void> =>
    guard('files.notImported', async () => {
      const result = await fileService.importFiles()
      if (result !== null) await showImported(result)
    })

  const importDropped = (files: readonly File[]): Promise<void> =>
    guard('files.notImported', async () => {
      const results: ImportResult[] = []
      // One after the other: no more than one is in memory.
      for (const file of files) results.push(await importOne(file))
      await showImported({
        sessions: results.flatMap(({ sessions: added }) => added),
        refused: results.flatMap(({ refused }) => refused),
      })
    })

  async function importOne(file: File): Promise<ImportResult> {
    const { name, size } = file
    if (size > mostDroppedBytes) {
      const sizes = { size: formatBytes(size), most: formatBytes(mostDroppedBytes) }
      return { sessions: [], refused: [{ file: name, failure: failureFor('drop-too-large', sizes) }] }
    }
    return fileService.importDropped([{ name, bytes: new Uint8Array(await file.arrayBuffer()) }])
  }

  async function showImported({ sessions: added, refused }: ImportResult): Promise<void> {
    for (const { file, failure } of refused) {
      notices.tell(
        'error',
        () => translate('files.refused', { file, reason: failureMessage(failure) }),
        () => failureHint(failure),
      )
    }
    const [first] = added
    if (first === undefined) return
    sessions.query = ''
    await sessions.refresh()
    await sessions.open(first.id)
    notices.tell('info', () =>
      added.length === 1
        ? translate('files.imported', { title: first.title })
        : translate('files.importedMany', { count: added.length }),
    )
  }

  /** A picture or table of a view. */
  const save = (name: string, format: PictureFormat, make: () => Promise<Uint8Array>): Promise<void> =>
    guard('files.notExported', async () => {
      tellSaved(await fileService.saveFile(name, format, await make()))
    })

  return { isBusy, exportCurrent, exportListed, importFiles, importDropped, save }
})
