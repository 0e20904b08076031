// What the kernels' module exports.
export { gemmF32, gemmF64 } from './gemm'
export { cosTile, expTile, logTile, powTile, sinTile, tanhTile } from './elementary'
export * from './elementwise'
