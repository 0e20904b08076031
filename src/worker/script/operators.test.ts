import { testPrinting, type Printing } from './testing/table'

const x = 'const x = new Variable(np.array(3.0)); const v = np.array([1.0, 2.0]);\n'

const plain: readonly Printing[] = [
  ['sum of literals', 'print(1 + 2)', ['3']],
  ['precedence', 'let a = 2, b = 3, c = 4; print(a + b * c, (a + b) * c, a * b + c)', ['14 20 10']],
  ['left to right', 'let a = 10, b = 4, c = 3; print(a - b - c, a / b / c)', ['3 0.8333333333333334']],
  ['power is right to left', 'let a = 2, b = 3, c = 2; print(a ** b ** c)', ['512']],
  ['power of a negative in parentheses', 'let a = 2; print((-a) ** 2, -(a ** 2))', ['4 -4']],
  ['minus minus', 'let a = 2; print(- -a, a - -a, -(-a))', ['2 4 2']],
  ['unary plus', "print(+'5' + 1)", ['6']],
  [
    'remainder and bits',
    'let a = 13; print(a % 4, a & 6, a | 2, a ^ 1, ~a, a << 1, a >> 1, -a >>> 28)',
    ['1 4 15 12 -14 26 6 15'],
  ],
  ['text joins', "let a = 1; print('a' + a + 2, a + 2 + 'a', 'x' + 'y')", ['a12 3a xy']],
  [
    'text from variables joins',
    "const f = (a, b) => a + b; print(f('a', 1), f(1, 'a'), f('a', 'b'))",
    ['a1 1a ab'],
  ],
  ['text minus number is a number', "const f = (a, b) => a - b; print(f('5', 2), f('a', 2))", ['3 NaN']],
  [
    'BigInt',
    'const f = (a, b) => a * b + a ** b - a / b; print(f(7n, 2n), -7n, -f(1n, 1n))',
    ['60n -7n -1n'],
  ],
  ['Date minus Date', 'const a = new Date(5), b = new Date(2); print(a - b)', ['3']],
  ['list plus list is text', 'print([1, 2] + [3])', ['1,23']],
  [
    'null and undefined',
    'const f = (a, b) => a + b; print(f(null, 1), f(undefined, 1), f(true, 1))',
    ['1 NaN 2'],
  ],
  ['objects with valueOf', 'const o = { valueOf: () => 4 }; print(o * 2, o + 1, -o, o ** 2)', ['8 5 -4 16']],
  ['objects with toString', "const o = { toString: () => 'o' }; print(o + 1)", ['o1']],
  [
    'order: left before right',
    "const f = (s, n) => { print(s); return n }; print(f('a', 1) + f('b', 2) * f('c', 3))",
    ['a', 'b', 'c', '7'],
  ],
  ['the left value is read before the right side changes it', 'let a = 1; print(a + (a = 5), a)', ['6 5']],
  ['the right value is read after', 'let a = 1; print((a = 5) + a)', ['10']],
  ['increments inside', 'let i = 1; print(i++ + i++, i, ++i * i--, i)', ['3 3 16 3']],
  ['nested temporaries', 'const f = (n) => n; print(f(1) + (f(2) + (f(3) + f(4) * f(5))))', ['26']],
  [
    'deep sums',
    'const f = (n) => n; print((f(1) + f(2)) * (f(3) + f(4)) - (f(5) - f(6)) / (f(7) + f(1)))',
    ['21.125'],
  ],
  ['compound on a name', 'let a = 5; a += 2; a -= 1; a *= 3; a /= 2; a **= 2; print(a)', ['81']],
  ['compound gives its value', 'let a = 5; const b = (a += 2) * 2; print(a, b)', ['7 14']],
  ['compound on text', "let a = 'x'; a += 1; a += 'y'; print(a)", ['x1y']],
  [
    'compound with an unknown type',
    "const f = (a, b) => { a += b; return a }; print(f('x', 1), f(1, 2), f(1n, 2n))",
    ['x1 3 3n'],
  ],
  [
    'compound reads the target first',
    'let a = 1; const f = () => { a = 10; return 2 }; a += f(); print(a)',
    ['3'],
  ],
  ['compound on a field', 'const o = { a: 1 }; o.a += 4; o.a *= 2; print(o.a)', ['10']],
  [
    'compound evaluates object and key once',
    "const o = { k: 1 }; let n = 0; const g = () => { n++; return o }; g()[(n++, 'k')] += 5; print(o.k, n)",
    ['6 2'],
  ],
  [
    'a[i++] += x',
    'const a = [1, 2, 3]; let i = 0; const d = 10; a[i++] += d; a[i++] -= d; print(a, i)',
    ['[11, -8, 3] 2'],
  ],
  [
    'a key that is an object becomes text once',
    "let n = 0; const k = { toString() { n++; return 'p' } }; const o = { p: 1 }, f = () => 2; o[k] += f(); print(o.p, n)",
    ['3 1'],
  ],
  [
    'getter and setter once',
    "let log = []; const o = { get a() { log.push('get'); return 1 }, set a(v) { log.push(v) } }; const d = 2; o.a += d; print(log)",
    ['["get", 3]'],
  ],
  [
    'private field',
    'class A { #n = 1; bump(d) { this.#n += d; this.#n **= 2; return this.#n } } print(new A().bump(2))',
    ['9'],
  ],
  [
    'super field',
    'class A { get n() { return this.m } set n(v) { this.m = v } } class B extends A { f(d) { this.m = 1; super.n += d; return this.m } } print(new B().f(4))',
    ['5'],
  ],
  [
    'static field',
    'class A { static n = 1 + 1; static up(d) { A.n += d; return A.n } } print(A.up(3))',
    ['5'],
  ],
  ['logical assignments', 'let a = null, b = 0, c = 1; a ??= 5; b ||= 6; c &&= 7; print(a, b, c)', ['5 6 7']],
  ['bit assignments', 'let a = 5; a <<= 2; a |= 1; a %= 8; a ^= 3; print(a)', ['6']],
  ['operators in a default', 'const f = (a, b = a + a * 2) => b; print(f(2), f(1, 1))', ['6 1']],
  [
    'compound in a default',
    'let n = 1; const f = (a = (n += a0())) => a; const a0 = () => 4; print(f(), n)',
    ['5 5'],
  ],
  [
    'compound in a field',
    'let n = 1; const d = () => 2; class A { a = (n += d()); b = -(d() ** 1) + n } print(new A().a, new A().b, n)',
    ['3 3 5'],
  ],
  ['operators in templates', 'const a = 2, f = (n) => n; print(`${a + f(3)} ${`${f(a) ** 2}`}`)', ['5 4']],
  [
    'operators in conditions',
    "const f = (n) => n; print(f(1) + f(2) > 2 ? 'yes' : 'no', f(1) - 1 || 'zero', f(2) * 2 && 'four')",
    ['yes zero four'],
  ],
  [
    'operators in keys',
    "const f = (s) => s; const o = { [f('a') + f('b')]: 1, [`k${f(1) + 1}`]: 2 }; print(o)",
    ['{ ab: 1, k2: 2 }'],
  ],
  [
    'operators in indexes',
    'const a = [1, 2, 3], f = (n) => n; print(a[f(1) + f(1)], a[a.length - 1])',
    ['3 3'],
  ],
  [
    'operators in spreads',
    'const f = (n) => n; print(...[f(1) + 1, f(2) * 2], Math.max(...[1, f(2) + 2]))',
    ['2 4 4'],
  ],
  ['operators in arguments', 'const f = (a, b) => a * b; print(f(f(1, 2) + f(3, 4), -f(1, 1)))', ['-14']],
  ['operators across lines', 'const f = (n) => n\nconst a = f(1)\n  + f(2)\n  * f(3)\nprint(a)', ['7']],
  ['operators between comments', 'const f = (n) => n; print(f(1) /* + 2 */ + /* - */ f(3) // * 4\n)', ['4']],
  ['operators in strings stay', "print('a + b', `a - b`, /a+b/.test('aab'))", ['a + b a - b true']],
  ['parentheses around operands', 'const f = (n) => n; print(((f(1)) + ((f(2)))) * (((f(3)))))', ['9']],
  ['comma in parentheses', 'const f = (n) => n; print((f(1), f(2)) + (f(3), f(4)))', ['6']],
  ['assignment as an operand', 'let a; const f = (n) => n; print(f(1) + (a = f(2)), a)', ['3 2']],
  ['conditional as an operand', 'const f = (n) => n; print((f(0) ? 1 : 2) + (f(1) ? 3 : 4))', ['5']],
  [
    'await as an operand',
    'const f = async (n) => n; print((await f(2)) + (await f(3)) * -(await f(1)))',
    ['-1'],
  ],
  [
    'NaN, infinities, minus zero',
    'const f = (n) => n; print(f(0) / f(0), f(1) / f(0), Object.is(-f(0), -0), f(2) ** f(-1))',
    ['NaN Infinity true 0.5'],
  ],
  [
    'comparisons stay',
    "const f = (n) => n; print(f(1) < f(2), f('a') === 'a', f(1) == '1', f(3) >= 3, 1 in [5, 6])",
    ['true true true true true'],
  ],
  [
    'special methods of own classes',
    'class P { constructor(n) { this.n = n } __add__(o) { return new P(this.n + (o.n ?? o)) } __rmul__(o) { return new P(this.n * o) } __neg__() { return new P(-this.n) } } const p = new P(2); print((p + p).n, (p + 1).n, (3 * p).n, (-p).n)',
    ['4 3 6 -2'],
  ],
]

const engine: readonly Printing[] = [
  [
    'variable and number',
    `${x}print(x + 1, 1 + x, x - 1, 1 - x)`,
    ['variable(4.0) variable(4.0) variable(2.0) variable(-2.0)'],
  ],
  [
    'variable times and over',
    `${x}print(x * 2, 2 * x, x / 2, 6 / x, x ** 2, -x)`,
    ['variable(6.0) variable(6.0) variable(1.5) variable(2.0) variable(9.0) variable(-3.0)'],
  ],
  [
    'step 22: (x + 3) ** 2',
    `${x}const y = (x + 3) ** 2; y.backward(); print(y, x.grad)`,
    ['variable(36.0) variable(12.0)'],
  ],
  [
    'array and number',
    `${x}print(v + 1, 1 - v, v * 2, 2 / v, v ** 2, -v)`,
    ['[2. 3.] [ 0. -1.] [2. 4.] [2. 1.] [1. 4.] [-1. -2.]'],
  ],
  ['array and array', `${x}print(v + v, v * v, v - v, v / v)`, ['[2. 4.] [1. 4.] [0. 0.] [1. 1.]']],
  ['array and list', `${x}print(v - [1, 1], [3, 3] + v)`, ['[0. 1.] [4. 5.]']],
  ['array and variable', `${x}print(x * v, v * x)`, ['variable([3. 6.]) variable([3. 6.])']],
  ['broadcasting', 'print(np.array([[1.0], [2.0]]) + np.array([10.0, 20.0]))', ['[[11. 21.]\n [12. 22.]]']],
  ['precedence on variables', `${x}print(2 * x + x ** 2 / 3 - -x)`, ['variable(12.0)']],
  [
    'compound on a variable makes a new one',
    `${x}let y = x; y += 1; y *= 2; print(y, x)`,
    ['variable(8.0) variable(3.0)'],
  ],
  ['x.data -= lr * grad', `${x}const lr = 0.1; x.data -= lr * np.array(2.0); print(x)`, ['variable(2.8)']],
  [
    'compound on a field that holds a variable',
    `${x}const o = { y: x }; o.y *= x; o['y'] += 1; print(o.y)`,
    ['variable(10.0)'],
  ],
  [
    'text joins with a variable',
    `${x}print('x: ' + x, x + '!', \`\${x}\`)`,
    ['x: variable(3.0) variable(3.0)! variable(3.0)'],
  ],
  ['the sum of a list of variables', `${x}print([x, x, x].reduce((a, b) => a + b))`, ['variable(9.0)']],
  [
    'operators in a method',
    `${x}class L { w = 2; forward(a) { return a * this.w + 1 } } print(new L().forward(x))`,
    ['variable(7.0)'],
  ],
  ['one element compares as a number', `${x}print(x < 4, x > 4, np.array(2) >= 2)`, ['true false true']],
  ['variable used n times', `${x}const y = x * x + x; y.backward(); print(x.grad)`, ['variable(7.0)']],
]

testPrinting([...plain, ...engine])
