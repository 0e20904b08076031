// Which function made which variable, in a framework of the script's own whose variables do not say (the book's step
// 6: functions keep their input, variables have no creator yet). Sees in which order inputs and data were stored.
import { classOf, type HandMadeFunction, hasCreatorField, type HandMadeVariable } from './handMadeShapes'

type Seen =
  | { readonly kind: 'input'; readonly self: object; readonly inputs: readonly HandMadeVariable[] }
  | { readonly kind: 'made'; readonly variable: HandMadeVariable }

/** What one statement of the script's top level can see; more is a loop that names nothing. */
const mostSeen = 1000

export class HandMadeCalls {
  private seen: Seen[] = []
  private readonly makers = new WeakMap<HandMadeVariable, HandMadeFunction>()

  /** A function object took its inputs. */
  inputStored(self: object, inputs: readonly HandMadeVariable[]): void {
    if (!inputs.some(hasCreatorField)) this.see({ kind: 'input', self, inputs })
  }

  /** A variable that nobody knew took its first data. */
  variableMade(variable: HandMadeVariable): void {
    if (!hasCreatorField(variable)) this.see({ kind: 'made', variable })
  }

  private see(what: Seen): void {
    if (this.seen.length < mostSeen) this.seen.push(what)
  }

  /** A statement named a variable: what was seen until now is put together. */
  settle(): void {
    if (this.seen.length < mostSeen) this.pair()
    this.seen = []
  }

  /**
   * A call takes its input and makes its output, in either order: the output stands right before or right behind the
   * input, is no input itself and was made by nobody else.
   */
  private pair(): void {
    this.seen.forEach((what, i) => {
      if (what.kind !== 'input') return
      const output = [this.seen[i - 1], this.seen[i + 1]]
        .flatMap((beside) => (beside?.kind === 'made' ? [beside.variable] : []))
        .find((variable) => !what.inputs.includes(variable) && !this.makers.has(variable))
      if (output === undefined) return
      const { self, inputs } = what
      this.makers.set(output, { self, name: classOf(self), inputs, outputs: [output] })
    })
  }

  /** The function that made a variable, null when none is known. */
  makerOf(variable: HandMadeVariable): HandMadeFunction | null {
    return this.makers.get(variable) ?? null
  }
}
