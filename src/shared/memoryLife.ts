// The life of one variable as seen from a point of the run: whether it lives there, and how it ends. Pure; says nothing
// in words.
import { endOf, type EndOfArray } from './memoryHolders'
import type { VariableRecord } from './traceRecords'
import type { TraceState } from './traceState'
import { dataAt, stepIndexAt } from './traceView'

export interface VariableLife {
  readonly state: 'unborn' | 'alive' | 'dead'
  /** Steps of the timeline, from 1: after which it is there, and after which it is gone; null: never. */
  readonly bornAt: number
  readonly goneAt: number | null
  readonly bytes: number
  readonly shape: readonly number[]
  /** Array of its data. */
  readonly array: number
  /** Null: it lives as long as the run is known. */
  readonly end: EndOfArray | null
}

export function lifeOf(state: TraceState, cursor: number, variable: VariableRecord): VariableLife {
  const { variables } = state.lives
  const { id, seq } = variable
  const isAlive = variables.isAliveAt(id, cursor)
  const death = isAlive ? variables.deathAt(id, cursor) : variables.lastDeath(id)
  const { bytes, shape, array } = dataAt(variable, cursor)
  return {
    state: isAlive ? 'alive' : cursor < seq ? 'unborn' : 'dead',
    bornAt: stepIndexAt(state, seq) + 1,
    goneAt: death === null ? null : stepIndexAt(state, death.seq) + 1,
    bytes,
    shape,
    array,
    end: endOf(state, death),
  }
}
