import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lessonLocales, parseLesson, sessionSource } from '@shared/lesson'
import { diagnose } from './diagnose'

const x = 'const x = new Variable(np.array(2.0))\n'
const places = (source: string) =>
  diagnose(source).map(
    ({ severity, line, column, endColumn }) => `${severity} ${line}:${column}-${endColumn}`,
  )
const words = (source: string) => diagnose(source).map(({ message, hint }) => `${message}; ${hint ?? ''}`)

test('a member that a variable does not have is marked exactly, with the nearest that it has', () => {
  const source = `${x}print(x.gard)`
  expect(places(source)).toEqual(['warning 2:9-13'])
  expect(words(source)).toEqual(['Variable has no gard; did you mean grad?'])
})

test.each([
  ['y.gard', 'const y = square(x)'],
  ['y.gard', 'const y = F.sin(x) + 1'],
  ['y.gard', 'const y = -((2 * x) ** 2)'],
  ['y.gard', 'let y = x.reshape([1]).T'],
  ['y.gard', 'const y = x.grad'],
  ['y.backwards()', 'const y = (x as Variable).sum()'],
  ['p.gard', 'const p = new Parameter(np.zeros([2]))'],
  ['x?.gard', ''],
])('a value that is certainly a variable: %s after %s', (use, line) => {
  expect(words(`${x}${line}\nprint(${use})`)).toEqual([
    expect.stringMatching(/^Variable has no \w+; did you mean \w+\?$/),
  ])
})

test.each([
  ['a.shpae', 'const a = np.array([1, 2]) * 2', 'NDArray has no shpae; did you mean shape?'],
  ['a.meen()', 'const a = np.random.randn(2, 3).T', 'NDArray has no meen; did you mean mean?'],
  ['x.data.dtyp', '', 'NDArray has no dtyp; did you mean dtype?'],
  ['a.grad', 'const a = np.ones(2)', 'NDArray has no grad; a variable has it: new Variable(a)'],
  ['x.grad.tolist()', '', 'Variable has no tolist; its array has it: x.grad.data.tolist'],
  ['x.zero_grad()', '', 'Variable has no zero_grad; in a script it is written: model.cleargrads()'],
  ['x.set_creator(null)', '', 'Variable has no set_creator; did you mean setCreator?'],
])('%s after %s', (use, line, said) => {
  expect(words(`${x}${line}\nprint(${use})`)).toEqual([said])
})

test('the names of imports are the lab’s', () => {
  const source = "import { Variable as V } from 'dezero'\nimport np from 'np'\nnew V(np.array(1)).gard"
  expect(places(source)).toEqual(['warning 3:20-24'])
})

test.each([
  [
    'its own class',
    'class Variable { constructor(data) { this.gard = data } }\nnew Variable(np.array(1)).gard',
  ],
  ['a name with several values', 'let x = new Variable(np.array(1))\nx = { gard: 1 }\nprint(x.gard)'],
  ['a parameter', 'const f = (x) => x.gard\nf({ gard: 1 })'],
  ['a member of its own', `${x}x.gard = 1\nprint(x.gard)`],
  ['a member by a pattern', `${x};[x.gard] = [1]\nprint(x.gard)`],
  ['a member by Object.assign', `${x}Object.assign(x, { gard: 1 })\nprint(x.gard)`],
  ['a class that extends', 'class V extends Variable { get gard() { return 1 } }\nprint(new V(null).gard)'],
  ['parts of an array', 'const [a] = np.split(np.zeros(2), 2)\nprint(np.split(a, 1).map(String))'],
  ['one random number', 'print(np.random.rand().toFixed(2))'],
  ['a text', `${x}const s = 'x: '\nprint((s + x).toUpperCase())`],
  ['what every object has', `${x}print(x.constructor.name, x.toString(), x.data.hasOwnProperty('a'))`],
  ['an inner name of the same word', `${x}const f = () => { const x = { gard: 1 }; return x.gard }\nf()`],
])('no alarm: %s', (_title, source) => {
  expect(diagnose(source)).toEqual([])
})

test.each([
  ['[1, 2, 3] ** 2', 'np.array([1, 2, 3]) ** 2'],
  ['2 * [1, 2, 3]', '2 * np.array([1, 2, 3])'],
  ['values / n', 'np.array(values) / n'],
  ['values - values', 'np.array(values) - np.array(values)'],
  ['[1, 2] + [3, 4]', 'np.array([1, 2]) + np.array([3, 4])'],
])('arithmetic of a plain list is marked: %s', (use, cure) => {
  const source = `const n = 2, values = [1, 2, 3]\nprint(${use})`
  expect(words(source)).toEqual([`a list is not an array; write ${cure}`])
  expect(places(source)).toEqual([`warning 2:7-${7 + use.length}`])
})

test.each([
  ['a list beside a variable', `${x}print(x * [1, 2])`],
  ['a list beside an array', 'print([1, 2] ** np.array([1, 2]))'],
  ['a list beside what is not known', 'const f = (a) => [1, 2] * a\nprint(f(np.ones(2)))'],
  ['a list in a text', "print('values: ' + [1, 2], [1, 2] + '')"],
  ['a name that may be an array by then', 'let v = [1, 2]\nv = np.array(v)\nprint(v ** 2)'],
  ['an element', 'const v = [1, 2]\nprint(v[0] ** 2, v.length * 2)'],
])('no alarm: %s', (_title, source) => {
  expect(diagnose(source)).toEqual([])
})

test.each(['resources/lessons', 'resources/sessions'])(
  'every script in %s is without a message',
  (folder) => {
    const sources = readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => {
        const text = readFileSync(`${folder}/${name}`, 'utf8')
        return folder.endsWith('lessons')
          ? lessonLocales.map((locale) => [name, sessionSource(parseLesson(text), locale)] as const)
          : [[name, text] as const]
      })
    expect(sources.length).toBeGreaterThan(3)
    expect(
      sources.map(([name, source]) => [name, diagnose(source)]).filter(([, found]) => found!.length > 0),
    ).toEqual([])
  },
)
