// Lets another process of the app yield to the window where both want a processor. Knows no window and no engine.
import { readdirSync } from 'node:fs'
import { constants, setPriority } from 'node:os'

/** So far behind that the window's threads do not queue, and not so far that the others stand still beside them. */
const behindTheWindow = constants.priority.PRIORITY_BELOW_NORMAL

/**
 * Puts all threads of a process behind those of the others; threads that are made later follow the ones that make them.
 * On Linux alone, which treats all threads of an app alike: macOS and Windows favour the window in front by themselves,
 * and a lower class there would also put the process behind every other program.
 * @throws the system's error, unless a thread or the process has ended meanwhile
 */
export function yieldToWindow(pid: number, platform: NodeJS.Platform = process.platform): void {
  if (platform !== 'linux') return
  const folder = `/proc/${pid}/task`
  for (const thread of unlessEnded(() => readdirSync(folder)) ?? [])
    unlessEnded(() => setPriority(Number(thread), behindTheWindow))
}

function unlessEnded<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch (error) {
    const { code, info } = error as { readonly code?: string; readonly info?: { readonly code?: string } }
    if (code === 'ENOENT' || info?.code === 'ESRCH') return undefined
    throw error
  }
}
