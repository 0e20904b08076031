// The commands of replay: play, loop, and steps by operation, line, backward step and iteration, both ways.
import type { StepRecord } from '@shared/traceRecords'
import type { TraceState } from '@shared/traceState'
import { useRun } from '../run/runStore'
import type { Command } from '../ui/commands'
import { useCursor } from './cursorStore'
import { iterationEnds, neighbourBackward, neighbourEnd, neighbourLine } from './runMarks'

type Neighbour = (trace: TraceState, position: number, by: 1 | -1) => number | null

let ends: { readonly steps: readonly StepRecord[]; readonly count: number; readonly at: number[] } | null =
  null

/** Where iterations end, looked for once a run. */
function endsOf({ steps }: TraceState): readonly number[] {
  if (ends?.steps !== steps || ends.count !== steps.length)
    ends = { steps, count: steps.length, at: iterationEnds(steps) }
  return ends.at
}

export function createReplayCommands(): readonly Command[] {
  const run = useRun()
  const cursor = useCursor()
  const hasSteps = () => cursor.stepCount > 0
  const mayGo = (by: 1 | -1) => () => hasSteps() && (by > 0 ? !cursor.isAtEnd : cursor.position > 0)

  /** Where there is no neighbour, the way leads to the border. */
  const go = (neighbour: Neighbour, by: 1 | -1) => () => {
    cursor.pause()
    const to = neighbour(run.trace, cursor.position, by)
    cursor.goToPosition(to ?? (by > 0 ? cursor.stepCount : 0))
  }
  const operation: Neighbour = (_trace, position, by) => position + by
  const line: Neighbour = (trace, position, by) => neighbourLine(trace, position, by)
  const backward: Neighbour = ({ steps }, position, by) => neighbourBackward(steps, position, by)
  const iteration: Neighbour = (trace, position, by) => neighbourEnd(endsOf(trace), position, by)

  return [
    {
      id: 'replay-play',
      title: 'replay.play',
      shortcut: 'Mod+Alt+P',
      enabled: hasSteps,
      run: () => (cursor.isPlaying ? cursor.pause() : cursor.play()),
    },
    {
      id: 'replay-loop',
      title: 'timeline.loop',
      shortcut: 'Mod+Alt+L',
      run: () => void (cursor.isLooping = !cursor.isLooping),
    },
    {
      id: 'replay-start',
      title: 'timeline.first',
      shortcut: 'Mod+Alt+Home',
      enabled: mayGo(-1),
      run: () => cursor.move(-Infinity),
    },
    {
      id: 'replay-end',
      title: 'timeline.last',
      shortcut: 'Mod+Alt+End',
      enabled: mayGo(1),
      run: () => cursor.move(Infinity),
    },
    {
      id: 'replay-next',
      title: 'replay.next',
      shortcut: 'Mod+Alt+ArrowRight',
      enabled: mayGo(1),
      run: go(operation, 1),
    },
    {
      id: 'replay-back',
      title: 'replay.back',
      shortcut: 'Mod+Alt+ArrowLeft',
      enabled: mayGo(-1),
      run: go(operation, -1),
    },
    {
      id: 'replay-next-line',
      title: 'replay.nextLine',
      shortcut: 'Mod+Alt+ArrowDown',
      enabled: mayGo(1),
      run: go(line, 1),
    },
    {
      id: 'replay-back-line',
      title: 'replay.backLine',
      shortcut: 'Mod+Alt+ArrowUp',
      enabled: mayGo(-1),
      run: go(line, -1),
    },
    {
      id: 'replay-next-backward',
      title: 'replay.nextBackward',
      shortcut: 'Mod+Alt+B',
      enabled: mayGo(1),
      run: go(backward, 1),
    },
    {
      id: 'replay-back-backward',
      title: 'replay.backBackward',
      shortcut: 'Mod+Alt+Shift+B',
      enabled: mayGo(-1),
      run: go(backward, -1),
    },
    {
      id: 'replay-next-iteration',
      title: 'timeline.iterationNext',
      shortcut: 'Mod+Alt+PageDown',
      enabled: mayGo(1),
      run: go(iteration, 1),
    },
    {
      id: 'replay-back-iteration',
      title: 'timeline.iterationBack',
      shortcut: 'Mod+Alt+PageUp',
      enabled: mayGo(-1),
      run: go(iteration, -1),
    },
  ]
}
