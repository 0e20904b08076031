import { expect, test } from 'vitest'
import { compile } from './compile'

test('a thousand lines compile, and every line keeps its place', () => {
  const block = [
    'class Net0 extends Object {',
    '  w: number = 1',
    '  forward(x: number): number { return x * this.w + 1 }',
    '}',
    'const net0 = new Net0()',
    'for (let i = 0; i < 3; i++) {',
    '  const y0 = net0.forward(i) ** 2',
    "  if (y0 > 100) print('never', y0 - 1)",
    '}',
    'print(net0.forward(2) * 3)',
  ]
  const lines = Array.from({ length: 100 }, (_, n) =>
    block.map((line) => line.replaceAll('0 ', `${n} `).replaceAll('t0', `t${n}`).replaceAll('y0', `y${n}`)),
  ).flat()
  const globals = new Set(['Object', 'print'])
  const source = lines.join('\n')
  const started = performance.now()
  const first = compile(source, { globals })
  const firstMs = performance.now() - started
  const again = performance.now()
  compile(source, { globals })
  const againMs = performance.now() - again
  process.stdout.write(
    `compile of ${lines.length} lines: ${firstMs.toFixed(1)} ms cold, ${againMs.toFixed(1)} ms warm\n`,
  )
  if (!first.ok) throw new Error(first.diagnostics[0]!.message)
  expect(Math.max(...first.sites.map(({ line }) => line))).toBe(lines.length)
  expect(first.bindings).toHaveLength(200)
})

test('the compiled text maps back to the written one', () => {
  const source = 'const a: number = 1\nprint(a + missing)'
  const compiled = compile(source, { globals: new Set(['print']) })
  if (!compiled.ok) throw new Error('does not compile')
  const lines = compiled.code.split('\n')
  const line = lines.findIndex((text) => text.includes('"missing"'))
  const column = lines[line]!.indexOf('$lab.missing')
  expect(compiled.map.positionOf(compiled.map.toSource(line + 1, column + 1))).toEqual({
    line: 2,
    column: 11,
  })
})

test('a text that does not parse gives diagnostics with positions', () => {
  expect(compile('let a = (1', { globals: new Set() })).toMatchObject({
    ok: false,
    diagnostics: [{ severity: 'error', line: 1, column: 11 }],
  })
})
