import { expect, test } from 'vitest'
import { diagnose } from './diagnose'

const short = (source: string) =>
  diagnose(source).map(({ line, column, message, hint }) => [`${line}:${column}`, message, hint])

test('a correct script has no messages', () => {
  expect(
    diagnose(
      "import { Variable as V } from 'dezero'\nconst x: V = new V(np.array(1.0))\nfor (const i of [1]) { print(x ** 2 + i) }\nfunction f(a, b = a) { return late(a, b) }\nconst late = (a, b) => a + b\nclass A { m() { return f(1) } }\nprint(typeof nothing, new A().m(), Math.PI, F.sin(x))\nlabel: for (;;) break label",
    ),
  ).toEqual([])
})

test('unknown names carry a suggestion and the exact range', () => {
  expect(diagnose('print(1)\nconst y = Varible(2)')).toEqual([
    {
      severity: 'error',
      message: 'Varible is not defined',
      hint: 'did you mean Variable?',
      line: 2,
      column: 11,
      endLine: 2,
      endColumn: 18,
    },
  ])
})

test.each([
  ['numerical_diff(f, x)', 'in a script it is written: numericalDiff'],
  ['const a = None', 'in a script, None is written: null'],
  ['fetch("x")', 'a script has no network'],
  ['eval("1")', 'a script cannot make code from text'],
])('%s', (source, hint) => {
  expect(short(source)[0]![2]).toBe(hint)
})

test('keyword arguments in Python’s spelling', () => {
  const found = short('const y = new Variable(null)\ny.backward(retain_grad=True)')
  expect(found[0]).toEqual([
    '2:12',
    "retain_grad=… is Python's keyword argument",
    'options are an object: { retainGrad: true }',
  ])
})

test('const misuse and early use', () => {
  expect(short('print(b)\nconst a = 1, b = 2\na = 3\nnp = 4').map(([at, message]) => [at, message])).toEqual([
    ['1:7', 'b is used before its declaration'],
    ['3:1', 'a is a const and cannot be assigned'],
    ['4:1', 'np belongs to the lab and cannot be assigned'],
  ])
})

test('every error of a text that can be read on is reported', () => {
  expect(short('const a = 1\nconst a = 2\nlet b\nlet b').map(([at]) => at)).toEqual(['2:7', '4:5'])
})

test('notes are not checked', () => {
  expect(diagnose('// %% [markdown]\nsome words (\n// %%\nprint(1)')).toEqual([])
})
