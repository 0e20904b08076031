// What the kernels' module exports.
export { gemmF32, gemmF64, packColumnsF32, packColumnsF64, packRowsF32, packRowsF64 } from './gemm'
export * from './elementary'
export { powF64 } from './power'
export * from './elementwise'
export * from './reductions'
