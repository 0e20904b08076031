// The cells of the script, as everyone reads them.
export { cellAtLine, findCells, type Cell } from '@shared/cells'
