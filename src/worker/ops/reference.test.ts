// The reference describes exactly what scripts have, and every function of the API is a function and a method.
import { describe, expect, it } from 'vitest'
import { labGlobals } from '../engine/globals'
import { Variable } from '../engine/variable'
import { F } from '.'
import { reference } from './reference'

describe('the reference', () => {
  it('has one entry for every global name, and no other', () => {
    expect(reference.map(({ name }) => name).sort()).toEqual(Object.keys(labGlobals).sort())
    for (const { doc, signature, name } of reference) {
      expect(doc).toMatch(/^[^\n]+\.$/)
      expect(signature === 'np.array(values, dtype?)' || signature.includes(name)).toBe(true)
    }
  })

  it('says of each function whether it is a method, and it is one', () => {
    for (const { name, kind, method } of reference) {
      if (kind === 'function' && name in F)
        expect(typeof (Variable.prototype as never)[name] === 'function').toBe(method)
    }
  })

  it('covers the functions that the script API promises', () => {
    const promised =
      'square exp log sin cos tanh sqrt abs add sub mul div neg pow reshape transpose getItem expandDims flatten ' +
      'concatenate sum sumTo broadcastTo mean average max min clip matmul linear sigmoid relu leakyRelu softmax ' +
      'logSoftmax meanSquaredError softmaxCrossEntropy sigmoidCrossEntropy binaryCrossEntropy accuracy dropout'
    for (const name of promised.split(' ')) {
      expect(F).toHaveProperty(name)
      expect(labGlobals).toHaveProperty(name)
    }
    expect(F.sum.name).toBe('sum')
  })
})
