// F: every function a script can apply to variables. Loading it connects the operations to the engine.
import './connect'
import './methods'
import { tables } from '../engine/tables'
import type { Variable } from '../engine/variable'
import { composites } from './composite'
import { arrayFormulas } from './formulas'
import type { BridgeName, Table } from './op'
import { isInternal, type Internal } from './registry'

type Functions = Omit<Table<Variable>, BridgeName | Internal> & {
  readonly [K in keyof typeof composites]: (typeof composites)[K]['call']
}

/** The table of the script API: operations and composite functions by name. */
export const F: Functions = {
  ...(Object.fromEntries(
    Object.entries(tables.variables).filter(([name]) => !isInternal(name) && !(name in arrayFormulas)),
  ) as Omit<Table<Variable>, BridgeName | Internal>),
  ...(Object.fromEntries(Object.entries(composites).map(([name, { call }]) => [name, call])) as {
    readonly [K in keyof typeof composites]: (typeof composites)[K]['call']
  }),
}
