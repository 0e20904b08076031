// Functions in two versions: what they give is JavaScript's, later cells can replace them, and lines and stops are kept.
import { expect, test } from 'vitest'
import { command } from '@shared/control'
import { Interruption } from '../run/interruption'
import { compile } from './compile'
import { plainPrefix } from './plainFunctions'
import { createHarness, runScript } from './testing/runScript'

const plain = (() => undefined).constructor as (...parts: string[]) => (print: unknown) => void

/** The functions of a script that are compiled for numbers. */
function versions(source: string): string[] {
  const compiled = compile(source, { globals: new Set(['Math', 'print', 'Variable']) })
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]!.message)
  return [...compiled.code.matchAll(/function \$labn_(\w+)/g)].map(([, name]) => name!)
}

/** Scripts over numbers whose functions are called in every way. */
const ofNumbers = [
  'const fib = (n) => n < 2 ? n : fib(n - 1) + fib(n - 2); print(fib(15), fib(1.5), fib(-1))',
  'function h(x) { const y = x * 2; let z = y + 1; if (z > 9) z = z - y; return z } let s = 0; for (let i = 0; i < 9000; i++) { s += h(i * 0.5) } print(s)',
  'const g = (x, y) => x * y + 1; let s = 0; for (let i = 0; i < 1000; i++) { if (i % 7 === 0) continue; if (i > 990) break; s = g(s, 0.5) } print(s)',
  'const isPrime = (n) => { for (let d = 2; d * d <= n; d++) { if (n % d === 0) return false } return n > 1 }; let c = 0; for (let i = 0; i < 5000; i++) { if (isPrime(i)) c++ } print(c, isPrime(97), isPrime(1))',
  'const even = (n) => n === 0 ? 1 : odd(n - 1); const odd = (n) => n === 0 ? 0 : even(n - 1); print(even(100), odd(7))',
  'function f(x) { if (x > 3) return x; x += 1 } let n = 0; for (let i = 0; i < 300; i++) { if (f(i)) n += f(i + 9) } print(n, f(1), f(4))',
  'let count = 0; const tick = (k) => { count += k; return count }; for (let i = 0; i < 500; i++) tick(i); print(count, tick(1), tick(-1))',
  'const K = 3; const f = (x) => x * K; class A { run(n) { let s = 0; for (let i = 0; i < n; i++) s += f(i); return s } } print(new A().run(1000))',
  'const f = (x, y) => x - y; print(f(3), f(3, 1), f(3, 1, 9), f("4", 2), f(5, [2]))',
  'const out = []; for (let k = 0; k < 3; k++) { const sq = (x) => x * x + k; let s = 0; for (let i = 0; i < 100; i++) s += sq(i); out.push(s) } print(out.join())',
  'function outer(n) { const inner = (x) => { const y = -x; return y * y }; function twice(x) { return inner(x) * 2 } let s = 0; for (let i = 0; i < n; i++) { s += twice(i) } return s } print(outer(400))',
  'const f = (x) => { x = x + 1; { const x = 5; if (x > 9) return x } return x }; print(f(1)); { const f = (x) => x * 100; print(f(1)) }',
  'const gcd = (a, b) => { while (b !== 0) { const r = a % b; a = b; b = r } return a }; let t = 0; for (let i = 1; i < 300; i++) { for (let j = 1; j < 30; j++) { t += gcd(i, j) } } print(t)',
  'const z = (x) => x * 0; let s = -0; for (let i = 0; i < 300; i++) s = z(-1); print(Object.is(s, -0))',
  'try { f(1) } catch (e) { print(e.name) } const f = (x) => x; print(f(2)); try { const r = g(1); print(r); const g = (x) => x } catch (e) { print(e.name) }',
  'function one() { return 1 } let n = 0; while (n < 700) n += one(); print(n, one.name, one.length)',
  'const a = [1, 2, 3.5]; let t = 0; for (const x of a) { t += x * x } for (let x of a) { x = x + 1; a[0] = x; t += x } print(t, a.join())',
  'const a = [1, 2]; let t = 0; for (const x of a) { if (a.length < 5000) a[a.length] = x + 1; t += x } print(t, a.length)',
  'const f = (xs) => { let t = 0; for (const x of xs) { for (const y of xs) { if (y > x) continue; t += x * y } if (t > 90) break } return t }; print(f([1, 2, 3]), f(new Float64Array([4, 5, 6])), f("12"), f(new Set([1, 2])), f([1, "2"]), f([]))',
  'const xs = Array.from({ length: 9000 }, (_, i) => i); let t = 0, n = 0; for (const x of xs) { if (x === 8500) break; if (x % 2) continue; t += x; n += 1 } print(t, n)',
  'const xs = [3, 4]; xs[Symbol.iterator] = function* () { yield 10; yield 20 }; let t = 0; for (const x of xs) t += x; print(t)',
  'const f = (x) => x + 1; const xs = [1, 2, 3]; let t = 0; for (const x of xs) t += f(x); print(t, xs.map(f).join())',
]

test.each(ofNumbers)('as in JavaScript: %s', async (source) => {
  const expected: string[] = []
  plain(
    'print',
    `"use strict";${source}`,
  )((...values: unknown[]) => expected.push(values.map(String).join(' ')))
  const { printed, failure } = await runScript(source)
  expect(failure).toBeUndefined()
  expect(printed).toEqual(expected)
})

test.each([
  ['numbers', 'const f = (x) => x + 1; print(f(1))', ['f']],
  [
    'what calls each other',
    'function f(x) { return x < 1 ? 0 : g(x) } function g(x) { return f(x - 1) } f(3)',
    ['f', 'g'],
  ],
  ['nobody calls with numbers', 'const f = (x) => x + 1; print(f(a)); var a', []],
  ['a text', 'const f = (x) => x + "1"; print(f(1))', []],
  ['an engine value', 'const f = (x) => new Variable(x); print(f(1))', []],
  ['an outer name that changes', 'let k = 1; k = print; const f = (x) => x + k; print(f(1))', []],
  ['a name that is given another function', 'let f = (x) => x + 1; f = print; print(f(1))', []],
  ['fewer arguments', 'const f = (x, y) => x + y; print(f(1))', []],
  ['arguments', 'function f(x) { return arguments.length + x } print(f(1))', []],
  ['a generator', 'function* f(x) { yield x } print(f(1))', []],
])('a version for numbers when a function has %s', (_what, source, expected) => {
  expect(versions(source).sort()).toEqual(expected)
})

test('a later cell replaces what functions call and read', async () => {
  const cells = (f: string, k: string) =>
    `// %%\nconst k = ${k}\nfunction f(x) { return ${f} }\n// %%\nfunction sum(n) { let s = 0; for (let i = 0; i < n; i++) s = s + f(i) * k; return s }\n// %%\nprint(sum(3), sum(4))`
  const { session, printed } = createHarness()
  const cell = (index: number) => ({ first: index, last: index })
  await session.run(cells('x + 1', '2'), 'all')
  await session.run(cells('x * 10', '2'), cell(0))
  await session.run(cells('x * 10', '2'), cell(2))
  await session.run(cells('x * 10', 'new Variable(np.array(1.0))'), cell(0))
  await session.run(cells('x * 10', 'new Variable(np.array(1.0))'), cell(2))
  expect(printed).toEqual(['12 20', '60 120', 'variable(30.0) variable(60.0)'])
})

test('the same function takes variables', async () => {
  const { printed, failure } = await runScript(
    'const f = (x) => x * x - 2\nprint(f(3), f(new Variable(np.array(3.0))), [1, 2].map(f))\nlet y = 0\nfor (let i = 0; i < 3; i++) y = f(new Variable(np.array(i)))\nprint(y)',
  )
  expect(failure).toBeUndefined()
  expect(printed).toEqual(['7 variable(7.0) [-1, 2]', 'variable(2.0)'])
})

test('a recursion without end is told by its own names and lines', async () => {
  const { failure } = await runScript('const down = (n) => {\n  return down(n + 1) + 1\n}\ndown(1)')
  expect(failure?.at).toEqual({ line: 2, column: 10 })
  expect(failure?.frames?.[0]).toEqual({ name: 'down', at: { line: 2, column: 10 } })
})

test.each([
  ['recursion', 'const f = (n) => n < 1 ? 1 : f(n - 1) + f(n - 2)\nf(80)'],
  ['a loop over calls', 'const f = (x) => x + 1\nlet n = 0\nwhile (n >= 0) n = f(n)'],
  ['a loop in a function', 'const f = (x) => { while (x > 0) x += 1\nreturn x }\nf(1)'],
  [
    'a loop over a list that grows',
    'const a = [1]\nfor (const x of a) { a[a.length & 1] = x }\nfor (;;) a[0] = 1',
  ],
  ['a native that calls a named function', 'const f = (v, i) => i\nArray.from({ length: 1e7 }, f)'],
  [
    'a native that calls a method',
    'class A { f(v, i) { return i } }\nArray.from({ length: 1e7 }, new A().f)',
  ],
])('is interrupted: %s', async (_what, source) => {
  let checks = 0
  const harness = createHarness(() => {
    if (++checks === 200) throw new Interruption(null)
  })
  expect(await harness.session.run(source, 'all')).toEqual({ status: 'stopped', limit: null })
})

test('whoever steps comes to every line of a loop and of what it calls', async () => {
  const source =
    'const half = (x) => x / 2\nconst f = (x) => {\n  const y = half(x)\n  return half(y)\n}\nlet s = 0\nfor (let i = 0; i < 2; i++) {\n  s += f(i)\n}'
  const lines: number[] = []
  const harness = createHarness((line) => void (lines.at(-1) !== line && lines.push(line)))
  harness.control[0] = command.stepLine
  await harness.session.run(source, 'all')
  expect(lines.join(' ')).toContain('8 3 1 4 1')
})

test('whoever steps comes to a short callback at its first elements, and Stop to every 65,536th', async () => {
  const lines: number[] = []
  const harness = createHarness((line) => void lines.push(line))
  harness.control[0] = command.stepLine
  await harness.session.run(
    'const xs = new Float64Array(2e5)\nprint(xs.map(\n(x) => x + 1).reduce(\n(u, v) => u + v))',
    'all',
  )
  expect(harness.printed).toEqual(['200000'])
  for (const line of [3, 4]) expect(lines.filter((one) => one === line).length).toBeOneOf([7, 8])
})

test('a short callback works for whoever calls it with something else than an index', async () => {
  const harness = createHarness()
  await harness.session.run(
    `class Own {
  map(f) { return [f(2), f(2, 1n), f(2, { valueOf() { throw new Error('asked') } }), f.length] }
}
print(new Own().map((x) => x * 2))`,
    'all',
  )
  expect(harness.printed).toEqual(['[4, 4, 4, 1]'])
})

test('the prefix is no name that a script can have', () => {
  expect(compile(`const ${plainPrefix}f = 1`, { globals: new Set() }).ok).toBe(false)
})
