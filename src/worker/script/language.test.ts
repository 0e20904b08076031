import { testPrinting } from './testing/table'

testPrinting([
  [
    'class with fields, getters, statics',
    'class A { a = 1; static b = 2; get c() { return this.a + A.b } set c(v) { this.a = v } } const o = new A(); o.c = 5; print(o.a, o.c, A.b)',
    ['5 7 2'],
  ],
  [
    'inheritance and super',
    "class A { constructor(n) { this.n = n } f() { return 'A' + this.n } } class B extends A { constructor() { super(7) } f() { return super.f() + 'B' } } print(new B().f())",
    ['A7B'],
  ],
  [
    'super without arguments',
    'class A { constructor() { this.n = arguments.length } } class B extends A { constructor() { super() } } print(new B().n)',
    ['0'],
  ],
  [
    'private methods and brand checks',
    'class A { #f() { return 1 } static has(o) { return #f in o } g() { return this.#f() } } print(new A().g(), A.has(new A()), A.has({}))',
    ['1 true false'],
  ],
  [
    'static block',
    'class A { static n; static { let t = 1; for (let i = 0; i < 3; i++) t *= 2; A.n = t } } print(A.n)',
    ['8'],
  ],
  [
    'computed members',
    "const k = 'f'; class A { [k + 1]() { return 1 } static [`s`] = 2 } print(new A().f1(), A.s)",
    ['1 2'],
  ],
  [
    'class expressions keep their names',
    'const A = class {}; const B = class C {}; print(A.name, B.name)',
    ['A C'],
  ],
  [
    'a class may shadow the lab',
    'class Variable { constructor(d) { this.data = d } } const v = new Variable(2); print(v.data + 1, v instanceof Variable)',
    ['3 true'],
  ],
  [
    'own Variable and Function of steps 1 and 2',
    'class Variable { constructor(d) { this.data = d } }\nclass Function { call(i) { return new Variable(this.forward(i.data)) } forward() { throw new Error("no") } }\nclass Square extends Function { forward(x) { return x ** 2 } }\nprint(new Square().call(new Variable(np.array(10))).data)',
    ['100.0'],
  ],
  ['own np', 'const np = { one: 1 }; print(np.one)', ['1']],
  [
    'mixins',
    "const M = (B) => class extends B { m() { return 'm' } }; class A extends M(Object) {} print(new A().m())",
    ['m'],
  ],
  [
    'new.target and instanceof',
    'class A { constructor() { this.t = new.target.name } } class B extends A {} print(new B().t, new B() instanceof A)',
    ['B true'],
  ],
  [
    'closures keep their variables',
    'const make = () => { let n = 0; return () => ++n }; const a = make(), b = make(); a(); print(a(), b())',
    ['2 1'],
  ],
  [
    'loop closures have a variable a turn',
    'const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); print(fs.map((f) => f()))',
    ['[0, 1, 2]'],
  ],
  ['functions before their declaration', 'print(f(2)); function f(n) { return n * 2 }', ['4']],
  [
    'mutual recursion',
    'const even = (n) => n === 0 || odd(n - 1); const odd = (n) => n !== 0 && even(n - 1); print(even(10), odd(7))',
    ['true true'],
  ],
  [
    'default, rest and destructured parameters',
    'const f = (a, { b = 2, c: [d] = [3] } = {}, ...rest) => [a, b, d, rest]; print(f(1), f(1, { b: 5, c: [6] }, 7, 8))',
    ['[1, 2, 3, []] [1, 5, 6, [7, 8]]'],
  ],
  [
    'arguments and this',
    'function f() { return [arguments.length, this === undefined] } print(f(1, 2), f())',
    ['[2, true] [0, true]'],
  ],
  [
    'call, apply, bind keep this',
    'function f(a) { return this.n + a } print(f.call({ n: 1 }, 2), f.apply({ n: 2 }, [3]), f.bind({ n: 3 })(4))',
    ['3 5 7'],
  ],
  [
    'methods keep this',
    "const o = { n: 1, f() { return this.n }, g: { n: 2, f() { return this.n } } }; print(o.f(), o.g.f(), o['f'](), (o.f)())",
    ['1 2 1 1'],
  ],
  [
    'a detached method loses this',
    'const o = { f() { return this === undefined } }; const f = o.f; print(f(), (0, o.f)())',
    ['true true'],
  ],
  [
    'arrows in methods',
    'class A { n = 1; f() { return [1, 2].map((x) => x + this.n) } } print(new A().f())',
    ['[2, 3]'],
  ],
  [
    'function names',
    'const a = () => 1; const b = function () {}; let c; c = () => 2; print(a.name, b.name, c.name, (() => 1).name === "")',
    ['a b c true'],
  ],
  [
    'getters in literals',
    'const o = { get n() { return 1 }, set n(v) {}, async f() {}, *g() {}, [`k`]: 2 }; print(o.n, o.k)',
    ['1 2'],
  ],
  [
    'tagged templates',
    'const tag = (s, ...v) => s.raw.join("|") + v.join(); print(tag`a${1 + 1}b${2}c`)',
    ['a|b|c2,2'],
  ],
  ['template over lines', 'print(`a\n${1 + 1}\nb`)', ['a\n2\nb']],
  [
    'generators',
    'function* g(n) { for (let i = 0; i < n; i++) { const got = yield i; if (got) yield got * 2 } } const it = g(3); it.next(); print(it.next(5).value, [...g(3)])',
    ['10 [0, 1, 2]'],
  ],
  [
    'yield star and return',
    'function* a() { yield 1; return 2 } function* b() { const r = yield* a(); yield r } print([...b()])',
    ['[1, 2]'],
  ],
  [
    'generator methods and iterators',
    'class R { constructor(n) { this.n = n } *[Symbol.iterator]() { for (let i = 0; i < this.n; i++) yield i } } print([...new R(3)], Math.max(...new R(4)))',
    ['[0, 1, 2] 3'],
  ],
  [
    'async functions',
    'const f = async (n) => { await null; return n + 1 }; print(await f(1), (await Promise.all([f(2), f(3)])).join())',
    ['2 3,4'],
  ],
  [
    'async order',
    'const log = []; const f = async (n) => { log.push(n); await 0; log.push(-n) }; const a = f(1), b = f(2); await a; await b; print(log)',
    ['[1, 2, -1, -2]'],
  ],
  [
    'async errors are caught',
    "const f = async () => { throw new Error('e') }; try { await f() } catch (e) { print(e.message) }",
    ['e'],
  ],
  [
    'async generators',
    'async function* g() { yield 1; await 0; yield 2 } const out = []; for await (const v of g()) out.push(v); print(out)',
    ['[1, 2]'],
  ],
  [
    'a promise that nobody waits for is part of the run',
    "const f = async () => { await 0; print('inside') }; f(); print('outside')",
    ['outside', 'inside'],
  ],
  [
    'timers on the script clock',
    "setTimeout(() => print('b'), 20); setTimeout(() => print('a'), 10); print('now')",
    ['now', 'a', 'b'],
  ],
  [
    'waiting on a timer',
    'let n = 0; const id = setInterval(() => { if (++n === 3) clearInterval(id) }, 5); await new Promise((r) => setTimeout(r, 100)); print(n)',
    ['3'],
  ],
  [
    'labelled loops',
    'let out = []; outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue outer; if (i === 2) break outer; out.push([i, j]) } } print(out)',
    ['[[0, 0], [1, 0]]'],
  ],
  [
    'labels on blocks and labels',
    'a: b: for (;;) { for (;;) break a } c: { if (true) break c; print("never") } print("end")',
    ['end'],
  ],
  [
    'while and do',
    'let i = 0; while (i < 3) i++; do i--; while (i > 1); do { i-- } while (i > 0) print(i)',
    ['0'],
  ],
  ['for without parts', 'let i = 0; for (;;) { if (i++ > 2) break } for (; i < 6; ) i++; print(i)', ['6']],
  [
    'for in and for of',
    "const o = { a: 1, b: 2 }; let s = ''; for (const k in o) s += k; for (const [k, v] of Object.entries(o)) s += k + v; for (s of ['x']); print(s)",
    ['x'],
  ],
  ['var is hoisted', 'for (var i = 0; i < 2; i++) var last = i; print(i, last)', ['2 1']],
  ['empty statements and blocks', ';;{}; { let a = 1; { let a = 2 } print(a) }', ['1']],
  [
    'if without braces',
    "const f = (n) => { if (n > 1) return 'big'; else if (n === 1) return 'one'; else return 'small' }; print(f(2), f(1), f(0))",
    ['big one small'],
  ],
  [
    'dangling else',
    'const f = (a, b) => { if (a) if (b) return 1; else return 2; return 3 }; print(f(1, 1), f(1, 0), f(0, 0))',
    ['1 2 3'],
  ],
  [
    'switch',
    "const f = (n) => { switch (n) { case 1: return 'a'; case 2: { let r = 'b'; r += 'c'; return r } case 3: case 4: break; default: return 'd' } return 'e' }; print(f(1), f(2), f(3), f(9))",
    ['a bc e d'],
  ],
  [
    'switch falls through',
    "let s = ''; switch (1 + 1) { case 2: s += 2; default: s += 'd'; case 3: s += 3 } print(s)",
    ['2d3'],
  ],
  [
    'try, catch, finally',
    "const f = () => { try { throw 1 } catch (e) { return e + 1 } finally { print('f') } }; print(f())",
    ['f', '2'],
  ],
  [
    'catch without a name and with a pattern',
    "try { throw 1 } catch { print('c') } try { throw { m: 2 } } catch ({ m }) { print(m) }",
    ['c', '2'],
  ],
  [
    'rethrown',
    "try { try { throw new Error('a') } catch (e) { throw new TypeError(e.message + 'b') } } catch (e) { print(e.name, e.message) }",
    ['TypeError ab'],
  ],
  [
    'destructuring',
    'const { a, b: { c = 3 } = {}, ...r } = { a: 1, d: 4 }; const [x, , y = 5, ...z] = [1, 2, undefined, 6, 7]; print(a, c, r, x, y, z)',
    ['1 3 { d: 4 } 1 5 [6, 7]'],
  ],
  [
    'destructuring assignment',
    'let a = 1, b = 2; [a, b] = [b, a]; ({ a, x: b } = { a: a + 1, x: 9 }); const o = {}; [o.p, o["q"]] = [a, b]; print(a, b, o)',
    ['3 9 { p: 3, q: 9 }'],
  ],
  [
    'spread',
    'const a = [1, 2], o = { x: 1 }; print([...a, ...a], { ...o, y: 2 }, Math.max(...a, 5))',
    ['[1, 2, 1, 2] { x: 1, y: 2 } 5'],
  ],
  [
    'optional chaining',
    'const o = { a: { f: () => 1, n: null } }; print(o?.a?.f(), o.b?.c.d.e(), o.a.n?.[0], o.a.g?.(), o?.["a"].f?.())',
    ['1 undefined undefined undefined 1'],
  ],
  [
    'optional chains keep this and stop early',
    'let n = 0; const o = { v: 1, f() { return this.v } }, u = undefined; print(o?.f(), u?.f(n++).g(n++), (u?.a)?.b, n)',
    ['1 undefined undefined 0'],
  ],
  [
    'calls in the middle of a chain',
    'const o = { f: () => ({ g: () => 2 }) }; print(o?.f().g(), o.f?.().g?.())',
    ['2 2'],
  ],
  ['nullish', 'const f = (n) => n; print(f(null) ?? 1, f(0) ?? 1, f(undefined) ?? f(2))', ['1 0 2']],
  [
    'typeof and delete',
    "const o = { a: 1 }; delete o.a; print(typeof nothing, typeof o.a, typeof (() => 1), 'a' in o, void 0)",
    ['undefined undefined function false undefined'],
  ],
  ['comma and conditional', 'let n = 0; let a = (n++, 2); print(n, a, a > 1 ? (a, 3) : 4)', ['1 2 3']],
  [
    'regular expressions',
    "print('a+b'.replace(/\\+/g, '-'), /a\\/b/.source, 'x1y2'.match(/\\d/g))",
    ['a-b a\\/b ["1", "2"]'],
  ],
  [
    'numbers in every writing',
    'print(0x10, 0b11, 0o17, 1_000, .5, 1e3, 5..toString())',
    ['16 3 15 1000 0.5 1000 5'],
  ],
  [
    'automatic semicolons',
    'let a = 1\nlet b = a\n+ 1\nconst f = () => {\n  return\n  5\n}\nprint(a, b, f())\n;[1].forEach((x) => print(x))',
    ['1 2 undefined', '1'],
  ],
  [
    'a line that starts with a bracket after a declaration',
    'const a = [1, 2]\nconst f = (x) => x\nprint(f(a)\n[1])',
    ['2'],
  ],
  ['CRLF', 'const a = 1\r\nconst b = a +\r\n  2\r\nprint(a, b)\r\n', ['1 3']],
  [
    'emoji and Hangul',
    "const 학습률 = 0.5, ñ = 2; const 값 = 학습률 * ñ; print(값, '👍🏽' + 값, `한글 ${학습률 + 1}`)",
    ['1 👍🏽1 한글 1.5'],
  ],
  ['emoji before a call', "const f = (s) => s; print('👩‍👩‍👧' + f('!') + f('👍'))", ['👩‍👩‍👧!👍']],
  [
    'comments everywhere',
    '/* a + b */ const /* c */ a /* d */ = /* e */ 1 /* f */ + /* g */ (/* h */ 2 /* i */) // j\nprint(/* k */ a /* l */) // m',
    ['3'],
  ],
  [
    'strings with operators and markers',
    "const s = 'a += b // %% $lab'; print(s, \"it's\", 'tab\\t|')",
    ["a += b // %% $lab it's tab\t|"],
  ],
  [
    'symbols, maps, sets',
    "const m = new Map([['a', 1]]); const s = new Set([1, 2]); print(m, s, m.get('a') + s.size, String(Symbol('q')))",
    ['Map { "a" => 1 } Set {1, 2} 3 Symbol(q)'],
  ],
  [
    'proxies and reflection',
    'const p = new Proxy({}, { get: (t, k) => k + "!" }); print(p.abc, Reflect.ownKeys({ a: 1 }))',
    ['abc! ["a"]'],
  ],
  [
    'typed arrays',
    'const a = new Float64Array(3); a[1] += 2; a[2] = a[1] ** 2; print(a, a.length + 1)',
    ['Float64Array [0, 2, 4] 4'],
  ],
  [
    'JSON and sorting',
    "print(JSON.stringify({ a: [1, null] }), [3, 1, 2].sort((a, b) => a - b), 'b,a'.split(',').sort())",
    ['{"a":[1,null]} [1, 2, 3] ["a", "b"]'],
  ],
  [
    'accessors on arrays',
    'const a = [1, 2, 3]; print(a.at(-1), a.findLast((x) => x < 3), Object.hasOwn(a, 0))',
    ['3 2 true'],
  ],
  [
    'TypeScript annotations',
    'const a: number = 1; let b: Array<{ n: number }> = [{ n: a }]; function f<T extends number>(x: T, y?: string, ...r: T[]): T | undefined { return x } print(f<number>(a, "s"), b)',
    ['1 [{ n: 1 }]'],
  ],
  [
    'TypeScript assertions',
    'const a = 1 as unknown as number; const b = <number>a; const c = a! + b!; const d = { x: 1 } satisfies object; print((a as number) + 1, c, d.x!)',
    ['2 2 1'],
  ],
  [
    'TypeScript declarations vanish',
    "interface I { a: number }\ntype T = I | null\ndeclare const q: number\nimport type { Foo } from 'anywhere'\nabstract class A { abstract f(): void; private readonly x: number = 1; protected y?: string; declare z: number; g(this: A): number { return this.x } }\nclass B extends A implements I { a = 2; f(): void {} }\nprint(new B().g(), new B().a)",
    ['1 2'],
  ],
  [
    'TypeScript parameter properties',
    'class P { constructor(public x: number, private readonly y = x + 1) {} sum() { return this.x + this.y } } print(new P(1).sum())',
    ['3'],
  ],
  [
    'TypeScript overloads and generics',
    'function f(a: number): number\nfunction f(a: string): string\nfunction f(a: any) { return a }\nconst g = <T,>(x: T): T => x\nconst m = new Map<string, number[]>()\nprint(f(1), g(2), m.size)',
    ['1 2 0'],
  ],
  [
    'imports of the lab',
    "import { Variable as V, F } from 'dezero'\nimport np2 from 'np'\nimport * as np3 from 'np'\nprint(new V(np2.array(1.0)), np3.ones([1]), typeof F.sin)",
    ['variable(1.0) [1.] function'],
  ],
  [
    'exports are ignored',
    'export const a = 1; export function f() { return a } export class A {} export {}; print(f(), A.name)',
    ['1 A'],
  ],
  [
    'a use strict at the top',
    "'use strict'\nfunction f() { 'use strict'; return this } print(f())",
    ['undefined'],
  ],
  [
    'prints of many kinds',
    "print(null, undefined, true, 'text', ['a', null], { s: 'q', f: () => 1 }, class Q {}, 10n, new Error('e'))",
    ['null undefined true text ["a", null] { s: "q", f: [function f] } [class Q] 10n Error: e'],
  ],
  [
    'printing a cycle and depth',
    'const o = { a: 1 }; o.o = o; print(o, [[[[[[[[1]]]]]]]])',
    ['{ a: 1, o: [circular] } [[[[[[[…]]]]]]]'],
  ],
  [
    'printing an instance',
    "class P { n = 1 } class S { toString() { return 'own' } } print(new P(), new S(), [new S()])",
    ['P { n: 1 } own [own]'],
  ],
  ['print with nothing, and console', "print(); console.log('a', 1)", ['', 'a 1']],
  [
    'numbers print as JavaScript writes them',
    'print(5, 0.1 + 0.2, 1e21, -0, NaN, 1 / 3)',
    ['5 0.30000000000000004 1e+21 0 NaN 0.3333333333333333'],
  ],
  [
    'arrays print as in NumPy',
    'print(np.array([1, 2, 3, 4]), [np.array(1.5)], { v: new Variable(np.array(2.0)) })',
    ['[1. 2. 3. 4.] [1.5] { v: variable(2.0) }'],
  ],
  [
    'seeded chance and fixed time',
    'const a = Math.random(); np.random.seed(0); print(typeof a, new Date().getUTCFullYear(), Date.now() < Date.now(), performance.now() < 10)',
    ['number 2020 true true'],
  ],
  [
    'Math is complete',
    'print(Math.max(1, 2), Math.floor(-1.5), Math.PI > 3, Math.hypot(3, 4), Math.sqrt(16), Math.sign(-3))',
    ['2 -2 true 5 4 -1'],
  ],
])
