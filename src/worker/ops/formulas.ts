// What gradient formulas may use besides the operations: on arrays computed in as few passes as there are kernels for,
// on variables composed of operations, so that they can be differentiated again.
import { NDArray } from '../engine/ndarray'
import { Variable } from '../engine/variable'
import * as kernels from '../kernels'
import type { Bridge, Table } from './op'

export const arrayFormulas: Bridge<NDArray> = {
  data: (x) => x,
  constant: (array) => array,
  scaledProduct: kernels.scaledProduct,
  tanhGradient: kernels.tanhGradient,
  sigmoidGradient: kernels.sigmoidGradient,
  reluGradient: kernels.reluGradient,
  leakyReluGradient: kernels.leakyReluGradient,
  crossEntropyGradient: kernels.crossEntropyGradient,
}

/** The same, composed of the operations of `F`. */
export function variableFormulas(F: Omit<Table<Variable>, keyof Bridge<Variable>>): Bridge<Variable> {
  const data = (x: Variable): NDArray => x.filled('data')
  const constant = (array: NDArray): Variable => new Variable(array)
  return {
    data,
    constant,
    scaledProduct: (c, x, gy) => F.mul(F.mul(c, x), gy),
    tanhGradient: (gy, y) => F.mul(gy, F.sub(1, F.mul(y, y))),
    sigmoidGradient: (gy, y) => F.mul(F.mul(gy, y), F.sub(1, y)),
    reluGradient: (gy, x) => F.mul(gy, constant(kernels.unitStep(data(x), data(gy).dtype))),
    leakyReluGradient: (gy, x, slope) =>
      F.mul(gy, constant(kernels.slopesOf(data(x), slope, data(gy).dtype))),
    crossEntropyGradient: (gy, x, labels) => {
      const [count, classes] = data(x).shape as readonly [number, number]
      const scaled = F.broadcastTo(F.mul(gy, 1 / count), [count, classes])
      return F.mul(F.sub(F.softmax(x), constant(oneHot(labels, classes, data(x).dtype))), scaled)
    },
  }
}

/** A row for each label: 1 at the label, else 0. */
function oneHot(labels: Int32Array, classes: number, dtype: NDArray['dtype']): NDArray {
  const rows = NDArray.zeros([labels.length, classes], dtype)
  const values = rows.share()
  for (let i = 0; i < labels.length; i++) values[i * classes + labels[i]!] = 1
  return rows
}
