import { describe, expect, it } from 'vitest'
import type { Mode } from '@shared/engineApi'
import golden from '../testing/golden/memory.json'
import { purposes } from '@shared/memoryLedger'
import { runScript } from '../testing/runScript'

interface Figures {
  readonly peakBytes: number
  readonly finalBytes: number
}

/** The golden file's modes, how the lab runs them, and whether backward is called. */
const ways: readonly ['default' | 'retainGrad' | 'noGrad' | 'forwardOnly', Mode, boolean][] = [
  ['default', 'default', true],
  ['retainGrad', 'retain-grad', true],
  ['noGrad', 'no-grad', true],
  ['forwardOnly', 'default', false],
]

describe('the memory timeline agrees with CPython and NumPy (tracemalloc) within 2 %', () => {
  for (const program of golden.programs) {
    for (const [way, mode, callsBackward] of ways) {
      it(`${program.name}, ${way}`, async () => {
        const source = program.typescript + (callsBackward ? program.backward : '')
        const { outcome, state } = await runScript(source, { mode })
        expect(outcome.failure).toBeUndefined()
        const expected = program[way] as Figures
        const { memory } = state
        const last = memory.seqs.length - 1
        const final = purposes.reduce((sum, one) => sum + memory[one][last]!, 0)
        expect(Math.abs(state.peak!.total / expected.peakBytes - 1)).toBeLessThan(0.02)
        expect(Math.abs(final / expected.finalBytes - 1)).toBeLessThan(0.02)
      })
    }
  }
})
