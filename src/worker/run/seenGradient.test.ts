import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { heldAt } from '@shared/memoryHolders'
import { purposes } from '@shared/memoryLedger'
import { dataAt, gradientAt, graphAt, lastCursor, lineValuesAt, nameAt, namesAt } from '@shared/traceView'
import { runScript } from '../testing/runScript'

const named = (state: Awaited<ReturnType<typeof runScript>>['state'], name: string) =>
  namesAt(state, lastCursor(state)).find((bound) => bound.name === name)!.variable!

it('the second derivative of step 33, made without a graph, has a value behind its name', async () => {
  const source = readFileSync('resources/lessons/step-33.ts', 'utf8')
  const { state } = await runScript(source)
  const seconds = state.slots.get('0:gx2')!.bindings.filter(({ kind }) => kind === 'variable')
  expect(seconds).toHaveLength(10)
  const values = seconds.map(({ target }) => state.variableById.get(target)!.data[0]!.summary[0]!)
  // 12x² - 4 along the way to 1.
  const xs = named(state, 'x').data.map(({ summary }) => summary[0]!)
  values.forEach((value, i) => expect(value).toBeCloseTo(12 * xs[i]! ** 2 - 4, 10))

  const line = source.split('\n').findIndex((text) => text.includes('const gx2')) + 1
  const shown = lineValuesAt(state, lastCursor(state)).find((value) => value.line === line)!
  expect(dataAt(shown.variable!, lastCursor(state)).summary[0]).toBe(values.at(-1))
  expect(shown).toMatchObject({ name: 'gx2', turn: 9 })
})

it('a gradient that the script goes on with has its name, its graph and its own gradient', async () => {
  const { state } = await runScript(`const x = new Variable(np.array([3.0, 4.0]))
const y = sum(x ** 2)
y.backward()
const g = x.grad
const z = sum(g ** 3)
z.backward()
`)
  const end = lastCursor(state)
  const g = named(state, 'g')
  expect(nameAt(g, end)).toBe('g')
  expect(g.gradientOf).toBe(named(state, 'x').id)
  expect(dataAt(g, end)).toMatchObject({ shape: [2], dtype: 'float64' })
  expect(gradientAt(g, end)!.value!.summary.slice(-2)).toEqual([108, 192])
  expect(graphAt(state, end).variables).toContain(g)
})

it('a gradient under a name stays one row of the memory table and no node of the graph, also without its variable', async () => {
  const { state } = await runScript(`const x = new Variable(np.array([3.0, 4.0]))
let y = sum(x ** 2)
y.backward()
const g = x.grad
x.cleargrad()
g.data = np.ones([5])
y = null
`)
  const end = lastCursor(state)
  const held = heldAt(state, end)
  expect(held.map(({ bytes, role, purpose }) => ({ bytes, role, purpose }))).toEqual([
    { bytes: 40, role: 'gradient', purpose: 'gradient' },
    { bytes: 16, role: 'data', purpose: 'leaf' },
  ])
  const live = purposes.reduce((sum, one) => sum + state.memory[one].at(-1), 0)
  expect(held.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(live)
  expect(graphAt(state, end).variables.map(({ id }) => id)).not.toContain(named(state, 'g').id)
})
