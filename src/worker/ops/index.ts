// F: every function a script can apply to variables. Loading it connects the operations to the engine.
import './connect'
import './methods'
import { tables } from '../engine/tables'

export const F = { ...tables.variables }
