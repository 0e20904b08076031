// A logarithmic axis of ECharts over given values: its own has figures at whole decades alone. Pure.
import { logAxis } from '@shared/logAxis'

export interface LogAxisOption {
  readonly min?: number
  readonly max?: number
  readonly axisTick?: { readonly customValues: readonly number[] }
  readonly axisLabel?: { readonly customValues: readonly number[] }
}

/** Empty while no value has a place on the axis. */
export function logAxisOption(values: Iterable<number>): LogAxisOption {
  let least = Infinity
  let most = 0
  for (const value of values) {
    if (!(value > 0 && value < Infinity)) continue
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  if (most === 0) return {}
  const { low, high, ticks } = logAxis(least, most)
  // The lines across the plot stand at the ticks.
  return { min: low, max: high, axisTick: { customValues: ticks }, axisLabel: { customValues: ticks } }
}
