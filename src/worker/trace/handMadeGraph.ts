// Tells the trace of the graphs that a script's own Variable and Function classes build, in the events that the
// engine's own graphs have, so that every view shows both alike. Sees only what names and fields hold: forward is
// told when a top-level name takes a variable, backward as gradients are stored. Never changes an object.
import type { SourcePosition } from '@shared/failure'
import type { TraceEvent } from '@shared/trace'
import { ownedBytes, ownerId } from '../engine/memory'
import type { NDArray } from '../engine/ndarray'
import { engine } from '../engine/state'
import { HandMadeCalls } from './handMadeCalls'
import {
  creatorOf,
  dataOf,
  gradOf,
  type HandMadeFunction,
  type HandMadeVariable,
  isHandMadeVariable,
} from './handMadeShapes'
import { measure, summarize } from './summarize'

interface KnownVariable {
  readonly id: number
  /** Computed here: the classes of the first steps have none. */
  readonly generation: number
  readonly isLeaf: boolean
  name: string
  /** The gradient that was told last. */
  grad: NDArray | null
  /** The functions that take it. */
  readonly consumers: KnownFunction[]
}

interface KnownFunction {
  readonly id: number
  readonly made: HandMadeFunction
  /** Backward steps so far. */
  steps: number
}

/** The function whose gradients are being stored, and the inputs whose turn has not come. */
interface Step {
  readonly of: KnownFunction
  readonly waiting: HandMadeVariable[]
}

export class HandMadeGraph {
  private readonly known = new WeakMap<HandMadeVariable, KnownVariable>()
  /** Variables whose gradient was told; a sweep looks whether it is still there. */
  private readonly withGradient = new Set<HandMadeVariable>()
  private readonly calls = new HandMadeCalls()
  private root: HandMadeVariable | null = null
  private step: Step | null = null
  private pass = -1

  constructor(private readonly write: (event: TraceEvent) => void) {}

  /** A top-level name took a hand-made variable: it and all it was computed from are told. */
  named(name: string, variable: HandMadeVariable, at: SourcePosition): void {
    this.settle()
    this.calls.settle()
    const known = this.tell(variable, at)
    if (known.name === '') {
      known.name = name
      this.write({ type: 'variable-named', variable: known.id, name })
    }
    this.write({
      type: 'name-bound',
      name,
      slot: name,
      depth: 0,
      kind: 'variable',
      target: known.id,
      bytes: 0,
      shape: dataOf(variable)!.shape,
      text: '',
      ...at,
    })
    this.write({ type: 'statement-ended', depth: 0, line: at.line })
  }

  /** A function of the script's own took its inputs. */
  inputStored(self: object, inputs: readonly HandMadeVariable[]): void {
    this.calls.inputStored(self, inputs)
  }

  /** `variable.data` is about to take another array. */
  dataStored(variable: HandMadeVariable, data: NDArray, at: SourcePosition): void {
    const known = this.known.get(variable)
    if (known === undefined) {
      this.calls.variableMade(variable)
      return
    }
    this.write({ type: 'data-assigned', variable: known.id, ...describe(data), ...at })
  }

  /** `variable.grad` is about to take an array; the field still holds what was there before. */
  gradientStored(variable: HandMadeVariable, gradient: NDArray, at: SourcePosition): void {
    if (!isHandMadeVariable(variable)) return
    const known = this.tell(variable, at)
    this.sweep(this.step?.of.made.outputs ?? [])
    this.sweep([variable])
    const source = this.takeStep(variable, at)
    if (source === null) this.root = variable
    const before = gradOf(variable)
    // The same array as an output's gradient was put in the place of the old one, not added to it.
    const passedOn = source?.made.outputs.some((output) => gradOf(output) === gradient) ?? false
    known.grad = gradient
    this.withGradient.add(variable)
    const array = describe(gradient)
    this.write({
      type: 'gradient-stored',
      variable: known.id,
      gradient: -1,
      accumulated: source !== null && before !== null && !passedOn ? 1 : 0,
      contribution: array.array,
      ...array,
    })
  }

  /** The script did something else: gradients that are gone are told, and a backward pass is over. */
  settle(): void {
    this.sweep(this.withGradient)
    this.step = null
    if (this.pass < 0) return
    this.write({ type: 'backward-finished', pass: this.pass })
    for (const variable of this.withGradient) this.measureLeaf(this.known.get(variable)!)
    this.pass = -1
  }

  private measureLeaf({ id, name, isLeaf, grad }: KnownVariable): void {
    if (!isLeaf || name === '' || grad === null) return
    const { pass } = this
    this.write({ type: 'gradient-measured', pass, variable: id, name, ...measure(grad), updateRatio: NaN })
  }

  /** Tells of gradients that were set to null since they were told. */
  private sweep(variables: Iterable<HandMadeVariable>): void {
    for (const variable of variables) {
      const known = this.known.get(variable)
      if (known === undefined || known.grad === null || gradOf(variable) !== null) continue
      known.grad = null
      this.withGradient.delete(variable)
      this.write({ type: 'gradient-dropped', variable: known.id, cleared: 1 })
    }
  }

  /**
   * The function that a gradient for `input` comes from, null at the root. When several have the gradients of all
   * their outputs, it is the one that ran least often, of these the youngest: lists of functions are popped.
   */
  private takeStep(input: HandMadeVariable, at: SourcePosition): KnownFunction | null {
    const place = this.step?.waiting.indexOf(input) ?? -1
    if (place >= 0) {
      this.step!.waiting.splice(place, 1)
      return this.step!.of
    }
    const [next] = this.known
      .get(input)!
      .consumers.filter(({ made }) => made.outputs.every((output) => gradOf(output) !== null))
      .sort((f, g) => f.steps - g.steps || g.id - f.id)
    if (next === undefined) return null
    this.startPass(next, at)
    next.steps++
    const waiting = [...next.made.inputs]
    waiting.splice(waiting.indexOf(input), 1)
    this.step = { of: next, waiting }
    this.write({ type: 'backward-step', pass: this.pass, node: next.id, timeMs: 0 })
    return next
  }

  private startPass(first: KnownFunction, { line, column }: SourcePosition): void {
    if (this.pass >= 0) return
    this.pass = engine.nextPass++
    const root = this.known.get(this.root ?? first.made.outputs[0]!)!
    const { pass } = this
    this.write({
      type: 'backward-started',
      pass,
      variable: root.id,
      retainGrad: 0,
      createGraph: 0,
      line,
      column,
    })
  }

  /** Tells of a variable after all that it was computed from, along any length of chain without recursion. */
  private tell(root: HandMadeVariable, at: SourcePosition): KnownVariable {
    const entered = new Set<HandMadeVariable>()
    const pending = [root]
    for (let variable = pending.at(-1); variable !== undefined; variable = pending.at(-1)) {
      const creator = this.known.has(variable) ? null : this.makerOf(variable)
      // A graph that a script has bent into a ring is cut where the ring closes.
      const missing = entered.has(variable) ? [] : (creator?.inputs.filter((x) => !this.known.has(x)) ?? [])
      entered.add(variable)
      if (missing.length > 0) {
        pending.push(...missing.reverse())
        continue
      }
      pending.pop()
      if (this.known.has(variable)) continue
      if (creator === null) this.tellVariable(variable, -1, 0, at)
      else this.tellFunction(creator, at)
    }
    return this.known.get(root)!
  }

  private makerOf(variable: HandMadeVariable): HandMadeFunction | null {
    return creatorOf(variable) ?? this.calls.makerOf(variable)
  }

  private tellFunction(made: HandMadeFunction, at: SourcePosition): void {
    const inputs = made.inputs.flatMap((input) => this.known.get(input) ?? [])
    const generation = Math.max(0, ...inputs.map((input) => input.generation))
    const outputs = made.outputs.filter((output) => !this.known.has(output))
    const node: KnownFunction = { id: engine.nextNode++, made, steps: 0 }
    const firstId = engine.nextVariable
    this.write({
      type: 'operation',
      node: node.id,
      name: made.name,
      generation,
      inputs: inputs.map((input) => input.id),
      outputs: outputs.map((_, i) => firstId + i),
      recorded: 1,
      attributes: '',
      ...at,
      timeMs: 0,
    })
    for (const input of new Set(inputs)) input.consumers.push(node)
    for (const output of outputs) this.tellVariable(output, node.id, generation + 1, at)
  }

  private tellVariable(
    variable: HandMadeVariable,
    creator: number,
    generation: number,
    at: SourcePosition,
  ): void {
    const id = engine.nextVariable++
    const isLeaf = creator < 0
    this.known.set(variable, { id, generation, isLeaf, name: '', grad: null, consumers: [] })
    const data = describe(dataOf(variable)!)
    this.write({ type: 'variable-created', variable: id, creator, generation, name: '', ...data, ...at })
  }
}

function describe(array: NDArray) {
  return {
    array: ownerId(array),
    dtype: array.dtype,
    shape: array.shape,
    bytes: ownedBytes(array),
    summary: summarize(array),
  }
}
