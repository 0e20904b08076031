// Which parts of a long run are recorded in detail: the first, the last, and stretches between at even distances that
// double as the run doubles. Decides by counts of events alone, so that the same run is always recorded alike.

/** Sizes in events and in bytes of trace columns. */
export interface RecordingLimits {
  /** Everything up to so many events is recorded, unless it takes more than so many bytes. */
  readonly firstEvents: number
  readonly firstBytes: number
  /** At least so many events of the end are recorded, unless they take more than so many bytes. */
  readonly lastEvents: number
  readonly lastBytes: number
  /** A stretch is the least number of whole iterations that have so many events together. */
  readonly stretchEvents: number
  /** Every so many-th stretch is recorded up to twice the length of the first part, every second of these up to four times … */
  readonly firstStride: number
}

export const recordingLimits: RecordingLimits = {
  firstEvents: 1_000_000,
  firstBytes: 2 ** 27,
  lastEvents: 50_000,
  lastBytes: 2 ** 25,
  stretchEvents: 500,
  firstStride: 32,
}

/** A stretch ends at the latest after so many times its least length, also within an iteration. */
export const longestStretch = 16

/**
 * How many times `firstStride` the distance of recorded stretches is at a place of the run: 1 up to twice the length of
 * the first part, 2 up to four times, and so on. Powers of two, so that all recorded stretches of a run include an even
 * choice at its widest distance.
 * @param first events of the first part
 * @param position events so far
 */
export function strideGrowth(first: number, position: number): number {
  return 2 ** Math.max(0, Math.floor(Math.log2(position / Math.max(1, first))))
}

/** The policy in words, kept with each run. */
export function describePolicy({ firstEvents, firstBytes, lastEvents, lastBytes }: RecordingLimits): string {
  const count = (value: number): string => value.toLocaleString('en-US')
  const size = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`
  return (
    `Everything of the first ${count(firstEvents)} events (or ${size(firstBytes)}) and of the last ` +
    `${count(lastEvents)} (or ${size(lastBytes)}); between them whole iterations at even distances, which double as ` +
    'the run doubles. Metrics, output and gradient magnitudes always.'
  )
}

/** Finds where stretches may end: between iterations, as far as there are any. */
export class StretchCutter {
  private start = 0
  private hasPass = false
  private passEnded = false
  private turnEnded = false
  private lastLine = 0
  private lastDepth = 0

  constructor(private readonly stretchEvents: number) {}

  /** A stretch begins here. */
  begin(position: number): void {
    this.start = position
    this.hasPass = false
    this.passEnded = false
    this.turnEnded = false
  }

  /** An outermost backward pass ended: so does the iteration, with the next operation. */
  passFinished(): void {
    this.hasPass = true
    this.passEnded = true
  }

  /** Where no backward pass is, a statement that stands before the last one shows a new turn of a loop. */
  statementEnded(depth: number, line: number): void {
    this.turnEnded = depth <= this.lastDepth && line <= this.lastLine
    this.lastLine = line
    this.lastDepth = depth
  }

  /** Where the stretch that began is long enough to end. */
  get endsFrom(): number {
    return this.start + this.stretchEvents
  }

  /** Whether a stretch that is long enough ends here: before an operation, or behind a statement. */
  isEnd(position: number, before: 'operation' | 'statement'): boolean {
    if (position - this.start >= longestStretch * this.stretchEvents) return true
    if (before === 'operation') return this.passEnded
    return !this.hasPass && this.turnEnded
  }
}
