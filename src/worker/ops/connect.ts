// Gives the engine its operations. Loaded before anything that uses the tables.
import { tables } from '../engine/tables'
import { createArrayTable, createVariableTable } from './table'

tables.arrays = createArrayTable()
tables.variables = createVariableTable()
