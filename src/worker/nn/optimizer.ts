// Rules that change parameters by their gradients (step 46), and hooks that change gradients before.
// Formulas and default values are those of the book's dezero/optimizers.py.
import { GraphError, GraphTypeError } from '../engine/graphError'
import { NDArray } from '../engine/ndarray'
import { describe } from '../engine/shape'
import * as kernels from '../kernels'
import * as math from '../kernels/math'
import { parseOptions } from '../engine/options'
import type { Layer } from './layer'
import { Parameter } from './layer'

/** Anything with parameters. */
interface Target {
  params(): Parameter[]
}

/** A hook gets the parameters that have a gradient. */
export type Hook = ((params: Parameter[]) => void) | { apply(params: Parameter[]): void }

/** Subclasses define `updateOne`. */
export class Optimizer {
  protected target: Target | null = null
  private readonly hooks: Hook[] = []

  /** Chooses the model whose parameters are updated; returns the optimizer. */
  setup(target: Target): this {
    if (typeof (target as Partial<Target> | null)?.params !== 'function') {
      throw new GraphTypeError(`setup: ${describe(target)} has no parameters`, 'pass a Model or a Layer')
    }
    this.target = target
    return this
  }

  /** One step: the hooks, then every parameter that has a gradient. */
  update(): void {
    if (this.target === null) {
      throw new GraphError('update: the optimizer has no model', 'call setup(model) first')
    }
    const params = this.target.params().filter((parameter) => parameter.gradientData !== null)
    for (const hook of this.hooks) {
      if (typeof hook === 'function') hook(params)
      else hook.apply(params)
    }
    for (const parameter of params) if (parameter.gradientData !== null) this.updateOne(parameter)
  }

  /** Changes one parameter by its gradient. */
  updateOne(_parameter: Parameter): void {
    throw new GraphError(
      `${this.constructor.name}.updateOne: not implemented`,
      'define updateOne(parameter) { … } in your class',
    )
  }

  addHook(hook: Hook): void {
    this.hooks.push(hook)
  }
}

/** Reads arguments given one by one in the book's order, or as one options object. */
function read<K extends string>(
  subject: string,
  names: readonly K[],
  defaults: readonly number[],
  args: readonly unknown[],
): Record<K, number> {
  const [first] = args
  const options = typeof first === 'object' && first !== null ? parseOptions(subject, first, names) : null
  const values = names.map((name, i) => {
    const value = (options === null ? args[i] : options[name]) ?? defaults[i]
    if (typeof value === 'number') return [name, value] as const
    throw new GraphTypeError(`${subject}: ${name} is ${describe(value)}`, 'use a number')
  })
  return Object.fromEntries(values) as Record<K, number>
}

type Arguments<K extends string> = [options?: number | { readonly [N in K]?: number }, ...more: number[]]

/** An array per parameter, zeros at first. */
class State {
  private readonly arrays = new Map<Parameter, NDArray>()
  of(parameter: Parameter): NDArray {
    const { shape, dtype } = parameter
    return this.arrays.get(parameter) ?? NDArray.zeros(shape, dtype)
  }
  set(parameter: Parameter, array: NDArray): NDArray {
    const kept = asTypeOf(parameter, array)
    this.arrays.set(parameter, kept)
    return kept
  }
}

const { add, divide, multiply, sqrt, subtract } = kernels

/** An update keeps the parameter's type, as NumPy's in-place operators do. */
function asTypeOf(parameter: Parameter, array: NDArray): NDArray {
  return array.dtype === parameter.dtype ? array : array.astype(parameter.dtype)
}

function assign(parameter: Parameter, array: NDArray): void {
  parameter.data = asTypeOf(parameter, array)
}

function dataOf(parameter: Parameter): NDArray {
  return parameter.filled('update')
}

/** data -= lr · grad */
export class SGD extends Optimizer {
  lr: number
  constructor(...args: Arguments<'lr'>) {
    super()
    this.lr = read('SGD', ['lr'], [0.01], args).lr
  }
  override updateOne(parameter: Parameter): void {
    assign(parameter, kernels.descend(dataOf(parameter), parameter.gradientData!, this.lr))
  }
}

/** v = momentum · v - lr · grad; data += v */
export class MomentumSGD extends Optimizer {
  lr: number
  momentum: number
  private readonly velocity = new State()
  constructor(...args: Arguments<'lr' | 'momentum'>) {
    super()
    const { lr, momentum } = read('MomentumSGD', ['lr', 'momentum'], [0.01, 0.9], args)
    this.lr = lr
    this.momentum = momentum
  }
  override updateOne(parameter: Parameter): void {
    const { data, kept } = kernels.descendWithMomentum(
      dataOf(parameter),
      this.velocity.of(parameter),
      parameter.gradientData!,
      this.momentum,
      this.lr,
    )
    this.velocity.set(parameter, kept)
    assign(parameter, data)
  }
}

/** h += grad²; data -= lr · grad / (√h + eps) */
export class AdaGrad extends Optimizer {
  lr: number
  eps: number
  private readonly squares = new State()
  constructor(...args: Arguments<'lr' | 'eps'>) {
    super()
    const { lr, eps } = read('AdaGrad', ['lr', 'eps'], [0.001, 1e-8], args)
    this.lr = lr
    this.eps = eps
  }
  override updateOne(parameter: Parameter): void {
    const grad = parameter.gradientData!
    const h = this.squares.set(parameter, add(this.squares.of(parameter), multiply(grad, grad)))
    assign(parameter, subtract(dataOf(parameter), divide(multiply(grad, this.lr), add(sqrt(h), this.eps))))
  }
}

/** Steps as large as earlier steps were, relative to earlier gradients; no learning rate. */
export class AdaDelta extends Optimizer {
  rho: number
  eps: number
  private readonly gradients = new State()
  private readonly steps = new State()
  constructor(...args: Arguments<'rho' | 'eps'>) {
    super()
    const { rho, eps } = read('AdaDelta', ['rho', 'eps'], [0.95, 1e-6], args)
    this.rho = rho
    this.eps = eps
  }
  override updateOne(parameter: Parameter): void {
    const { rho, eps } = this
    const grad = parameter.gradientData!
    const meanGradient = this.gradients.set(
      parameter,
      add(multiply(this.gradients.of(parameter), rho), multiply(multiply(grad, 1 - rho), grad)),
    )
    const meanStep = this.steps.of(parameter)
    const step = multiply(sqrt(divide(add(meanStep, eps), add(meanGradient, eps))), grad)
    this.steps.set(parameter, add(multiply(meanStep, rho), multiply(multiply(step, 1 - rho), step)))
    assign(parameter, subtract(dataOf(parameter), step))
  }
}

/** Adam: m and v are running means of grad and grad², corrected for their start at zero. */
export class Adam extends Optimizer {
  alpha: number
  beta1: number
  beta2: number
  eps: number
  /** Steps done. */
  t = 0
  private readonly means = new State()
  private readonly squares = new State()
  constructor(...args: Arguments<'alpha' | 'beta1' | 'beta2' | 'eps'>) {
    super()
    const names = ['alpha', 'beta1', 'beta2', 'eps'] as const
    const { alpha, beta1, beta2, eps } = read('Adam', names, [0.001, 0.9, 0.999, 1e-8], args)
    this.alpha = alpha
    this.beta1 = beta1
    this.beta2 = beta2
    this.eps = eps
  }

  /** The step size of the present step. */
  get lr(): number {
    return (this.alpha * Math.sqrt(1 - math.pow(this.beta2, this.t))) / (1 - math.pow(this.beta1, this.t))
  }

  override update(): void {
    this.t++
    super.update()
  }

  override updateOne(parameter: Parameter): void {
    const { data, kept } = kernels.descendByAdam(
      dataOf(parameter),
      [this.means.of(parameter), this.squares.of(parameter)],
      parameter.gradientData!,
      [1 - this.beta1, 1 - this.beta2, this.lr, this.eps],
    )
    this.means.set(parameter, kept[0])
    this.squares.set(parameter, kept[1])
    assign(parameter, data)
  }
}

/** Adds rate · data to every gradient. */
export class WeightDecay {
  constructor(readonly rate: number) {}
  apply(params: Parameter[]): void {
    for (const parameter of params) {
      const grad = parameter.grad!
      grad.data = add(grad.filled('WeightDecay'), multiply(dataOf(parameter), this.rate))
    }
  }
}

/** Scales all gradients down together when their common L2 norm is above maxNorm. */
export class ClipGrad {
  constructor(readonly maxNorm: number) {}
  apply(params: Parameter[]): void {
    let total = 0
    for (const parameter of params) total += kernels.sum(kernels.square(parameter.gradientData!)).first()
    const rate = this.maxNorm / (Math.sqrt(total) + 1e-6)
    if (rate >= 1) return
    for (const parameter of params) {
      const grad = parameter.grad!
      grad.data = multiply(grad.filled('ClipGrad'), rate)
    }
  }
}

/** Keeps parameters, or all parameters of layers, from being updated. */
export class FreezeParam {
  private readonly frozen: readonly Parameter[]
  constructor(...targets: (Parameter | Layer)[]) {
    this.frozen = targets.flatMap((target) => (target instanceof Parameter ? [target] : target.params()))
  }
  apply(_params: Parameter[]): void {
    for (const parameter of this.frozen) parameter.cleargrad()
  }
}
