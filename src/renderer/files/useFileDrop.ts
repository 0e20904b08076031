// Session files that are dropped anywhere onto the window are imported; other files are left to whoever takes them.
import { onBeforeUnmount, onMounted } from 'vue'
import { commands } from '../ui/commands'
import { useFiles } from './fileStore'

const isSessionFile = ({ name }: File): boolean => /\.(dzlab|ipynb)$/i.test(name)

export function useFileDrop(): void {
  const files = useFiles()

  function onDragOver(event: DragEvent): void {
    // Without this the page would be left for the file.
    if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault()
  }

  function onDrop(event: DragEvent): void {
    const dropped = [...(event.dataTransfer?.files ?? [])]
    if (dropped.length === 0) return
    event.preventDefault()
    const wanted = dropped.filter(isSessionFile)
    if (wanted.length === 0) return
    event.stopPropagation()
    if (commands.isEnabled('import')) void files.importDropped(wanted)
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
