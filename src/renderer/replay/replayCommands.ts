// The commands of replay: play, loop, and steps by operation, line, backward step and iteration, both ways.
import type { StepRecord } from '@shared/traceRecords'
import type { TraceState } from '@shared/traceState'
import type { MessageKey } from '../i18n'
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

/** What a step may be; each goes both ways. */
const strides: readonly {
  readonly name: string
  readonly neighbour: Neighbour
  readonly next: MessageKey
  readonly back: MessageKey
}[] = [
  {
    name: '',
    neighbour: (_trace, position, by) => position + by,
    next: 'replay.next',
    back: 'replay.back',
  },
  {
    name: '-line',
    neighbour: neighbourLine,
    next: 'replay.nextLine',
    back: 'replay.backLine',
  },
  {
    name: '-backward',
    neighbour: ({ steps }, position, by) => neighbourBackward(steps, position, by),
    next: 'replay.nextBackward',
    back: 'replay.backBackward',
  },
  {
    name: '-iteration',
    neighbour: (trace, position, by) => neighbourEnd(endsOf(trace), position, by),
    next: 'timeline.iterationNext',
    back: 'timeline.iterationBack',
  },
]

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

  return [
    {
      id: 'replay-play',
      title: 'replay.play',
      enabled: hasSteps,
      run: () => (cursor.isPlaying ? cursor.pause() : cursor.play()),
    },
    { id: 'replay-loop', title: 'timeline.loop', run: () => void (cursor.isLooping = !cursor.isLooping) },
    {
      id: 'replay-start',
      title: 'timeline.first',
      enabled: mayGo(-1),
      run: () => cursor.move(-Infinity),
    },
    { id: 'replay-end', title: 'timeline.last', enabled: mayGo(1), run: () => cursor.move(Infinity) },
    ...strides.flatMap(({ name, neighbour, next, back }): Command[] => [
      { id: `replay-next${name}`, title: next, enabled: mayGo(1), run: go(neighbour, 1) },
      { id: `replay-back${name}`, title: back, enabled: mayGo(-1), run: go(neighbour, -1) },
    ]),
  ]
}
