// Names of members that scripts call or read on variables, arrays, layers and `np`, for suggestions.
import { labGlobals } from '../engine/globals'
import { NDArray } from '../engine/ndarray'
import { Variable } from '../engine/variable'
import { np } from '../np/state'

/** Every member name of the script API. */
export const memberNames: ReadonlySet<string> = new Set(
  [
    ...[Variable, NDArray, labGlobals.Layer, labGlobals.Model, labGlobals.Function].flatMap((type) =>
      Object.getOwnPropertyNames(type.prototype),
    ),
    ...Object.keys(np),
    ...Object.keys(np.random),
    'data',
    'grad',
    'inputs',
    'outputs',
  ].filter((name) => name !== 'constructor'),
)
