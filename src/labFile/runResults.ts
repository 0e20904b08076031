// What a run leaves for readers other than the lab: its metrics, and the values that names have at its end. Follows the
// chunks of the trace and keeps no more of the run than that. Must not know files.
import { MetricPoints } from '@shared/metricPoints'
import type { TraceEvent, TraceEventOf } from '@shared/trace'
import { TracePosition } from '@shared/tracePosition'
import { openTraceChunk } from '@shared/traceReader'
import { toValueSummary } from '@shared/valueSummary'
import type { NpyArray } from './npy'

/** The values of an array that is recorded whole. */
interface Values {
  readonly shape: readonly number[]
  readonly elements: readonly number[]
}

export class RunResults {
  private readonly position = new TracePosition()
  private readonly points = new MetricPoints()
  /** By id: every variable's newest values; null where they are not recorded whole. */
  private readonly variables = new Map<number, Values | null>()
  /** Names at the top level of the script by slot, with the variable that each has; -1: none. */
  private readonly names = new Map<string, { readonly name: string; readonly variable: number }>()

  /** The next chunk of the run. @throws LabError for one that is broken or does not follow on */
  add(chunk: Uint8Array): void {
    const opened = openTraceChunk(chunk)
    this.position.open(opened.first)
    opened.each((event) => {
      if (this.position.take(event) !== null) this.follow(event)
    })
  }

  /** `[step, value]` rows by metric. */
  *metrics(): Generator<readonly [name: string, NpyArray], void> {
    for (const { name, steps, values } of this.points.all()) {
      const data = new Float64Array(steps.length * 2)
      for (let i = 0; i < steps.length; i++) data.set([steps.at(i)!, values.at(i)!], i * 2)
      yield [name, { shape: [steps.length, 2], data }]
    }
  }

  /** The values of variables that have a name at the top level, where the trace holds them whole. */
  *tensors(): Generator<readonly [name: string, NpyArray], void> {
    for (const { name, variable } of this.names.values()) {
      const values = this.variables.get(variable) ?? null
      if (values !== null) yield [name, { shape: values.shape, data: Float64Array.from(values.elements) }]
    }
  }

  private follow(event: TraceEvent): void {
    switch (event.type) {
      case 'metric':
        this.points.add(event)
        break
      case 'variable-created':
        // Told again after a part that is left out: it may have other values by now.
        if (this.position.isRestoring && this.variables.has(event.variable)) break
        this.variables.set(event.variable, wholeValues(event))
        break
      case 'data-assigned':
        if (this.variables.has(event.variable)) this.variables.set(event.variable, wholeValues(event))
        break
      case 'name-bound':
        if (event.depth === 0) {
          const variable = event.kind === 'variable' ? event.target : -1
          this.names.set(event.slot, { name: event.name, variable })
        }
        break
    }
  }
}

function wholeValues({ shape, summary }: TraceEventOf<'variable-created' | 'data-assigned'>): Values | null {
  const size = shape.reduce((product, length) => product * length, 1)
  const elements = toValueSummary(summary).first
  return elements.length === size ? { shape, elements } : null
}
