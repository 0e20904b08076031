// Layers that remember: the result of one call goes into the next (steps 59, 60).
import type { DType } from '../engine/dtype'
import { parseOptions } from '../engine/options'
import { tables } from '../engine/tables'
import type { Variable } from '../engine/variable'
import { Layer, Linear, parseSize } from './layer'

export interface RecurrentOptions {
  readonly dtype?: DType
  /** Size of the input's second axis; when absent it is taken from the first input. */
  readonly inSize?: number
}

function parse(subject: string, options: unknown): RecurrentOptions {
  return parseOptions(subject, options, ['inSize', 'dtype'])
}

/** tanh(x Wx + b + h Wh), where h is the last result; without h in the first call after `resetState()`. */
export class RNN extends Layer {
  readonly x2h: Linear
  readonly h2h: Linear
  /** The last result; null before the first. */
  h: Variable | null = null

  constructor(hiddenSize: number, options: RecurrentOptions = {}) {
    super()
    const size = parseSize('RNN: hiddenSize', hiddenSize)
    const { dtype, inSize } = parse('RNN', options)
    const typed = dtype === undefined ? {} : { dtype }
    this.x2h = new Linear(size, { ...typed, ...(inSize === undefined ? {} : { inSize }) })
    this.h2h = new Linear(size, { ...typed, nobias: true })
  }

  /** Forgets the last result: what follows is a new series. */
  resetState(): void {
    this.h = null
  }

  override forward(x: Variable): Variable {
    const { add, tanh } = tables.variables
    const input = this.x2h(x)
    this.h = tanh(this.h === null ? input : add(input, this.h2h(this.h)))
    return this.h
  }
}

/** Forget, input, output and update. */
type Gate = 'f' | 'i' | 'o' | 'u'

/** Long short-term memory (Hochreiter and Schmidhuber 1997, with a forget gate), as the book writes it. */
export class LSTM extends Layer {
  readonly x2f: Linear
  readonly x2i: Linear
  readonly x2o: Linear
  readonly x2u: Linear
  readonly h2f: Linear
  readonly h2i: Linear
  readonly h2o: Linear
  readonly h2u: Linear
  /** The last result and the memory cell; null before the first. */
  h: Variable | null = null
  c: Variable | null = null

  constructor(hiddenSize: number, options: RecurrentOptions = {}) {
    super()
    const size = parseSize('LSTM: hiddenSize', hiddenSize)
    const { dtype, inSize } = parse('LSTM', options)
    const typed = dtype === undefined ? {} : { dtype }
    const fromInput = (): Linear =>
      new Linear(size, { ...typed, ...(inSize === undefined ? {} : { inSize }) })
    const fromState = (): Linear => new Linear(size, { ...typed, inSize: size, nobias: true })
    this.x2f = fromInput()
    this.x2i = fromInput()
    this.x2o = fromInput()
    this.x2u = fromInput()
    this.h2f = fromState()
    this.h2i = fromState()
    this.h2o = fromState()
    this.h2u = fromState()
  }

  /** Forgets result and memory cell: what follows is a new series. */
  resetState(): void {
    this.h = null
    this.c = null
  }

  override forward(x: Variable): Variable {
    const { add, mul, sigmoid, tanh } = tables.variables
    const before = (gate: Gate): Variable => {
      const input = this[`x2${gate}`](x)
      return this.h === null ? input : add(input, this[`h2${gate}`](this.h))
    }
    const forget = sigmoid(before('f'))
    const take = sigmoid(before('i'))
    const give = sigmoid(before('o'))
    const news = tanh(before('u'))
    const added = mul(take, news)
    this.c = this.c === null ? added : add(mul(forget, this.c), added)
    this.h = mul(give, tanh(this.c))
    return this.h
  }
}
