// The sessions of a fresh profile run to their end, and what they teach holds.
import { numbersOf } from '@shared/column'
import { lessonLocales, parseBilingualScript, scriptIn } from '@shared/lesson'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { runScript } from '../testing/runScript'

const folder = fileURLToPath(new URL('../../../resources/sessions/', import.meta.url))

const read = (name: string) => parseBilingualScript(readFileSync(folder + name, 'utf8'))

const runs = new Map<string, ReturnType<typeof finish>>()

/** The finished run of a session: each is run once. */
function run(name: string): ReturnType<typeof finish> {
  const known = runs.get(name) ?? finish(name)
  runs.set(name, known)
  return known
}

async function finish(name: string) {
  const { outcome, state, printed } = await runScript(scriptIn(read(name), 'en'))
  expect(outcome.failure).toBeUndefined()
  expect(outcome.status).toBe('done')
  return { state, printed }
}

/** The numbers of a metric in order. */
function valuesOf({ state }: Awaited<ReturnType<typeof run>>, name: string): number[] {
  return numbersOf(state.metrics.get(name)!.values)
}

describe('example sessions', () => {
  it.each(readdirSync(folder))('%s runs and prints', async (name) => {
    const { printed } = await run(name)
    expect(printed.length).toBeGreaterThan(0)
  })

  it.each(readdirSync(folder))('%s computes the same in both languages', (name) => {
    const [english, korean] = lessonLocales.map((locale) =>
      scriptIn(read(name), locale)
        .split('\n')
        .filter((line) => !line.startsWith('//')),
    )
    expect(korean).toEqual(english)
    expect(scriptIn(read(name), 'ko')).toMatch(/^\/\/ %% \[markdown\]\n\/\/ # .*[가-힣]/)
  })

  it('the convolution learns the shapes and names most that it has not seen', async () => {
    const finished = await run('3-convolution.ts')
    const [text] = finished.printed.slice(-1)
    expect(Number(/[\d.]+/.exec(text!)![0])).toBeGreaterThan(0.8)
    const functions = new Set(finished.state.nodes.map(({ name }) => name))
    for (const name of ['conv2d', 'batchNorm', 'pooling']) expect(functions).toContain(name)
  })

  it('the LSTM follows a cosine that it has not seen', async () => {
    const finished = await run('4-lstm.ts')
    expect(Number(/[\d.e-]+$/.exec(finished.printed.at(-1)!)![0])).toBeLessThan(0.03)
    const loss = valuesOf(finished, 'loss')
    expect(loss.at(-1)).toBeLessThan(loss[0]! / 20)
  })
})
