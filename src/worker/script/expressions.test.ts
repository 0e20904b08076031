// Random expressions: over plain numbers exactly JavaScript's value, over arrays NumPy's element by element.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { power } from './scriptMath'
import { createHarness } from './testing/runScript'

const evaluate = (() => undefined).constructor as (...parts: string[]) => (...args: unknown[]) => unknown

const operators = ['+', '-', '*', '/', '**', '%'] as const

/** Powers are generated as ⟦base⟧⟨exponent⟩: an operator in the script, the lab's function in plain JavaScript. */
const asOperators = (text: string): string =>
  text.replaceAll('⟦', '((').replaceAll('⟧⟨', ') ** (').replaceAll('⟩', '))')
const asCalls = (text: string): string =>
  text.replaceAll('⟦', 'power((').replaceAll('⟧⟨', '), (').replaceAll('⟩', '))')

interface Forms {
  readonly leaf: fc.Arbitrary<string>
  readonly operators: readonly string[]
}

function expression({ leaf, operators: known }: Forms): fc.Arbitrary<string> {
  return fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      leaf,
      fc
        .tuple(tie('node'), fc.constantFrom(...known), tie('node'), fc.boolean())
        .map(([left, operator, right, wraps]) => {
          const text = operator === '**' ? `⟦${left}⟧⟨${right}⟩` : `${left} ${operator} ${right}`
          return wraps ? `(${text})` : text
        }),
      tie('node').map((inner) => `-(${inner})`),
      tie('node').map((inner) => `f(${inner})`),
    ),
  })).node
}

test('plain numbers evaluate exactly as in JavaScript', async () => {
  const leaf = fc.constantFrom(
    'a',
    'b',
    'c',
    '2',
    '0.5',
    '(a += 1)',
    'o.p',
    'xs[1]',
    '(b = c)',
    'b++',
    'f(3)',
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(expression({ leaf, operators }), { minLength: 1, maxLength: 8 }),
      async (texts) => {
        const prelude =
          'let a = 3, b = -1.5, c = 7; const o = { p: 0.25 }, xs = [1, 2, 4], f = (x) => x * 0.5 + 1;'
        const list = `[${texts.join(',\n')}].map((x) => Object.is(x, -0) ? '-0' : String(x)).join()`
        const expected = evaluate('power', `"use strict";${prelude}return ${asCalls(list)}`)(power)
        const { session, printed } = createHarness()
        const end = await session.run(`${prelude}\nprint(${asOperators(list)})`, 'all')
        expect(end).toEqual({ status: 'done' })
        expect(printed).toEqual([expected])
      },
    ),
    { numRuns: 150 },
  )
})

test('arrays evaluate as their elements do', async () => {
  const leaf = fc.constantFrom('a', 'b', '2', '0.5', 's')
  const as = [1, 2.5, -3]
  const bs = [0.5, 4, 7]
  await fc.assert(
    fc.asyncProperty(expression({ leaf, operators: ['+', '-', '*', '/'] }), async (text) => {
      const { session, printed } = createHarness()
      const source = `const a = np.array([${as.join()}]), b = np.array([${bs.join()}]), s = 3, f = (x) => x * 0.5 + 1\nconst r = np.asarray(${text})\nprint(JSON.stringify((r.ndim === 0 ? np.full([3], r.item()) : r).tolist().map(String)))`
      const end = await session.run(source, 'all')
      expect(end).toEqual({ status: 'done' })
      const each = evaluate('a', 'b', `const s = 3, f = (x) => x * 0.5 + 1; return ${text}`)
      expect(JSON.parse(printed[0]!)).toEqual(as.map((a, i) => String(each(a, bs[i]!))))
    }),
    { numRuns: 150 },
  )
})
