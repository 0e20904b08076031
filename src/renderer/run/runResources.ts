// What of the machine the person's settings let a run use, as a request says it.
import type { RunRequest } from '@shared/engineApi'
import type { Settings } from '../ui/settings'

/** Threads of a run: none is said when the machine decides. */
export const threadsOf = ({ threads }: Pick<Settings, 'threads'>): Pick<RunRequest, 'threads'> =>
  threads > 0 ? { threads } : {}

/** Threads and memory of a run: neither is said when the machine decides. */
export const resourcesOf = (
  settings: Pick<Settings, 'threads' | 'memoryLimitMegabytes'>,
): Pick<RunRequest, 'threads' | 'memoryLimitBytes'> => ({
  ...threadsOf(settings),
  ...(settings.memoryLimitMegabytes > 0 ? { memoryLimitBytes: settings.memoryLimitMegabytes * 1e6 } : {}),
})
