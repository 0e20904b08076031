// Where the events of a run's chunks stand in its sequence. Up to where the run is recorded in parts they follow each
// other; from there on chunks say where they stand, and parts are left out.
import { errorFor } from './failure'
import type { TraceEvent } from './trace'

export class TracePosition {
  /** Sequence number of the next event. */
  next = 0
  /** One more than the highest sequence number so far. */
  length = 0
  /** From here on parts may be missing; Infinity where everything is recorded. */
  partsFrom = Infinity
  /** How many events are still to come that tell what happened in a part left out. */
  private restoring = 0

  /** A chunk begins. @throws LabError when it does not follow on */
  open(first: number): void {
    if (this.partsFrom === Infinity && first !== this.length) {
      throw errorFor('trace-order', { at: first, expected: this.length })
    }
    this.next = first
    this.restoring = 0
  }

  /** True when an event repeats news from a part left out; false when it happened here. */
  get isRestoring(): boolean {
    return this.restoring > 0
  }

  /** The sequence number of the next event; null when it is none of the run's but says where the record goes on. */
  take(event: TraceEvent): number | null {
    switch (event.type) {
      case 'moved-to':
        return this.goTo(event.seq)
      case 'skipped':
        return this.goTo(event.to)
      case 'restored':
        this.restoring = event.events + 1
        return null
      case 'memory-followed':
        return null
      case 'detail-thinned':
        this.partsFrom = this.next
        return null
    }
    if (this.restoring > 0) {
      this.restoring--
      if (this.restoring > 0) return this.next
    }
    const seq = this.next++
    if (this.next > this.length) this.length = this.next
    return seq
  }

  private goTo(seq: number): null {
    if (!Number.isSafeInteger(seq) || seq < 0) throw errorFor('trace-contents', {})
    this.next = seq
    if (seq > this.length) this.length = seq
    return null
  }
}
