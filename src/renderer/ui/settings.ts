// What the window remembers between starts: looks and sizes, not work. Kept by main, parsed on the way in.
import { type Mode, modes, mostThreads } from '@shared/engineApi'
import type { SessionApi } from '@shared/sessionApi'
import { defineStore } from 'pinia'
import { reactive, toRaw, watch } from 'vue'
import { type Locale, setLocale, toLocale } from '../i18n'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
export const rightTabs = ['graph', 'loss', 'gradients', 'memory', 'variables', 'figures', 'lesson'] as const
export type RightTab = (typeof rightTabs)[number]

/** How the graph is shown: drawn, or as a tree of rows. */
export const graphViews = ['picture', 'tree'] as const
export type GraphView = (typeof graphViews)[number]

/** What can be given the whole window. */
export const panels = ['script', 'views', 'output'] as const
export type Panel = (typeof panels)[number]

export const sidebarTabs = ['sessions', 'lessons'] as const
export type SidebarTab = (typeof sidebarTabs)[number]

/** What a new person is shown, in this order. */
export const firstSteps = ['run', 'timeline', 'views', 'lessons'] as const
export type FirstStep = (typeof firstSteps)[number]

export interface Settings {
  theme: Theme
  locale: Locale
  /** Size of the whole interface: 1 is 13 px text. */
  scale: number
  sidebarOpen: boolean
  sidebarShare: number
  editorShare: number
  upperShare: number
  rightTab: RightTab
  graphView: GraphView
  /** Steps of the timeline a second, as a factor of the usual pace. */
  speed: number
  lastSession: string
  sidebarTab: SidebarTab
  /** Lessons whose expected values a run has reproduced. */
  lessonsDone: readonly string[]
  logLoss: boolean
  smoothing: number
  /** Lessons that were opened at some time. */
  lessonsStarted: readonly string[]
  /** The lesson that is read beside a session of one's own, by its id; '' for none. */
  besideLesson: string
  notesOpen: boolean
  notesShare: number
  firstStepsDone: boolean
  /** The first step that is shown while they are not done. */
  firstStep: FirstStep
  /** Less motion than the system asks for. */
  reduceMotion: boolean
  /** A run stops by itself after this long; 0 is never. */
  timeLimitSeconds: number
  /** An array with which more than so many million bytes would be alive is refused; 0: half of the machine's. */
  memoryLimitMegabytes: number
  /** At most so many threads compute; 0: as many as the machine has. */
  threads: number
  /** How a new session runs. */
  newMode: Mode
  newSeed: number
}

/** The largest seed that NumPy's RandomState takes. */
export const maxSeed = 2 ** 32 - 1

export const scaleLimits = { low: 0.8, high: 2 } as const

/** Typed settings out of whatever was stored: a value of a wrong kind counts as absent. */
export function parseSettings(stored: Readonly<Record<string, unknown>>, systemLocale: string): Settings {
  const number = (key: string, usual: number, low: number, high: number): number => {
    const value = stored[key]
    return typeof value === 'number' && value >= low && value <= high ? value : usual
  }
  const choice = <T extends string>(key: string, known: readonly T[], usual: T): T =>
    known.includes(stored[key] as T) ? (stored[key] as T) : usual
  const names = (key: string): string[] => {
    const value = stored[key]
    return Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : []
  }
  return {
    theme: choice('theme', themes, 'system'),
    locale: toLocale(stored.locale, systemLocale),
    scale: number('scale', 1, scaleLimits.low, scaleLimits.high),
    sidebarOpen: stored.sidebarOpen !== false,
    sidebarShare: number('sidebarShare', 0.16, 0.1, 0.4),
    editorShare: number('editorShare', 0.52, 0.15, 0.85),
    upperShare: number('upperShare', 0.77, 0.15, 0.85),
    rightTab: choice('rightTab', rightTabs, 'graph'),
    graphView: choice('graphView', graphViews, 'picture'),
    speed: number('speed', 1, 0.25, 16),
    lastSession: typeof stored.lastSession === 'string' ? stored.lastSession : '',
    sidebarTab: choice('sidebarTab', sidebarTabs, 'sessions'),
    lessonsDone: names('lessonsDone'),
    logLoss: stored.logLoss === true,
    smoothing: number('smoothing', 0, 0, 0.99),
    lessonsStarted: names('lessonsStarted'),
    besideLesson: typeof stored.besideLesson === 'string' ? stored.besideLesson : '',
    notesOpen: stored.notesOpen !== false,
    notesShare: number('notesShare', 0.42, 0.15, 0.85),
    firstStepsDone: stored.firstStepsDone === true,
    firstStep: choice('firstStep', firstSteps, 'run'),
    reduceMotion: stored.reduceMotion === true,
    timeLimitSeconds: number('timeLimitSeconds', 0, 0, 86_400),
    memoryLimitMegabytes: number('memoryLimitMegabytes', 0, 0, 1e6),
    threads: choiceOfThreads(stored.threads),
    newMode: choice('newMode', modes, 'default'),
    newSeed: Math.floor(number('newSeed', 0, 0, maxSeed)),
  }
}

function choiceOfThreads(value: unknown): number {
  const isKnown = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostThreads
  return isKnown ? value : 0
}

const writeDelayMs = 300

export const useSettings = defineStore('settings', () => {
  const values = reactive(parseSettings({}, 'en'))
  let write = async (): Promise<void> => undefined

  /** Reads what is stored, shows it, and from now on keeps what changes. */
  async function load(
    service: Pick<SessionApi, 'getSettings' | 'setSetting'>,
    systemLocale: string,
    onError: (thrown: unknown) => void,
  ): Promise<void> {
    Object.assign(values, parseSettings(await service.getSettings(), systemLocale))
    watch(() => values.locale, setLocale, { immediate: true })
    let known = { ...toRaw(values) }
    let timer: ReturnType<typeof setTimeout> | undefined
    write = async () => {
      clearTimeout(timer)
      const now = { ...toRaw(values) }
      const changed = (Object.keys(now) as (keyof Settings)[]).filter((key) => now[key] !== known[key])
      known = now
      await Promise.all(changed.map((key) => service.setSetting(key, now[key]).catch(onError)))
    }
    watch(values, () => {
      clearTimeout(timer)
      timer = setTimeout(() => void write(), writeDelayMs)
    })
  }

  /** Everything changed is kept when this resolves. */
  const flush = (): Promise<void> => write()

  function zoom(step: number): void {
    const next = step === 0 ? 1 : values.scale + step * 0.1
    values.scale = Math.round(Math.min(scaleLimits.high, Math.max(scaleLimits.low, next)) * 10) / 10
  }

  return { values, load, flush, zoom }
})
