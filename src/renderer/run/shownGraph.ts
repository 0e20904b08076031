// Opens the Graph tab when the script that is running asks for it with showGraph(y): once a run, so that a loop does not
// take the person back again and again. A run that is read back opens nothing.
import { watch } from 'vue'
import { useCursor } from '../replay/cursorStore'
import { useSettings } from '../ui/settings'
import { useRun } from './runStore'

/** Call it once, in a component that lives as long as the window. */
export function followShownGraphs(): void {
  const run = useRun()
  const cursor = useCursor()
  const { values: settings } = useSettings()
  let openedFor: string | undefined
  watch(
    // The columns of a state grow in place: a new request is a new length.
    () => [run.shown?.id, run.trace.shownGraphs.length] as const,
    ([id, count], [idBefore, before]) => {
      const asked = run.trace.shownGraphs[count - 1]
      if (run.isReplay || asked === undefined || (id === idBefore && count === before)) return
      if (id !== openedFor) settings.rightTab = 'graph'
      openedFor = id
      cursor.select({ kind: 'variable', id: asked.variable })
    },
  )
}
