import { expect, it } from 'vitest'
import { Liveness } from '@shared/liveness'
import { purposes } from '@shared/memoryLedger'
import { openTraceChunk } from '@shared/traceReader'
import { runScript } from '../testing/runScript'

/** What following the run's events remembers after each of its turns, and the bytes alive at its end. */
async function follow(source: string): Promise<{ remembered: number; bytes: number }> {
  const { outcome, chunks } = await runScript(`const x = new Variable(np.ones([10]))\n${source}`)
  expect(outcome.failure).toBeUndefined()
  const liveness = new Liveness()
  for (const chunk of chunks) openTraceChunk(chunk).each((event) => liveness.apply(event))
  const { live } = liveness.ledger
  return { remembered: liveness.remembered, bytes: purposes.reduce((sum, one) => sum + live[one], 0) }
}

const endless = {
  'a list each turn': 'const list = [square(x)]',
  'a list in an object each turn': 'const box = { inner: [square(x)], more: { x } }',
  'a list from a function each turn': 'const list = make(x)',
  'a list that a function had for itself': 'use(x)',
  'the variables of a function': 'train(x)',
  'an object each turn': 'const net = new Net(x)',
  'lists that take turns in another one': 'all.push([square(x)]); if (all.length > 3) all.shift()',
  'the same list under a name that comes and goes':
    'let one = all; one.push(square(x)); one = null; all.length = 0',
  'a map each turn': "const map = new Map([['a', [square(x)]]])",
}

it.each(Object.entries(endless))('nothing is remembered of %s', async (_, turn) => {
  const start = `const all = []
function make(x) { const made = [square(x)]; return made }
function use(x) { const own = [square(x), [x]]; own.pop() }
function train(x) { const loss = F.sum(square(x)); x.cleargrad(); loss.backward() }
class Net { constructor(x) { this.layers = [square(x)] } }
`
  const loop = (turns: number) => `${start}for (let i = 0; i < ${turns}; i++) {\n  ${turn}\n}\n`
  const few = await follow(loop(10))
  const many = await follow(loop(400))
  expect(many).toEqual(few)
})

it('what is met again is told of in whole and counts again', async () => {
  const script = `let list = [np.ones([100]), [np.ones([50])]]
const again = (() => { const own = list; return () => own })()
list = null
let y = square(x)
y = square(x)
`
  const before = await follow(script)
  const after = await follow(`${script}const found = again()\ny = square(x)\n`)
  expect(after.bytes - before.bytes).toBe(8 * 150)
})

it('a chain of 200 objects counts whole, and is gone with its name', async () => {
  const chain = `let top = null
for (let i = 0; i < 200; i++) top = { below: top, value: square(x) }
`
  expect((await follow(chain)).bytes).toBe(80 * 201)
  expect(await follow(`${chain}top = null\nlet y = square(x)\ny = null\n`)).toEqual({
    remembered: 1,
    bytes: 80,
  })
})

it('what a function takes out of a list lives under its new name, whatever else the look at the lists finds', async () => {
  const { bytes } = await follow(`function taken(list) { return list.pop() }
let kept = [], box = new Map(), a = exp(x)
kept.push(square(x))
box.set('a', a)
a = taken(kept)
const y = square(x)
`)
  expect(bytes).toBe(80 * 4)
})
