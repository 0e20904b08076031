// What readers of the book type out of habit, and how a script writes it. Plain data and text patterns.

/** Names of the book's Python and what they are called in a script. */
export const pythonNames: Readonly<Record<string, string>> = {
  None: 'null',
  True: 'true',
  False: 'false',
  self: 'this',
  len: 'x.length',
  range: 'for (let i = 0; i < n; i++)',
  str: 'String(x)',
  float: 'Number(x)',
  int: 'Math.trunc(x)',
  isinstance: 'x instanceof Variable',
  super: 'super',
  numpy: 'np',
  raise: 'throw new Error(…)',
  assert_allclose: 'assertAllclose',
  NotImplementedError: 'new Error(…)',
  retain_grad: 'backward({ retainGrad: true })',
  create_graph: 'backward({ createGraph: true })',
  keepdims: 'sum(x, { keepdims: true })',
  axis: 'sum(x, { axis: 0 })',
  plt: 'track(name, value)',
  math: 'Math or np',
  dezero: 'the names themselves; all of them are in scope',
}

/** Members of Python's and NumPy's objects and what does the same in a script. */
export const pythonMembers: Readonly<Record<string, string>> = {
  append: 'xs.push(x)',
  extend: 'xs.push(...more)',
  insert: 'xs.splice(i, 0, x)',
  remove: 'xs.splice(i, 1)',
  items: 'Object.entries(o)',
  keys: 'Object.keys(o)',
  values: 'Object.values(o)',
  format: '`loss ${loss}`',
  upper: 'toUpperCase()',
  lower: 'toLowerCase()',
  strip: 'trim()',
  item: 'x.data.item()',
  numpy: 'x.data',
  detach: 'x.data',
  tolist: 'x.data.tolist()',
  zero_grad: 'model.cleargrads()',
  zeroGrad: 'model.cleargrads()',
  cleargrad: 'x.cleargrad() of a variable, model.cleargrads() of a model',
  cleargrads: 'x.cleargrad() of a variable, model.cleargrads() of a model',
  view: 'x.reshape([2, 3])',
  unsqueeze: 'expandDims(x, axis)',
  mm: 'matmul(a, b)',
  cuda: 'nothing; a script computes on the processor',
  cpu: 'nothing; a script computes on the processor',
  toFixed: 'x.item().toFixed(2) of an array, x.data.item().toFixed(2) of a variable',
  slice: "x.get('0:2')",
  map: 'x.tolist().map(f), or with operators on the whole array',
  forEach: 'x.tolist().forEach(f), or with operators on the whole array',
}

/** `numerical_diff` → `numericalDiff`. */
export function toCamelCase(name: string): string {
  return name.replace(/(?<=[^_])_+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

const patterns: readonly (readonly [RegExp, string])[] = [
  [/^\s*def\s+\w+\s*\(/, 'a function is written: function name(x) { … }'],
  [/^\s*class\s+\w+\s*(\(\w*\))?\s*:/, 'a class is written: class Square extends Function { … }'],
  [/^\s*from\s+\S+\s+import\b/, "nothing needs an import; import { Variable } from 'dezero' also works"],
  [/^\s*import\s+\w+(\.\w+)*(\s+as\s+\w+)?\s*$/, "nothing needs an import; import np from 'np' also works"],
  [/^\s*elif\b/, 'write: } else if (…) {'],
  [
    /^\s*for\s+\w+(\s*,\s*\w+)*\s+in\b/,
    'write: for (const x of xs) { … } or for (let i = 0; i < n; i++) { … }',
  ],
  [/^\s*(if|while)\s+[^\s(]/, 'conditions stand in parentheses and bodies in braces: if (…) { … }'],
  [/^\s*(if|while|for)\b.*:\s*(#.*)?$/, 'conditions stand in parentheses and bodies in braces: if (…) { … }'],
  [/^\s*(else|try|finally)\s*:\s*$/, 'bodies stand in braces: else { … }'],
  [/^\s*except\b/, 'write: } catch (error) { … }'],
  [/^\s*with\s+\w+(\.\w+)*\s*\(/, 'write: noGrad(() => { … }) or usingConfig(name, value, () => { … })'],
  [/^\s*print\s+[^\s(=]/, 'print is a function: print(x)'],
  [
    /^\s*(pass|raise|del|global|nonlocal)\b/,
    'this is Python; a script is TypeScript: {} for pass, throw new Error(…) for raise',
  ],
  [/\blambda\b/, 'a short function is written: (x) => x ** 2'],
  [/\b(not|and|or|is)\b(?!\s*[(.:=,])/, 'write ! for not, && for and, || for or, === for is'],
  [/(^|\s)#(?!\w+\s*[=;(])/, 'a comment starts with //'],
  [/\bf(["'])/, 'a text with values is written in backquotes: `loss ${loss}`'],
  [/"""|'''/, 'a text of several lines stands in backquotes; a comment between /* and */'],
  [/[\w)\]]\s*@\s*[\w(]/, 'a matrix product is written: matmul(a, b)'],
  [/[\w)\]]\[[^\]\n'"?{]*:[^\]\n'"]*\]/, "a slice is written: x.get('1:3')"],
  [/=\s+>/, 'an arrow is written => without a blank in it'],
  [/\*\*\w+\s*[,)]/, 'options are an object: f(x, { axis: 0 })'],
]

/** What to write instead, when a line that does not parse looks like Python. */
export function pythonHint(line: string): string | undefined {
  return patterns.find(([pattern]) => pattern.test(line))?.[1]
}
