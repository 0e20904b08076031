// Live bytes over a run as points in columns: one a step, kept up to date until the next step begins; and one after each
// part that is not recorded. Knows the ledger, nothing of what happens to it.
import { type LiveBytes, type MemoryLedger, type Purpose, purposes } from './memoryLedger'

/** Live bytes after each step by purpose; `highest` includes what lived only inside the step. */
export interface MemorySeries extends Readonly<Record<Purpose, number[]>> {
  readonly seqs: number[]
  /** How many steps the run had done: the place of the point on an axis. Without gaps it counts up from 0. */
  readonly operations: number[]
  readonly highest: number[]
}

/** When most bytes were alive, and of what kind. */
export interface MemoryPeak {
  readonly seq: number
  /** The point of it is number `step + 1`, counted from 0; where all is recorded, `step` is the index of the step. */
  readonly step: number
  readonly total: number
  readonly live: LiveBytes
}

/** Points that somebody else measured. */
export interface FollowedPoints {
  readonly seqs: readonly number[]
  readonly operations: readonly number[]
  /** The purposes in words, with a space between: a row of `rows` each, and then one of the highest. */
  readonly purposes: string
  readonly rows: readonly number[]
}

const emptySeries = (): MemorySeries => ({
  seqs: [],
  operations: [],
  highest: [],
  leaf: [],
  held: [],
  gradient: [],
  retained: [],
  temporary: [],
})

export class MemoryPoints {
  series = emptySeries()
  peak: MemoryPeak | null = null
  /** The ledger's count of changes at the last look. */
  private seen = 0
  /** Of the step that was under way when points were taken. */
  private highestBefore = 0

  constructor(private readonly ledger: MemoryLedger) {}

  /**
   * Event `seq` has been followed.
   * @param startsPoint it began a step
   * @param operations steps so far
   */
  after(seq: number, startsPoint: boolean, operations: number): void {
    const { ledger, series } = this
    if (startsPoint || series.seqs.length === 0) {
      series.seqs.push(seq)
      series.operations.push(operations)
      series.highest.push(startsPoint ? 0 : this.highestBefore)
      series.leaf.push(0)
      series.held.push(0)
      series.gradient.push(0)
      series.retained.push(0)
      series.temporary.push(0)
    } else if (ledger.changes === this.seen) return
    this.seen = ledger.changes
    const at = series.seqs.length - 1
    // Field by field: this happens at most events of a run.
    const { live } = ledger
    series.leaf[at] = live.leaf
    series.held[at] = live.held
    series.gradient[at] = live.gradient
    series.retained[at] = live.retained
    series.temporary[at] = live.temporary
    const total = ledger.highestTotal
    if (total > series.highest[at]!) series.highest[at] = total
    if (this.isPeak(total)) this.keepPeak(seq, at, total, ledger.highest)
    ledger.restartHighest()
  }

  /** Adds points of a part of the run that was followed elsewhere. */
  addFollowed({ seqs, operations, purposes: words, rows }: FollowedPoints): void {
    const names = words.split(' ')
    const count = seqs.length
    for (let i = 0; i < count; i++) {
      const live = bytesOf(names, (row) => rows[row * count + i] ?? 0)
      this.push(seqs[i]!, operations[i] ?? 0, live, rows[names.length * count + i] ?? 0)
    }
  }

  /** Adds one point behind a part that is not recorded. */
  addSkipped(seq: number, operations: number, words: string, live: readonly number[], highest: number): void {
    this.push(
      seq,
      operations,
      bytesOf(words.split(' '), (row) => live[row] ?? 0),
      highest,
    )
  }

  /** The points since the last time, which are the caller's now. */
  take(): MemorySeries {
    const taken = this.series
    this.highestBefore = taken.highest.at(-1) ?? 0
    this.series = emptySeries()
    return taken
  }

  private push(seq: number, operations: number, live: LiveBytes, highest: number): void {
    const { series } = this
    series.seqs.push(seq)
    series.operations.push(operations)
    series.highest.push(highest)
    for (const purpose of purposes) series[purpose].push(live[purpose])
    if (this.isPeak(highest)) this.keepPeak(seq, series.seqs.length - 1, highest, live)
  }

  private isPeak(total: number): boolean {
    return this.peak === null || total > this.peak.total
  }

  private keepPeak(seq: number, point: number, total: number, live: LiveBytes): void {
    this.peak = { seq, step: point - 1, total, live }
  }
}

function bytesOf(names: readonly string[], valueOf: (row: number) => number): LiveBytes {
  const valueFor = (purpose: Purpose): number => {
    const row = names.indexOf(purpose)
    return row < 0 ? 0 : valueOf(row)
  }
  return {
    leaf: valueFor('leaf'),
    held: valueFor('held'),
    gradient: valueFor('gradient'),
    retained: valueFor('retained'),
    temporary: valueFor('temporary'),
  }
}
