// F: every function a script can apply to variables. Loading it connects the operations to the engine.
import './connect'
import './methods'
import { tables } from '../engine/tables'
import type { Variable } from '../engine/variable'
import { composites } from './composite'
import type { BridgeName, Table } from './op'
import { isInternal, type Internal } from './registry'

type Functions = Omit<Table<Variable>, BridgeName | Internal> & {
  readonly [K in keyof typeof composites]: (typeof composites)[K]['call']
}

const {
  data: _data,
  constant: _constant,
  scaledProduct: _scaledProduct,
  tanhGradient: _tanhGradient,
  sigmoidGradient: _sigmoidGradient,
  reluGradient: _reluGradient,
  ...operations
} = tables.variables

/** The table of the script API: operations and composite functions by name. */
export const F: Functions = {
  ...(Object.fromEntries(Object.entries(operations).filter(([name]) => !isInternal(name))) as Omit<
    typeof operations,
    Internal
  >),
  ...(Object.fromEntries(Object.entries(composites).map(([name, { call }]) => [name, call])) as {
    readonly [K in keyof typeof composites]: (typeof composites)[K]['call']
  }),
}
