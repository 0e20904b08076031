// The commands of files: import, export, and the pictures of the graph.
import { frameToDot } from '@shared/graphDot'
import { type Folding, foldedFrameAt, graphToSvg } from '@shared/graphSvg'
import { useRunCompare } from '../compare/compareStore'
import { useFolds } from '../graph/foldStore'
import { scriptScopes } from '../graph/scriptScopes'
import { translate } from '../i18n'
import { useCursor } from '../replay/cursorStore'
import { useRun } from '../run/runStore'
import { useSessions } from '../sessions/sessionStore'
import type { Command } from '../ui/commands'
import { useSettings } from '../ui/settings'
import { useFiles } from './fileStore'
import { pngOfSvg, utf8 } from './picture'
import { LabError } from '@shared/failure'

/** @param isIdle nothing is computed: opening an imported session would stop it */
export function createFileCommands(isIdle: () => boolean): readonly Command[] {
  const files = useFiles()
  const sessions = useSessions()
  const run = useRun()
  const cursor = useCursor()
  const runCompare = useRunCompare()
  const folds = useFolds()
  const { values: settings } = useSettings()
  const hasSession = () => sessions.current !== null && !files.isBusy
  const hasGraph = () => run.trace.nodes.length > 0 && !files.isBusy

  /** The graph leaves the window as folded as it is seen. */
  function folding(): Folding {
    const source = run.shown?.source ?? ''
    return { source, scopes: scriptScopes(source), state: folds.state }
  }
  function graphSvg(): string {
    const { svg, items } = graphToSvg(run.trace, cursor.seq, folding())
    if (svg !== '') return svg
    throw new LabError({
      code: 'usage',
      message: translate('files.graphTooLarge', { count: items }),
      hint: translate('files.graphTooLargeHint'),
    })
  }
  const graphName = () => `${sessions.title} graph`

  return [
    {
      id: 'import',
      title: 'files.import',
      enabled: () => isIdle() && !files.isBusy && !sessions.isReadOnly,
      run: files.importFiles,
    },
    { id: 'export', title: 'files.export', enabled: hasSession, run: () => files.exportCurrent('any') },
    {
      id: 'export-script',
      title: 'files.exportScript',
      enabled: hasSession,
      run: () => files.exportCurrent('ts'),
    },
    {
      id: 'export-notebook',
      title: 'files.exportNotebook',
      enabled: hasSession,
      run: () => files.exportCurrent('ipynb'),
    },
    {
      id: 'export-report',
      title: 'files.exportReport',
      enabled: hasSession,
      run: () => files.exportCurrent('html'),
    },
    { id: 'export-all', title: 'files.exportAll', enabled: hasSession, run: files.exportListed },
    {
      id: 'compare-runs',
      title: 'compare.command',
      enabled: () => isIdle() && run.runs.length > 1,
      run: () => {
        settings.sidebarOpen = true
        settings.sidebarTab = 'sessions'
        runCompare.isOpen = true
      },
    },
    {
      id: 'save-graph-svg',
      title: 'files.graphSvg',
      enabled: hasGraph,
      run: () => files.save(graphName(), 'svg', async () => utf8(graphSvg())),
    },
    {
      id: 'save-graph-png',
      title: 'files.graphPng',
      enabled: hasGraph,
      run: () => files.save(graphName(), 'png', () => pngOfSvg(graphSvg())),
    },
    {
      id: 'save-graph-dot',
      title: 'files.graphDot',
      enabled: hasGraph,
      run: () =>
        files.save(graphName(), 'dot', async () =>
          utf8(frameToDot(run.trace, foldedFrameAt(run.trace, cursor.seq, folding()), cursor.seq)),
        ),
    },
  ]
}
