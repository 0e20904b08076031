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
  fc.constantFrom('kept.push(a)', 'kept.push(b)', 'kept.pop()', 'a.cleargrad()', 'b.cleargrad()'),
)

const programs = fc
  .tuple(fc.array(line, { minLength: 6, maxLength: 14, size: 'max' }), fc.constantFrom(...modes))
  .map(([lines, mode]): Program => {
    const start = names.map((name) => `${name} = Variable(np.ones(50000))`)
    const all = ['kept = []', ...start, ...lines, 'd = square(d)', 'd.backward()']
    return {
      mode,
      lab: `let a, b, c, d, kept\n${all.join('\n').replaceAll('Variable(', 'new Variable(')}\n`,
      python: all.join('\n').replaceAll('.push(', '.append(').replaceAll('kept.pop()', 'if kept: kept.pop()'),
    }
  })

const isClose = (lab: number, python: number): boolean => Math.abs(lab / python - 1) < 0.02

test.skipIf(withoutNumpy !== null)(
  namedWithReason('peaks and ends of 40 generated programs agree with tracemalloc within 2 %'),
  async () => {
    const cases = fc.sample(programs, { numRuns: 40, seed: 20261121 })
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
