// Intermediate results of operators give their memory to the next ones; what a script can still reach keeps its own.
import { expect, test } from 'vitest'
import { storageStatus } from '../engine/buffers'
import { runScript } from '../testing/runScript'

const start = `const a = np.ones([5000]) * 2.0
const b = np.ones([5000]) * 3.0
const only = (x) => { const s = np.sum(x - x.item(0)); assert(s.item() === 0, 'differs'); return x.item(0) }
`
/** Takes what is free, so that an array that lost its memory shows. */
const overwrite = 'for (let i = 0; i < 20; i++) { const junk = np.ones([5000]) * (1000 + i) }\n'

async function printed(source: string): Promise<readonly string[]> {
  const { outcome, printed: lines } = await runScript(start + source)
  expect(outcome.failure).toBeUndefined()
  return lines
}

test('an intermediate result waits to be taken again, a named one does not', async () => {
  await printed('const r = a * b + a\n')
  const bytes = 8 * 5000
  expect(storageStatus().waitingBytes).toBe(bytes)
  await printed('const t = a * b\nconst r = t + a\n')
  expect(storageStatus().waitingBytes).toBe(0)
})

test('values are right', async () => {
  const value = ((2 * 3 + 2) * 2 - 3) / 4 + (2 - 3 * 2) * (2 + 1)
  expect(await printed('print(only(((a * b + a) * 2.0 - b) / 4.0 + (a - b * 2.0) * (a + 1.0)))')).toEqual([
    String(value),
  ])
  expect(await printed('let x = a\nx -= 0.5 * (a * b)\nprint(only(x), only(a))')).toEqual(['-1 2'])
  expect(await printed('print(only((-(a * b)) ** 2 + -(a + b)))')).toEqual(['31'])
})

test('what a name, a list, a closure or an object holds is kept', async () => {
  const lines = await printed(`let t
const kept = []
const f = (x) => { kept.push(x); return x }
class Box { constructor(x) { this.x = x } __mul__(other) { this.x = a * other; return this.x } }
const box = new Box(a)
const results = [
  (t = a * b) + 1.0,
  f(a + b) * 2.0,
  (box * 7.0) + 1.0,
  (b.size > 9 ? a : b) * 1.0 + (box * 9.0) * 1.0,
]
${overwrite}print(only(t), only(kept[0]), only(box.x), results.map(only))
`)
  expect(lines).toEqual(['6 5 18 [7, 10, 15, 20]'])
})

test('what a graph holds is kept', async () => {
  const lines = await printed(`const v = new Variable(a)
const y = v * (a * b) + (b - a)
${overwrite}y.backward()
print(only(v.grad.data), only(y.data))
`)
  expect(lines).toEqual(['6 13'])
})

test('a view of what was computed is kept', async () => {
  const lines = await printed(`const view = (a * b + 1.0).reshape([50, 100])
const turned = (a * b - 1.0).reshape([50, 100]).T
${overwrite}print(only(view.reshape([5000])), only(turned.reshape([5000])))
`)
  expect(lines).toEqual(['7 5'])
})

const inNoGrad = (body: string): string => `const v = new Variable(a)
noGrad(() => {
${body}
${overwrite}})
`

test('without a graph a result that only the next call gets waits to be taken again', async () => {
  await printed(inNoGrad('const y = leakyRelu(exp(v))').replace(overwrite, ''))
  expect(storageStatus().waitingBytes).toBe(8 * 5000)
  await printed(inNoGrad('const s = exp(v)\nconst y = leakyRelu(s)').replace(overwrite, ''))
  expect(storageStatus().waitingBytes).toBe(0)
})

test('an operation element by element writes over it', async () => {
  const lines = await printed(
    inNoGrad(
      'const y = square(exp(square(v)))\nprint(only(y.data) === Math.exp(4) ** 2, only(v.data))',
    ).replace(overwrite, ''),
  )
  expect(lines).toEqual(['true 2'])
  expect(storageStatus().waitingBytes).toBe(0)
})

test('with a graph all results are kept', async () => {
  const lines = await printed(`const v = new Variable(a)
const y = square(exp(square(v)))
${overwrite}y.backward()
print(only(v.grad.data) === 8 * Math.exp(4) ** 2)
`)
  expect(lines).toEqual(['true'])
})

test('what a call without a graph gives back, shows in another layout, or what has a name is kept', async () => {
  const lines = await printed(`const v = new Variable(a)
const kept = []
const keep = (x) => { kept.push(x); return x }
let again = keep
const own = (x) => { again = square; kept.push(square(x)); return kept.at(-1) }
again = own
let results
noGrad(() => {
  const named = square(v)
  results = [
    square(reshape(named, [5000])),
    reshape(exp(square(v)), [5000]),
    reshape(transpose(reshape(square(v), [50, 100])), [5000]),
    square(keep(square(v))),
    square(again(v)),
    add(named, neg(named)),
    square((kept.push(square(v)), kept.at(-1))),
    named,
  ]
  ${overwrite}
})
print(results.map((one) => only(one.data)).map((x) => Number(x.toFixed(6))))
print(kept.map((one) => only(one.data)))
`)
  expect(lines).toEqual(['[16, 54.59815, 4, 16, 16, 0, 16, 4]', '[4, 4, 4]'])
})
