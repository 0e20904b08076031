// The points of metrics, collected from the events that tell them. Knows neither chunks nor who shows them.
import { Column, type NumberColumn } from './column'
import type { TraceEventOf } from './trace'

/** A metric's points in the order in which they were tracked. */
export interface TrackedPoints {
  readonly name: string
  readonly steps: NumberColumn
  readonly values: NumberColumn
}

export class MetricPoints {
  private readonly metrics = new Map<string, { name: string; steps: Column; values: Column }>()

  add({ name, step, value }: TraceEventOf<'metric'>): void {
    let points = this.metrics.get(name)
    if (points === undefined)
      this.metrics.set(name, (points = { name, steps: new Column(), values: new Column() }))
    points.steps.push(step)
    points.values.push(value)
  }

  /** Every metric with every point, in the order in which the metrics were first tracked. */
  all(): TrackedPoints[] {
    return [...this.metrics.values()]
  }
}
