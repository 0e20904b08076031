// The series of a run as they grow: a new list only when a series has new points, not with every state of the run.
import type { NumberColumn } from '@shared/column'
import type { TraceState } from '@shared/traceState'
import { type ShallowRef, shallowRef, watch } from 'vue'

/** `seriesOf` names the table of series, each with a `seqs` column that grows. */
export function useSeries<S extends { readonly seqs: NumberColumn }>(
  trace: () => TraceState,
  seriesOf: (trace: TraceState) => ReadonlyMap<string, S>,
): Readonly<ShallowRef<readonly S[]>> {
  const series = shallowRef<readonly S[]>([])
  // Not their number: a long series loses older points as it gets new ones.
  const newest = (): number => {
    let sum = 0
    for (const { seqs } of seriesOf(trace()).values()) sum += 1 + (seqs.at(-1) ?? -1)
    return sum
  }
  // The table itself is another one in another run.
  watch([() => seriesOf(trace()), newest], ([table]) => (series.value = [...table.values()]), {
    immediate: true,
  })
  return series
}
