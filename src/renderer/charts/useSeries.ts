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
  const points = (): number => {
    let count = 0
    for (const { seqs } of seriesOf(trace()).values()) count += seqs.length
    return count
  }
  // The table itself is another one in another run.
  watch([() => seriesOf(trace()), points], ([table]) => (series.value = [...table.values()]), {
    immediate: true,
  })
  return series
}
