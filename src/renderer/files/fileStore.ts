// Import and export as the window does them: texts are saved first, results are told. Bytes and paths are main's.
import { type Failure, failureFor, toFailure } from '@shared/failure'
import {
  mostDroppedBytes,
  type ImportResult,
  type PictureFormat,
  type SavedFile,
  type SessionFormat,
} from '@shared/fileApi'
import { formatBytes } from '@shared/format'
import { defineStore } from 'pinia'
import { ref, type Ref } from 'vue'
import { type MessageKey, translate } from '../i18n'
import { fileService } from '../platform/services'
import { useRun } from '../run/runStore'
import { useSessions } from '../sessions/sessionStore'
import { useNotices } from '../ui/notices'
import { useSettings } from '../ui/settings'
import { importedText, importHint, isSessionFile } from './importText'

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
      const at = ref(0)
      const name = () => files[at.value]?.name ?? ''
      const progress = () =>
        translate('files.importing', { at: at.value + 1, count: files.length, file: name() })
      await showImported(await notices.during(progress, importEach(files, at)))
    })

  /** One after the other: no more than one is in memory. @param at which of them is under way */
  async function importEach(files: readonly File[], at: Ref<number>): Promise<ImportResult> {
    const results: ImportResult[] = []
    for (const [i, file] of files.entries()) {
      at.value = i
      results.push(await importOne(file).catch((thrown: unknown) => refusal(file, toFailure(thrown))))
    }
    return {
      sessions: results.flatMap(({ sessions: added }) => added),
      refused: results.flatMap(({ refused }) => refused),
    }
  }

  const refusal = ({ name }: File, failure: Failure): ImportResult => ({
    sessions: [],
    refused: [{ file: name, failure }],
  })

  async function importOne(file: File): Promise<ImportResult> {
    const { name, size } = file
    if (!isSessionFile(file)) return refusal(file, failureFor('no-session-file', {}))
    if (size > mostDroppedBytes) {
      const sizes = { size: formatBytes(size), most: formatBytes(mostDroppedBytes) }
      return refusal(file, failureFor('drop-too-large', sizes))
    }
    return fileService.importDropped([{ name, bytes: new Uint8Array(await file.arrayBuffer()) }])
  }

  /** Opens the first of the new sessions; one notice tells what became of all files. */
  async function showImported(result: ImportResult): Promise<void> {
    const { sessions: added, refused } = result
    const [first] = added
    if (first !== undefined) {
      sessions.query = ''
      await sessions.refresh()
      await sessions.open(first.id)
    }
    notices.tell(
      refused.length === 0 ? 'info' : first === undefined ? 'error' : 'warning',
      () => importedText(result),
      () => importHint(result),
    )
  }

  /** A picture or table of a view. */
  const save = (name: string, format: PictureFormat, make: () => Promise<Uint8Array>): Promise<void> =>
    guard('files.notExported', async () => {
      tellSaved(await fileService.saveFile(name, format, await make()))
    })

  return { isBusy, exportCurrent, exportListed, importFiles, importDropped, save }
})
