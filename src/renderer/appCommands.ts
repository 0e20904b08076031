// What the window can be told to do, as commands: shortcuts, palette, help sheet and menu all read this list.
import { engineVersion } from '@shared/engineApi'
import { findCells, cellAtLine } from '@shared/cells'
import { createFileCommands } from './files/fileCommands'
import type { HelpSection } from './help/helpTexts'
import { type MessageKey, translate } from './i18n'
import { createLessonCommands } from './lessons/lessonCommands'
import { createReplayCommands } from './replay/replayCommands'
import { useCursor } from './replay/cursorStore'
import { useComparison } from './run/comparison'
import { canVerify, useRun } from './run/runStore'
import { useSessions } from './sessions/sessionStore'
import { type Command } from './ui/commands'
import { useNotices } from './ui/notices'
import { type Panel, panels, rightTabs, type RightTab, useSettings } from './ui/settings'
import { isDark } from './ui/theme'
import { useGradientCheck } from './variables/gradientCheckStore'

/** What only the frame can do. */
export interface FrameActions {
  readonly openPalette: () => void
  readonly openHelp: (section: HelpSection) => void
  readonly openSettings: () => void
  readonly openRunOptions: () => void
  /** Gives a panel the whole window, or takes it back. */
  readonly maximise: (panel: Panel) => void
  readonly findInOutput: () => Promise<void>
  readonly openVersion: () => void
  readonly focusEditor: () => void
  /** Moves the focus to the next part of the window, or to the one before. */
  readonly goToRegion: (by: 1 | -1) => void
  /** Puts the caret on the next thing that is wrong in the script. */
  readonly goToProblem: () => void
  /** Opens or closes the slider over the executions of the caret's line. */
  readonly toggleTurns: () => void
  /** Line of the caret, 1-based. */
  readonly caretLine: () => number
}

/** The window's commands. Ids are also what the application menu sends. */
export function createAppCommands(frame: FrameActions): readonly Command[] {
  const sessions = useSessions()
  const run = useRun()
  const cursor = useCursor()
  const comparison = useComparison()
  const settings = useSettings()
  const notices = useNotices()
  const gradientCheck = useGradientCheck()

  const isIdle = () => !run.isBusy && !comparison.isBusy && !run.isVerifying
  const canRun = () => isIdle() && sessions.current !== null
  /** Steps are shown that can be gone through again; those of a text that was changed since would mislead. */
  const canReplay = () =>
    isIdle() && cursor.stepCount > 0 && (run.isReplay || run.shown?.source === sessions.text)
  const guard = async (action: () => Promise<unknown>, subject: MessageKey): Promise<void> => {
    try {
      await action()
    } catch (thrown) {
      notices.tellFailure(thrown, () => translate(subject))
    }
  }
  const runText = (cells: 'all' | { first: number; last: number }, until?: 'operation' | 'line') =>
    guard(async () => {
      const session = sessions.current
      if (session === null) return
      cursor.reset()
      comparison.clear()
      await run.start(session, sessions.text, cells, until)
    }, 'run.failed')

  const compare = () =>
    guard(async () => {
      const session = sessions.current
      if (session === null) return
      settings.values.rightTab = 'memory'
      await comparison.compare(sessions.text, session.seed)
    }, 'memory.compareFailed')

  /** Other bits are to be expected of another engine. */
  const otherEngine = (kept: string): string =>
    kept === engineVersion ? '' : translate('run.otherEngine', { kept, now: engineVersion })
  const verify = () =>
    guard(async () => {
      const recordedBy = run.shown?.engineVersion ?? engineVersion
      const { digest, divergence } = await run.verify()
      if (divergence === null) {
        notices.tell(
          'info',
          () => translate('run.verified', { digest: digest.slice(0, 12) }),
          () => otherEngine(recordedBy),
        )
        return
      }
      const { step, what, line, kept, again } = divergence
      notices.tell(
        'error',
        () => translate('run.differs', { step, what, line }),
        () =>
          [translate('run.differsHint', { kept, again }), otherEngine(recordedBy)]
            .filter((text) => text !== '')
            .join(' '),
      )
    }, 'run.notVerified')

  const showTab = (tab: RightTab): Command => ({
    id: `show-${tab}`,
    title: `command.show.${tab}`,
    run: () => void (settings.values.rightTab = tab),
  })

  return [
    { id: 'run-all', title: 'run.all', enabled: canRun, run: () => runText('all') },
    {
      id: 'run-cell',
      title: 'run.cell',
      enabled: () => canRun() && findCells(sessions.text).length > 0,
      run: () => {
        const cell = cellAtLine(findCells(sessions.text), frame.caretLine())
        return cell === null ? runText('all') : runText({ first: cell.index, last: cell.index })
      },
    },
    {
      id: 'stop',
      title: 'run.stop',
      enabled: () => run.isBusy || comparison.isBusy || run.isVerifying,
      run: () => guard(comparison.isBusy ? comparison.stop : run.stop, 'run.failed'),
    },
    {
      id: 'pause',
      title: 'run.pause',
      enabled: () => run.status === 'running',
      run: () => guard(run.pause, 'run.failed'),
    },
    {
      id: 'resume',
      title: 'run.resume',
      enabled: () => run.status === 'paused',
      run: () => guard(run.resume, 'run.failed'),
    },
    {
      id: 'step',
      title: 'run.step',
      enabled: () => run.isBusy || canReplay() || canRun(),
      run: () => {
        if (run.isBusy) return guard(() => run.step('operation'), 'run.failed')
        return canReplay() ? stepReplay() : runText('all', 'operation')
      },
    },
    {
      id: 'step-line',
      title: 'run.stepLine',
      enabled: () => run.isBusy || canRun(),
      run: () => (run.isBusy ? guard(() => run.step('line'), 'run.failed') : runText('all', 'line')),
    },
    {
      id: 'run-options',
      title: 'runOptions.title',
      enabled: () => isIdle() && sessions.current !== null && !sessions.isReadOnly,
      run: frame.openRunOptions,
    },
    { id: 'compare-modes', title: 'run.compare', enabled: canRun, run: compare },
    {
      id: 'verify',
      title: 'run.verify',
      enabled: () => isIdle() && run.shown !== null && canVerify(run.shown),
      run: verify,
    },
    {
      id: 'check-gradient',
      title: 'check.action',
      enabled: () => gradientCheck.blocked === null && !gradientCheck.isBusy,
      run: () => {
        settings.values.rightTab = 'variables'
        return guard(gradientCheck.check, 'check.failed')
      },
    },
    {
      id: 'new-session',
      title: 'session.new',
      enabled: () => isIdle() && !sessions.isReadOnly,
      run: () =>
        guard(async () => {
          await sessions.create()
          frame.focusEditor()
        }, 'sessions.failed'),
    },
    {
      id: 'save-version',
      title: 'session.saveVersion',
      enabled: () => sessions.current !== null && !sessions.isReadOnly,
      run: frame.openVersion,
    },
    {
      id: 'duplicate-session',
      title: 'session.duplicate',
      enabled: () => isIdle() && sessions.current !== null && !sessions.isReadOnly,
      run: () => guard(() => sessions.duplicate(sessions.current!.id), 'sessions.failed'),
    },
    ...createFileCommands(isIdle),
    ...createReplayCommands(),
    ...rightTabs.map(showTab),
    ...panels.map((panel): Command => ({
      id: `maximise-${panel}`,
      title: `command.maximise.${panel}`,
      run: () => frame.maximise(panel),
    })),
    { id: 'find-output', title: 'output.find', run: frame.findInOutput },
    ...createLessonCommands(isIdle),
    {
      id: 'line-executions',
      title: 'editor.toggleTurns',
      enabled: () => cursor.stepCount > 0 || run.trace.lines.size > 0,
      run: frame.toggleTurns,
    },
    { id: 'next-problem', title: 'editor.nextProblem', run: frame.goToProblem },
    { id: 'next-region', title: 'command.nextRegion', run: () => frame.goToRegion(1) },
    { id: 'previous-region', title: 'command.previousRegion', run: () => frame.goToRegion(-1) },
    { id: 'focus-editor', title: 'command.focusEditor', run: frame.focusEditor },
    {
      id: 'toggle-sidebar',
      title: 'command.toggleSidebar',
      run: () => void (settings.values.sidebarOpen = !settings.values.sidebarOpen),
    },
    { id: 'palette', title: 'command.palette', run: frame.openPalette },
    {
      id: 'toggle-theme',
      title: 'command.toggleTheme',
      run: () => void (settings.values.theme = isDark.value ? 'light' : 'dark'),
    },
    {
      id: 'system-theme',
      title: 'command.systemTheme',
      run: () => void (settings.values.theme = 'system'),
    },
    {
      id: 'toggle-language',
      title: 'command.toggleLanguage',
      run: () => void (settings.values.locale = settings.values.locale === 'en' ? 'ko' : 'en'),
    },
    { id: 'settings', title: 'settings.title', run: frame.openSettings },
    { id: 'zoom-in', title: 'command.zoomIn', run: () => settings.zoom(1) },
    { id: 'zoom-out', title: 'command.zoomOut', run: () => settings.zoom(-1) },
    { id: 'zoom-reset', title: 'command.zoomReset', run: () => settings.zoom(0) },
    { id: 'help', title: 'command.help', run: () => frame.openHelp('start') },
    { id: 'help-api', title: 'command.helpApi', run: () => frame.openHelp('api') },
    { id: 'help-shortcuts', title: 'command.helpShortcuts', run: () => frame.openHelp('shortcuts') },
  ]

  /** From the end a step begins anew: there is nothing after it. */
  function stepReplay(): void {
    if (cursor.isAtEnd) cursor.goToPosition(1)
    else cursor.move(1)
  }
}
