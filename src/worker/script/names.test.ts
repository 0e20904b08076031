import { expect, test } from 'vitest'
import { runScript } from './testing/runScript'

const v = 'const V = () => new Variable(np.array(1.0));'

test.each([
  ['a const', `const W1 = V(); print(W1.name)`, 'W1'],
  ['a name by hand stays', `const W = new Variable(np.array(1.0), 'weights'); print(W.name)`, 'weights'],
  ['the first name stays', `const a = V(); const b = a; print(b.name)`, 'a'],
  ['an output', `const a = V(); const y = a * 2; print(y.name)`, 'y'],
  ['an assignment', `let a; a = V(); print(a.name)`, 'a'],
  ['a compound assignment', `let a = 1; a += V(); print(a.name)`, 'a'],
  ['destructuring', `const [a, { b }] = [V(), { b: V() }]; print(a.name, b.name)`, 'a b'],
  ['a field of this', `class L { constructor() { this.W = V() } } print(new L().W.name)`, 'W'],
  ['a field of an object', `const layer = {}; layer.W = V(); print(layer.W.name)`, 'layer.W'],
  [
    'elements that are assigned',
    `const W = []; for (let i = 0; i < 2; i++) W[i] = V(); print(W[0].name, W[1].name)`,
    'W[0] W[1]',
  ],
  ['elements of a list', `const W = [V(), V()]; print(W[1].name)`, 'W[1]'],
  ['fields of a literal', `const p = { W: V(), b: V() }; print(p.W.name, p.b.name)`, 'p.W p.b'],
  ['a name in a loop', `for (const x of [V()]) print(x.name)`, 'x'],
])('names: %s', async (_title, source, printed) => {
  const ran = await runScript(`${v}\n${source}`)
  expect(ran.failure).toBeUndefined()
  expect(ran.printed).toEqual([printed])
})

test('bindings are told with their line and depth, and scopes that held them end', async () => {
  const ran = await runScript(
    'const a = np.ones([2])\nfunction f(x) {\n  const t = x * 2\n  let n = 5\n  return t\n}\nlet y = f(a)\ny = null',
  )
  expect(ran.events.filter((event) => !event.startsWith('cell'))).toEqual([
    'bound a @0 NDArray :1',
    'bound t @1 NDArray :3',
    'left 1',
    'bound y @0 NDArray :7',
    'ended 0 :7',
    'bound y @0 null :8',
  ])
})

test('a scope ends also when the function throws', async () => {
  const ran = await runScript('function f() { const t = np.ones([1]); throw 1 }\ntry { f() } catch {}')
  expect(ran.events).toContain('left 1')
})

test('async functions keep a depth of their own while others run', async () => {
  const ran = await runScript(
    'const f = async () => { const a = np.ones([1]); await 0; const b = a * 2; await 0 }\nconst p = f()\nfunction g() { const c = np.ones([1]) }\ng()\nawait p',
  )
  const events = ran.events
    .filter((event) => /^(bound|left)/.test(event))
    .map((event) => event.replace(/ :.*/, ''))
  expect(events).toEqual([
    'bound a @async NDArray',
    'bound c @1 NDArray',
    'left 1',
    'bound b @async NDArray',
    'left async',
  ])
})

test('lists that are bound again give their elements up', async () => {
  const ran = await runScript('let W = [np.ones([1])]\nW = 5')
  expect(ran.events).toContain('bound W[0] @0 undefined :2')
})

const told = async (source: string): Promise<string[]> => {
  const { events, failure } = await runScript(source)
  expect(failure).toBeUndefined()
  return events.filter((event) => event.startsWith('bound'))
}

test('plain numbers are told at the top level; a loop tells the last ones of the names that outlive it', async () => {
  expect(
    await told(`const lr = 0.5
let s = 0, n = 0, k
for (let i = 0; i < 100000; i++) {
  const t = i * lr
  s += t
  if (t < 3) n++
  k = -i
}
while (n > 1) n -= 1
{ let inner = 1; outer: for (;;) { inner *= 3; if (inner > 80) break outer } }`),
  ).toEqual([
    'bound lr @0 0.5 :1',
    'bound s @0 0 :2',
    'bound n @0 0 :2',
    'bound s @0 2499975000 :5',
    'bound n @0 6 :6',
    'bound k @0 -99999 :7',
    'bound n @0 1 :9',
    'bound inner @0 1 :10',
    'bound inner @0 81 :10',
  ])
})

test('what a call in a loop gives is told 256 times and at the end', async () => {
  const events = await told('const f = (x) => x + 1\nlet n = 0\nfor (let i = 0; i < 9000; i++) n = f(n)')
  expect(events).toHaveLength(258)
  expect(events.slice(-2)).toEqual(['bound n @0 256 :3', 'bound n @0 9000 :3'])
})

test('a number that was told already, or that the loop did not reach, is not told again', async () => {
  expect(await told('let n = 2\nfor (let i = 0; i < 0; i++) n = i\nfor (const x of []) { n += x }')).toEqual([
    'bound n @0 2 :1',
  ])
})

test.each([
  ['a text', "y = 'a'", 'bound y @0 a :2'],
  ['a truth', 'y = false', 'bound y @0 false :2'],
  ['a number in a loop', 'for (const k of [1]) { y = 0; print(k) }', 'bound y @0 0 :2'],
])('a name gives its value up for %s', async (_what, statement, event) => {
  expect(await told(`let y = np.ones([2])\n${statement}`)).toContain(event)
})
