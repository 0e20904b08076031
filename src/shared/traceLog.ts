// All that the reducer keeps of a run: the records that views read, and what it needs to go on with the next event.
import type { Growing } from './column'
import type { FigureRecord } from './figures'
import type { GrowingGradientSeries } from './gradientSeries'
import { LineTurns } from './lineTurns'
import { Liveness } from './liveness'
import type { Lives } from './memoryLives'
import { MemoryPoints } from './memoryPoints'
import type { OutputRecord } from './outputRecord'
import { GrowingTable } from './recordTable'
import type { Gap } from './traceGaps'
import { TracePosition } from './tracePosition'
import type {
  BackwardPass,
  ContainerRecord,
  LineValueRecord,
  MetricSeries,
  NodeRecord,
  RunEnd,
  RunInfo,
  ShownGraph,
  SlotRecord,
  StepRecord,
  StorageRecord,
  VariableRecord,
} from './traceRecords'

export interface TraceLog {
  readonly liveness: Liveness
  readonly turns: LineTurns
  readonly position: TracePosition
  readonly points: MemoryPoints
  /** Steps of the run so far, recorded or not. */
  operations: number
  /** Chunks that are in. */
  chunkCount: number
  /** Older points of long series are thinned; see thinnedSeries.ts. */
  readonly isThinned: boolean
  /** A part of the next chunk is in, and not its end. */
  isPartway: boolean
  info: RunInfo | null
  end: RunEnd | null
  progress: { readonly done: number; readonly total: number; readonly label: string } | null
  readonly nodes: NodeRecord[]
  readonly nodeById: GrowingTable<NodeRecord>
  readonly variables: VariableRecord[]
  readonly variableById: GrowingTable<VariableRecord>
  readonly steps: StepRecord[]
  readonly passes: BackwardPass[]
  readonly outputs: OutputRecord[]
  readonly slots: Map<string, SlotRecord>
  /** Where functions of the script returned, as sequence numbers. */
  readonly returns: number[]
  readonly lines: Map<number, LineValueRecord[]>
  readonly shownGraphs: ShownGraph[]
  readonly metrics: Map<string, Growing<MetricSeries>>
  /** By title. */
  readonly figures: Map<string, FigureRecord>
  /** By name; see gradientSeries.ts for several of one name. */
  readonly gradients: Map<string, GrowingGradientSeries>
  readonly storage: StorageRecord[]
  /** Indices of the cells that began, in their order. */
  readonly cells: number[]
  /** Parts that are not recorded, in order. */
  readonly gaps: Gap[]
  readonly containers: Map<number, ContainerRecord>
  /** From when to when each variable (gradients too), function and container lived. */
  readonly lives: { readonly variables: Lives; readonly nodes: Lives; readonly containers: Lives }
}

/** The log before the first event. */
export function createLog(isThinned: boolean): TraceLog {
  const liveness = new Liveness()
  return {
    liveness,
    turns: new LineTurns(),
    position: new TracePosition(),
    points: new MemoryPoints(liveness.ledger),
    operations: 0,
    chunkCount: 0,
    isThinned,
    isPartway: false,
    info: null,
    end: null,
    progress: null,
    nodes: [],
    nodeById: new GrowingTable(),
    variables: [],
    variableById: new GrowingTable(),
    steps: [],
    passes: [],
    outputs: [],
    slots: new Map(),
    returns: [],
    lines: new Map(),
    shownGraphs: [],
    metrics: new Map(),
    figures: new Map(),
    gradients: new Map(),
    storage: [],
    cells: [],
    gaps: [],
    containers: new Map(),
    lives: {
      variables: liveness.variableLives,
      nodes: liveness.nodeLives,
      containers: liveness.containerLives,
    },
  }
}
