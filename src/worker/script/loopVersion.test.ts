// Loops in two versions: the results are JavaScript's, and the engine's where a value is no number.
import { expect, test } from 'vitest'
import { compile } from './compile'
import { runScript } from './testing/runScript'

const plain = (() => undefined).constructor as (...parts: string[]) => (print: unknown) => void

const hasTwoVersions = (source: string): boolean => {
  const compiled = compile(source, { globals: new Set(['Math', 'Float64Array', 'print', 'Variable', 'np']) })
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]!.message)
  return /(?<!\| 0;)if \((typeof \w+ === "number"|\$lab\.areNumbers)/.test(compiled.code)
}

const isHinted = (source: string): boolean => {
  const compiled = compile(source, { globals: new Set() })
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]!.message)
  return /\| 0;if \(typeof \w+ === "number"/.test(compiled.code)
}

/** Loops that call something and keep numbers. */
const ofCalls = [
  'const g = (x, y) => x * y + 1; let s = 0; for (let i = 0; i < 1000; i++) { s = g(s, 0.5) } print(s)',
  'const g = (x) => x > 300 ? "text" : x + 1; let s = 0, n = 0; while (n < 700) { s = g(s); n += 1 } print(s, n)',
  'const g = (x) => x; let s = 0; for (let i = 0; i < 999; i++) { if (i % 3 === 0) continue; if (i === 900) break; s += g(i) } print(s)',
  'const g = (x) => x; const f = (n) => { let s = 0; for (let i = 0; ; i++) { if (i === n) return s; s = g(s) + i } }; print(f(0), f(1), f(64), f(65), f(1000))',
  'const f = (o, n) => { let s = 0; for (let i = 0; i < n; i++) s += o.p; return s }; print(f({ p: 2 }, 200), f({ get p() { return "a" } }, 3), f({ p: 1n }, 0))',
  'let s = -0; const g = (x) => x; for (let i = 0; i < 130; i++) s = g(s); print(Object.is(s, -0))',
  'let s = 0, t = 1; const g = (x) => x + 1; for (let k = 0; k < 9; k++) { for (let i = 0; i < k * 20; i++) { s = g(t); t = g(s) } } print(s, t)',
]

test.each(ofCalls)('a loop over calls gives what JavaScript gives: %s', async (source) => {
  const expected: string[] = []
  plain('print', source)((...values: unknown[]) => expected.push(values.map(String).join(' ')))
  const { printed } = await runScript(source)
  expect(printed).toEqual(expected)
})

test('a loop over calls goes from numbers to variables and back', async () => {
  const source = `const f = (x, i) => i < 400 ? x + 1 : i === 400 ? new Variable(np.array([1.0])) : i < 500 ? x * 1 : 7
let s = 0, kinds = ''
for (let i = 0; i < 900; i++) { s = f(s, i); if (i % 100 === 99) kinds += typeof s + ' ' }
print(kinds, s)`
  const { printed } = await runScript(source)
  expect(printed).toEqual(['number number number number object number number number number  7'])
})

test.each([
  ['a call gives them', 'const o = { g: (x) => x }; let s = 0; for (let i = 0; i < 3; i++) s = o.g(i)', true],
  [
    'the name begins as something else',
    'const g = (x) => x; let s = ""; for (let i = 0; i < 3; i++) s = g(i)',
    false,
  ],
  ['a function within may see it', 'let s = 0; for (let i = 0; i < 3; i++) s = (() => s + 1)()', false],
  ['a loop within', 'const g = (x) => x; let s = 0; for (;;) { s = g(s); for (const x of []) s++ }', false],
])('numbers that a loop keeps are told to V8 when %s', (_when, source, expected) => {
  expect(isHinted(source)).toBe(expected)
})

/** Scripts without engine values, whose loops get a version for numbers. */
const ofNumbers = [
  'const f = (n, k) => { let s = 0; for (let i = 0; i < n; i++) s = s + i * k; return s }\nprint(f(100, 0.5), f(3, "2"), f(2, [4]), f("2", 3))',
  'const dot = (a, b) => { let s = 0; for (let i = 0; i < a.length; i++) s += a[i] * b[i]; return s }\nprint(dot([1, 2], [3, 4]), dot([1, 2], [3]), dot([1, "x"], [2, "3"]), dot([], []), dot([1, , 2], [1, 1, 1]))',
  'const a = new Float64Array(4).fill(0.5); let t = 0\nfor (let k = 0; k < 3; k++) { for (let i = 0; i < 5; i++) { a[i] = a[i] * 0.9 + 0.1; t += a[i] } }\nprint(t, a)',
  'const xs = [3, 1, 2]; let top = -1\nfor (let i = 0; i < xs.length; i++) { const x = xs[i]; if (x > top) top = x; xs[i] = x * 2 }\nprint(top, xs)',
  'function f(x) { while (x > 1) { x = x / 2; if (x < 3) continue; x -= 1 } return x }\nprint(f(100), f(7n > 1), f("9"))',
  'let n = 5, r = 1\ndo { r *= n; n -= 1 } while (n > 0)\nprint(r)',
  'const f = (a, i) => { let s = ""; for (let k = 0; k < a.length; k++) s += a[k]; return s + i }\nprint(f([1, 2], 3), f(["a"], 1))',
  'const f = (m) => { let s = 0; for (let i = 0; i < 3; i++) s += m[i] ** 2 - -m[i]; return s }\nprint(f(new Float64Array([1, 2, 3])), f(new Int8Array(2)), f([1, 2, 3]))',
  'const f = (o, n) => { let s = 0; for (let i = 0; o > i; i++) s += n * Math.abs(-n); return s }\nprint(f({ valueOf: () => 3 }, 2))',
  // Loops that run in chunks of 4096 turns.
  'let s = 0, n = 0\nfor (let i = 0; i < 10000; i++) { if (i % 3 === 0) continue; if (i === 9001) break; s += i; n++ }\nprint(s, n)',
  'let n = 0\nwhile (n < 4095) n++\nprint(n)\nwhile (n < 4096) n++\nprint(n)\nwhile (true) { if (n === 12287) break; n += 1 }\nprint(n)',
  'let c = 0\nfor (let i = 0; i < 9; i++) { inner: for (let j = 0; ; j++) { if (j > 5000) break; if (j % 2 === 1) continue inner; c += 1 } }\nprint(c)',
  'let c = 0\nouter: for (let i = 0; i < 9; i++) { for (let j = 0; j < 5000; j++) { if (j === 4097) continue outer; c += 1 } }\nprint(c)',
  // Loops that count to a bound.
  'let s = 0\nfor (let i = 0; i <= 8192; i++) s += i\nfor (let i = 3; i < 4099; i++) { if (i === 4098) break; s += i }\nprint(s)',
  'const f = (n) => { let c = 0; for (let i = 0; i < n; i++) c++; return c }\nprint(f(0), f(-1), f(NaN), f(4096), f(4097), f(0.5), f(Infinity > 1 ? 5000 : 0))',
  'let n = 10, c = 0\nfor (let i = 0; i < n; i++) { if (n < 5000) n++; c++ }\nprint(c, n)',
  'const xs = [1, 2]; let t = 0\nfor (let i = 0; i < xs.length; i++) { if (i < 4200) xs[i + 1] = i; t += xs[i] }\nprint(t, xs.length)',
  'const xs = Array.from({ length: 9000 }, (_, i) => i); let t = 0\nfor (let i = 0; i < xs.length; i++) { if (xs[i] === 8195) continue; t += xs[i] }\nprint(t)',
  'let c = 0\nfor (let i = 0; i < 3; i++) { for (let j = 0; j < 4097; j++) { if (j > 4095) break; c += j } }\nprint(c)',
  'let r = 0\nfor (let i = 0.5, k = 2; i < 4100; i++) r += k\nprint(r)',
  'const a = new Float64Array(2); let last = 1\nfor (let i = 0; i < 5000; i++) { last = a[i] }\nprint(last)',
  'let z = -0, k = 0\nfor (; k < 5000; k++) { z = z * 1 }\nprint(Object.is(z, -0), k)',
  'const f = (n) => { for (let i = 0; i < n; i++) { if (i * i > 2e7) return i } return -1 }\nprint(f(1e4), f(10))',
  'let i = 0, s = 0\nfor (i = 5; s < 30000; i += 2) s += 3\nprint(i, s)',
]

test.each(ofNumbers)('as in JavaScript: %s', async (source) => {
  const expected: string[] = []
  const show = (value: unknown): string =>
    ArrayBuffer.isView(value)
      ? `Float64Array [${Array.from(value as Float64Array).join(', ')}]`
      : Array.isArray(value)
        ? `[${value.join(', ')}]`
        : String(value)
  plain(
    'print',
    `"use strict";${source}`,
  )((...values: unknown[]) => expected.push(values.map(show).join(' ')))
  const { printed, failure } = await runScript(source)
  expect(failure).toBeUndefined()
  expect(printed).toEqual(expected)
})

test.each([
  ['a parameter', ofNumbers[0]!, true],
  ['a list', ofNumbers[1]!, true],
  ['a typed array', ofNumbers[2]!, true],
  ['a call', 'let s = 0; const g = (x) => x; for (let i = 0; i < 3; i++) s += g(i)', false],
  ['a getter', 'const f = (o, s) => { for (let i = 0; i < 3; i++) s += o.p; return s }', false],
  [
    'a list that changes its name',
    'const f = (a, b) => { for (let i = 0; i < 3; i++) { b = a; a[i] += 1 } }',
    false,
  ],
  ['what is proved already', 'let s = 0; for (let i = 0; i < 3; i++) s += i', false],
])('two versions of a loop with %s: decided by what is in it', (_what, source, expected) => {
  expect(hasTwoVersions(source)).toBe(expected)
})

test('engine values take the other version', async () => {
  const { printed, failure } =
    await runScript(`const f = (s, k, n) => { for (let i = 0; i < n; i++) s = s + k * i; return s }
print(f(new Variable(np.array(1.0)), 2, 3), f(1, np.array([1, 2]), 3), f(0, 1, new Variable(np.array(3.0))))
const total = (a) => { let s = 0; for (let i = 0; i < a.length; i++) s += a[i] * 2; return s }
print(total([1, new Variable(np.array(3.0))]), total([np.array([1, 2]), 1]))
let w = new Variable(np.array(1.0))
for (let i = 0; i < 2; i++) w = w * 2
print(w)`)
  expect(failure).toBeUndefined()
  expect(printed).toEqual(['variable(7.0) [4. 7.] 3', 'variable(8.0) [4. 6.]', 'variable(4.0)'])
})

test('both versions know their lines', async () => {
  const source =
    'const f = (k) => {\n  let s = 0\n  for (let i = 0; i < 3; i++) {\n    s += k * i\n  }\n  return s\n}\nf(1)\nf(null)\nf(np.ones([2]))\nf(new Variable(null))'
  const { failure } = await runScript(source)
  expect(failure).toMatchObject({ at: { line: 4 } })
})
