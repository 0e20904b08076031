// A copy of a variable that is still part of the graph. Exists so that two variables can show the same gradient
// without sharing it when the gradient itself is differentiable (createGraph).
import type { RunnableOp } from '../ops/op'
import { applyOp } from './apply'
import { engine } from './state'
import { origin, Variable } from './variable'

const identity: RunnableOp = {
  name: 'identity',
  title: 'Identity',
  inputs: ['x'],
  forward: ([x]) => x!.copy(),
  backward: (_F, gy) => [gy],
}

/** A variable with equal values in its own memory, through which gradients flow back to `variable`. */
export function detachedCopy(variable: Variable): Variable {
  if (variable.creator === null)
    return new Variable(variable.filled('grad').copy(), variable.name, origin.gradient)
  const before = engine.config.enableBackprop
  engine.config.enableBackprop = true
  try {
    return applyOp(identity, [variable], null)
  } finally {
    engine.config.enableBackprop = before
  }
}
