// The ledger against an independent count: generated programs are run by the lab and by a model of the book's objects
// in which what is alive is found by walking from the names, not by counting.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heldAt } from '@shared/memoryHolders'
import { purposes } from '@shared/memoryLedger'
import type { TraceState } from '@shared/traceState'
import { cursorOfStep } from '@shared/traceView'
import { runScript } from '../testing/runScript'

const names = ['a', 'b', 'c', 'd'] as const
type Name = (typeof names)[number]

type Statement =
  | { readonly kind: 'leaf'; readonly to: Name }
  | {
      readonly kind: 'square' | 'squareTwice' | 'called' | 'alias' | 'gradOf'
      readonly to: Name
      readonly of: Name
    }
  | { readonly kind: 'add' | 'mul'; readonly to: Name; readonly of: Name; readonly by: Name }
  | { readonly kind: 'share'; readonly into: Name; readonly of: Name }
  | { readonly kind: 'push' | 'cleargrad' | 'unchain' | 'drop' | 'assign' | 'raw'; readonly of: Name }
  | { readonly kind: 'pop' | 'keep' | 'clear' }
  | { readonly kind: 'backward'; readonly of: Name; readonly retain: boolean }

interface Value {
  data: object
  grad: Value | null
  creator: Fn | null
}

interface Fn {
  readonly name: string
  readonly inputs: readonly Value[]
  readonly output: WeakRef<Value>
}

const bytes = 8 * 10

/** Runs a program on plain objects and notes after each operation how many arrays the names reach. */
class Model {
  readonly source = [
    'let a = null, b = null, c = null, d = null, list = [], box = { inner: [] }, raw = null',
    'function twice(x) { const t = square(x); return square(t) }',
  ]
  readonly totals: number[] = []
  private readonly names = new Map<Name, Value>()
  private list: Value[] = []
  private readonly box: Value[] = []
  private stack: Value[] = []
  /** The array that a name holds without a variable. */
  private raw: object | null = null
  private readonly nodes: Fn[] = []
  private isStarted = false

  /** @param order the functions in the order in which each backward pass of the lab visited them */
  constructor(private readonly order: readonly (readonly number[])[]) {}
  private passes = 0

  run(statements: readonly Statement[]): void {
    for (const to of names) this.step({ kind: 'leaf', to })
    for (const statement of statements) this.step(statement)
    this.settle()
  }

  /** The bytes that can be reached now, into the point of the last step. */
  private settle(): void {
    if (!this.isStarted) return
    this.totals[this.totals.length - 1] = this.reachable()
  }

  private nextPoint(): void {
    this.settle()
    this.isStarted = true
    this.totals.push(0)
  }

  private reachable(): number {
    const seen = new Set<object>()
    const arrays = new Set<object>(this.raw === null ? [] : [this.raw])
    const pending: (Value | Fn)[] = [...this.names.values(), ...this.list, ...this.box, ...this.stack]
    for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
      if (seen.has(one)) continue
      seen.add(one)
      if ('inputs' in one) pending.push(...one.inputs)
      else {
        arrays.add(one.data)
        if (one.grad !== null) pending.push(one.grad)
        if (one.creator !== null) pending.push(one.creator)
      }
    }
    return arrays.size * bytes
  }

  private apply(name: string, ...inputs: Value[]): Value {
    this.nextPoint()
    const output: Value = { data: {}, grad: null, creator: null }
    const fn: Fn = { name, inputs, output: new WeakRef(output) }
    output.creator = fn
    this.nodes.push(fn)
    return output
  }

  private step(s: Statement): void {
    if ('of' in s) this.withValue(s, this.names.get(s.of))
    else if (s.kind === 'leaf') {
      this.names.set(s.to, { data: {}, grad: null, creator: null })
      this.source.push(`${s.to} = new Variable(np.ones([10]))`)
    } else if (s.kind === 'pop') {
      this.list.pop()
      this.source.push('list.pop()')
    } else if (s.kind === 'clear') {
      this.list = []
      this.source.push('list = []')
    } else {
      this.box.push(...this.list.slice(0, 1))
      this.source.push('box.inner.push(...list.slice(0, 1))')
    }
  }

  private withValue(s: Extract<Statement, { of: Name }>, x: Value | undefined): void {
    if (x === undefined) return
    if (s.kind === 'push') {
      this.list.push(x)
      this.source.push(`list.push(${s.of})`)
    } else if (s.kind === 'drop') {
      this.names.delete(s.of)
      this.source.push(`${s.of} = null`)
    } else if (s.kind === 'assign') {
      x.data = {}
      this.source.push(`${s.of}.data = np.zeros([10])`)
    } else if (s.kind === 'share') {
      const other = this.names.get(s.into)
      if (other === undefined) return
      other.data = x.data
      this.source.push(`${s.into}.data = ${s.of}.data`)
    } else if (s.kind === 'raw') {
      this.raw = x.data
      this.source.push(`raw = ${s.of}.data`)
    } else if (s.kind === 'cleargrad') {
      x.grad = null
      this.source.push(`${s.of}.cleargrad()`)
    } else if (s.kind === 'unchain') {
      x.creator = null
      this.source.push(`${s.of}.unchain()`)
    } else if (s.kind === 'backward') this.backward(s.of, x, s.retain)
    else if ('to' in s) this.assign(s, x)
  }

  private assign(s: Extract<Statement, { to: Name; of: Name }>, x: Value): void {
    if (s.kind === 'square' || s.kind === 'alias') {
      this.names.set(s.to, s.kind === 'alias' ? x : this.apply('square', x))
      this.source.push(s.kind === 'alias' ? `${s.to} = ${s.of}` : `${s.to} = square(${s.of})`)
    } else if (s.kind === 'squareTwice' || s.kind === 'called') {
      const inner = this.apply('square', x)
      this.stack = [inner]
      const outer = this.apply('square', inner)
      this.stack = []
      this.names.set(s.to, outer)
      this.source.push(s.kind === 'called' ? `${s.to} = twice(${s.of})` : `${s.to} = square(square(${s.of}))`)
    } else if (s.kind === 'gradOf') {
      // The text must not depend on gradients: only a name that holds something takes one.
      if (!this.names.has(s.to)) return
      // The engine hands a copy on when a script looked at the gradient of a result, so only leaves are looked at.
      if (x.grad !== null && x.creator === null) this.names.set(s.to, x.grad)
      this.source.push(`${s.to} = (${s.of}.creator === null ? ${s.of}.grad : null) ?? ${s.to}`)
    } else if ('by' in s) {
      const other = this.names.get(s.by)
      if (other === undefined) return
      this.names.set(s.to, this.apply(s.kind, x, other))
      this.source.push(`${s.to} = ${s.kind}(${s.of}, ${s.by})`)
    }
  }

  private backward(name: Name, y: Value, retain: boolean): void {
    this.source.push(`if (${name}.creator !== null) ${name}.backward({ retainGrad: ${String(retain)} })`)
    if (y.creator === null) return
    y.grad ??= { data: {}, grad: null, creator: null }
    for (const id of this.order[this.passes++] ?? []) {
      const fn = this.nodes[id]!
      const gy = fn.output.deref()!.grad!
      const gxs = fn.inputs.map((): Value =>
        fn.name === 'add'
          ? { data: gy.data, grad: null, creator: null }
          : { data: {}, grad: null, creator: null },
      )
      // The book's list of gradients keeps them until the next list takes its place.
      this.stack = gxs
      fn.inputs.forEach((x, i) => {
        x.grad = x.grad === null ? gxs[i]! : { data: {}, grad: null, creator: null }
      })
      this.nextPoint()
      if (!retain) fn.output.deref()!.grad = null
    }
    this.stack = []
  }
}

const name: fc.Arbitrary<Name> = fc.constantFrom(...names)
const statements: fc.Arbitrary<Statement[]> = fc.array(
  fc.oneof(
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('leaf' as const), to: name }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom('square', 'squareTwice', 'called', 'alias', 'gradOf'),
        to: name,
        of: name,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constantFrom('add', 'mul'), to: name, of: name, by: name }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom('push', 'cleargrad', 'unchain', 'drop', 'assign', 'raw'),
        of: name,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('share' as const), into: name, of: name }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('pop', 'keep', 'clear') }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('backward' as const), of: name, retain: fc.boolean() }),
    },
  ),
  { minLength: 10, maxLength: 40, size: 'max' },
)

const byPurposeAt = ({ memory }: TraceState, i: number): number[] => purposes.map((one) => memory[one][i]!)

const totalAt = (state: TraceState, i: number): number =>
  byPurposeAt(state, i).reduce((sum, bytes) => sum + bytes, 0)

const passesOf = ({ steps }: TraceState): number[][] => {
  const passes: number[][] = []
  for (const { phase, node, pass } of steps) {
    if (phase === 'backward') (passes[pass] ??= []).push(node)
  }
  return passes
}

/** The program's text does not depend on the order of visits; only the counts do. */
const textOf = (program: readonly Statement[]): string => {
  const model = new Model([])
  model.run(program)
  return model.source.join('\n')
}

/** The gradient of both operands of an addition is one array, also for whoever takes one of them and writes it on. */
const sharedGradient: Statement[] = [
  { kind: 'add', to: 'b', of: 'a', by: 'c' },
  { kind: 'backward', of: 'b', retain: false },
  { kind: 'gradOf', to: 'c', of: 'a' },
  { kind: 'share', into: 'c', of: 'c' },
  { kind: 'square', to: 'a', of: 'a' },
]

describe('the ledger of live bytes', () => {
  it('equals what the names reach, at every operation of a generated program, and is empty when they are gone', async () => {
    await fc.assert(
      fc.asyncProperty(statements, async (program) => {
        const ending = 'a = null; b = null; c = null; d = null; list = null; box = null; raw = null'
        const { outcome, state } = await runScript(`${textOf(program)}\n`)
        expect(outcome.failure).toBeUndefined()
        const model = new Model(passesOf(state))
        model.run(program)
        const { memory, steps } = state
        // The first point may stand for what came before the first step.
        const from = memory.seqs.length - steps.length
        expect(
          steps.map((_, i) => totalAt(state, i + from)),
          model.source.join('\n'),
        ).toEqual(model.totals)
        for (let i = 0; i < steps.length; i++) {
          const rows = heldAt(state, cursorOfStep(state, i))
          const sums = purposes.map((one) =>
            rows.reduce((sum, row) => sum + (row.purpose === one ? row.bytes : 0), 0),
          )
          expect(sums, model.source.join('\n')).toEqual(byPurposeAt(state, i + from))
        }
        const after = await runScript(`${textOf(program)}\n${ending}\n`)
        expect(totalAt(after.state, after.state.memory.seqs.length - 1)).toBe(0)
      }),
      { numRuns: 100, examples: [[sharedGradient]] },
    )
  })
})
