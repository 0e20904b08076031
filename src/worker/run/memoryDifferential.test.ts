// Generated programs measured twice: by the lab's rules, and by tracemalloc on the book's classes with the NumPy of this
// machine. Without python3 and NumPy the test is skipped, and says so.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Mode } from '@shared/engineApi'
import { purposes } from '@shared/memoryLedger'
import { askNumpy, namedWithReason, withoutNumpy } from '../testing/numpy'
import { runScript } from '../testing/runScript'

const names = ['a', 'b', 'c', 'd'] as const
const modes: readonly Mode[] = ['default', 'retain-grad', 'no-grad']

interface Program {
  readonly lab: string
  readonly python: string
  readonly mode: Mode
}

/** The same lines mean the same in both languages, but for the start, `null` and lists. */
const line = fc.oneof(
  fc
    .tuple(fc.constantFrom(...names), fc.constantFrom(...names))
    .chain(([to, of]) =>
      fc.constantFrom(
        `${to} = square(${of})`,
        `${to} = exp(${of})`,
        `${to} = square(exp(${of}))`,
        `${to} = add(square(${of}), ${of})`,
        `${to} = add(${of}, ${to})`,
        `${to} = mul(${of}, ${to})`,
        `${to} = Variable(np.ones(50000))`,
      ),
    ),
  fc.constantFrom(
    'kept.push(a)',
    'kept.push(b)',
    'kept.push(square(c))',
    'kept.pop()',
    'a = taken(kept, a)',
    'kept.splice(0, 1)',
    'kept.length = 0',
    "box.set('x', a)",
    "box.set('y', exp(b))",
    "box.delete('x')",
    'box.clear()',
    'a.cleargrad()',
    'b.cleargrad()',
    'c = twice(b)',
    'twice(a)',
    'alone(c)',
    'train(b)',
    'own(a)',
    'keeper.put(square(a))',
    'keeper.put(b)',
    'keeper.take()',
    'keeper.empty()',
    'c = keeper.take() || c',
    'd = keeper.last(d)',
    'for (let i = 0; i < 3; i++) train(a)',
    'for (let i = 0; i < 3; i++) own(b)',
  ),
)

const inPython = [
  ['.push(', '.append('],
  ['kept.pop()', 'if kept: kept.pop()'],
  ['kept.splice(0, 1)', 'kept[0:1] = []'],
  ['kept.length = 0', 'del kept[:]'],
  ["box.set('x', a)", "box['x'] = a"],
  ["box.set('y', exp(b))", "box['y'] = exp(b)"],
  ["box.delete('x')", "box.pop('x', None)"],
  [' || ', ' or '],
  ['for (let i = 0; i < 3; i++) ', 'for i in range(3): '],
] as const

/** What the programs call and fill, in either language. */
const startOfLab = `function taken(list, other) { return list.pop() ?? other }
function twice(x) { const t = square(x); return square(t) }
function alone(x) { let t = square(x); t = exp(t) }
function train(x) { const loss = square(exp(x)); loss.backward(); x.cleargrad() }
function own(x) { const list = [square(x), x]; list.push(exp(x)) }
class Keeper {
  constructor() { this.items = [] }
  put(x) { this.items.push(x) }
  take() { return this.items.pop() }
  empty() { this.items.length = 0 }
  last(other) {
    if (this.items.length === 0) return other
    const one = this.items[this.items.length - 1]
    const y = exp(one)
    return square(y)
  }
}
let a, b, c, d, kept = [], box = new Map(), keeper = new Keeper()
`
const startOfPython = `def taken(list, other):
    return list.pop() if list else other
def twice(x):
    t = square(x)
    return square(t)
def alone(x):
    t = square(x)
    t = exp(t)
def train(x):
    loss = square(exp(x))
    loss.backward()
    x.cleargrad()
def own(x):
    list = [square(x), x]
    list.append(exp(x))
class Keeper:
    def __init__(self):
        self.items = []
    def put(self, x):
        self.items.append(x)
    def take(self):
        return self.items.pop() if self.items else None
    def empty(self):
        del self.items[:]
    def last(self, other):
        if not self.items: return other
        one = self.items[-1]
        y = exp(one)
        return square(y)
kept = []
box = {}
keeper = Keeper()
`

const programs = fc
  .tuple(fc.array(line, { minLength: 6, maxLength: 14, size: 'max' }), fc.constantFrom(...modes))
  .map(([lines, mode]): Program => {
    const start = names.map((name) => `${name} = Variable(np.ones(50000))`)
    const text = [...start, ...lines, 'd = square(d)', 'd.backward()', ''].join('\n')
    return {
      mode,
      lab: `${startOfLab}${text.replaceAll('Variable(', 'new Variable(')}`,
      python: `${startOfPython}${inPython.reduce((all, [lab, own]) => all.replaceAll(lab, own), text)}`,
    }
  })

const isClose = (lab: number, python: number): boolean => Math.abs(lab / python - 1) < 0.02

test.skipIf(withoutNumpy !== null)(
  namedWithReason('peaks and ends of 40 generated programs agree with tracemalloc within 2 %'),
  async () => {
    const cases = fc.sample(programs, {
      numRuns: Number(process.env.RUNS ?? 40),
      seed: Number(process.env.SEED ?? 20261121),
    })
    const expected = askNumpy(
      './memoryDifferential.py',
      cases.map(({ python, mode }) => ({ program: python, mode })),
    ) as { peakBytes: number; finalBytes: number }[]
    const wrong: string[] = []
    for (const [i, { lab, mode }] of cases.entries()) {
      const { outcome, state } = await runScript(lab, { mode })
      expect(outcome.failure).toBeUndefined()
      const { memory } = state
      const last = memory.seqs.length - 1
      const final = purposes.reduce((sum, one) => sum + memory[one][last]!, 0)
      const { peakBytes, finalBytes } = expected[i]!
      if (isClose(state.peak!.total, peakBytes) && isClose(final, finalBytes)) continue
      wrong.push(`${mode}: lab ${state.peak!.total}/${final}, tracemalloc ${peakBytes}/${finalBytes}\n${lab}`)
    }
    expect(wrong).toEqual([])
  },
)
