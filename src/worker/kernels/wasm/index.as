// What the kernels' module exports.
export * from './gemm'
export * from './elementary'
export { powF64 } from './power'
export * from './elementwise'
export * from './reductions'
export * from './fused'
export * from './figures'
