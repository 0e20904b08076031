import { describe, expect, test } from 'vitest'
import { findCells } from '@shared/cells'
import { keepCells } from './cells'
import { createHarness } from './testing/runScript'

describe('choosing cells', () => {
  test('what is not chosen becomes blank and offsets stay', () => {
    const source = '\n// %% A\nlet a\n// %% B\nlet b'
    const kept = keepCells(source, findCells(source), 1, 1)
    expect(kept).toHaveLength(source.length)
    expect(kept.trim()).toBe('// %% B\nlet b')
    expect(kept.indexOf('let b')).toBe(source.indexOf('let b'))
  })
})

describe('running cells', () => {
  const cell = (index: number) => ({ first: index, last: index })

  async function runAll(...runs: [source: string, cells: 'all' | { first: number; last: number }][]) {
    const harness = createHarness()
    const ends = []
    for (const [source, cells] of runs) ends.push(await harness.session.run(source, cells))
    return { ...harness, ends }
  }

  test('names of all kinds live on', async () => {
    const source =
      '// %%\nlet a = 1; const b = 2; var c = 3; function f() { return a } class D { n = 4 }\n// %%\na += 1; print(a, b, c, f(), new D().n)'
    const { printed } = await runAll([source, cell(0)], [source, cell(1)], [source, cell(1)])
    expect(printed).toEqual(['2 2 3 2 4', '3 2 3 3 4'])
  })

  test('closures of earlier cells see a name that is declared again', async () => {
    const first = '// %%\nconst lr = 0.1\n// %%\nconst step = () => lr * 2\n// %%\nprint(step())'
    const second = first.replace('0.1', '0.5')
    const { printed } = await runAll([first, 'all'], [second, cell(0)], [second, cell(2)])
    expect(printed).toEqual(['0.2', '1'])
  })

  test('functions and classes are replaced, also inside earlier functions', async () => {
    const source = (n: number) =>
      `// %%\nfunction f() { return ${n} }\nclass A { n() { return f() * 10 } }\n// %%\nconst g = () => f() + new A().n()\n// %%\nprint(g())`
    const { printed } = await runAll([source(1), 'all'], [source(2), cell(0)], [source(2), cell(2)])
    expect(printed).toEqual(['11', '22'])
  })

  test('a failed run keeps what came before, and later cells can give the rest', async () => {
    const broken =
      '// %%\nlet a = 1\nconst f = () => a + late\n// %%\nnope()\n// %%\nconst late = 5\n// %%\nprint(f())'
    const fixed = broken.replace('nope()', '')
    const { printed, ends } = await runAll([broken, 'all'], [fixed, { first: 2, last: 3 }])
    expect(ends.map(({ status }) => status)).toEqual(['failed', 'done'])
    expect(printed).toEqual(['6'])
  })

  test('a name that was never reached has no value', async () => {
    const source = '// %%\nconst f = () => late\nnope()\n// %%\nconst late = 5\n// %%\nprint(f())'
    const { ends } = await runAll([source, 'all'], [source, cell(2)])
    expect(ends[1]).toMatchObject({
      status: 'failed',
      failure: { message: 'late has no value yet', at: { line: 2 } },
    })
  })

  test('errors in functions of earlier cells point to their line', async () => {
    const source = '// %%\nfunction f() {\n  return null.x\n}\n// %%\nf()'
    const { ends } = await runAll([source, cell(0)], [source, cell(1)])
    expect(ends[1]).toMatchObject({
      failure: { at: { line: 3 }, frames: [{ name: 'f' }, { name: 'script', at: { line: 6 } }] },
    })
  })

  test('a broken cell does not keep others from running, notes are not code', async () => {
    const source = '// %%\nlet a = (\n// %% [markdown]\nnot code (\n// %%\nprint(1)'
    const { printed, ends } = await runAll([source, cell(2)], [source, cell(1)])
    expect(ends.map(({ status }) => status)).toEqual(['done', 'done'])
    expect(printed).toEqual(['1'])
  })

  test('compound assignment, calls and destructuring reach names of earlier cells', async () => {
    const source =
      '// %%\nlet a = 1, o = { n: 1 }; const f = function () { return this === undefined }; const g = () => a\n// %%\na += 2; a++; o.n += a; [a] = [a * 2]; ({ n: o } = o); print(a, o, f(), g())'
    const { printed } = await runAll([source, cell(0)], [source, cell(1)])
    expect(printed).toEqual(['8 5 true 8'])
  })

  test('cells are reported in order with their titles', async () => {
    const { events } = await runAll([
      '// %% One\nconst a = () => 1\n// %% [markdown] Note\n// %% Two\n',
      'all',
    ])
    expect(events).toEqual(['cell 0 1 One', 'cell end 0', 'cell 2 4 Two', 'cell end 2'])
  })
})
