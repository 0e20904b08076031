// Session files that are dropped anywhere onto the window are imported, and others among them named; without a session
// file they are left to whoever takes them.
import { onBeforeUnmount, onMounted } from 'vue'
import { translate } from '../i18n'
import { useSessions } from '../sessions/sessionStore'
import { commands } from '../ui/commands'
import { useNotices } from '../ui/notices'
import { useFiles } from './fileStore'
import { isSessionFile } from './importText'

export function useFileDrop(): void {
  const files = useFiles()
  const sessions = useSessions()
  const notices = useNotices()

  function onDragOver(event: DragEvent): void {
    // Without this the page would be left for the file.
    if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault()
  }

  function onDrop(event: DragEvent): void {
    const dropped = [...(event.dataTransfer?.files ?? [])]
    if (dropped.length === 0) return
    event.preventDefault()
    if (!dropped.some(isSessionFile)) return
    event.stopPropagation()
    if (commands.isEnabled('import')) void files.importDropped(dropped)
    else
      notices.tell(
        'warning',
        () => translate('files.notImported'),
        () => translate(sessions.isReadOnly ? 'sessions.onlyRead' : 'files.importLater'),
      )
  }

  onMounted(() => {
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('drop', onDrop, { capture: true })
  })
  onBeforeUnmount(() => {
    window.removeEventListener('dragover', onDragOver)
    window.removeEventListener('drop', onDrop, { capture: true })
  })
}
