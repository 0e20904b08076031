// Where the engine finds the operations: as functions on arrays and as recorded functions on variables.
// ops/index.ts fills it when it is loaded, so that the engine needs no operation by name.
import type { Table } from '../ops/op'
import type { NDArray } from './ndarray'
import type { Variable } from './variable'

export const tables = {} as { arrays: Table<NDArray>; variables: Table<Variable> }
