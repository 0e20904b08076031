import { describe, expect, it } from 'vitest'
import { drawingsAt, figuresAt, walkedPath } from '@shared/figures'
import { lastCursor } from '@shared/traceView'
import { runScript } from '../testing/runScript'
import { testFailing } from './testing/table'

async function figuresOf(source: string) {
  const { outcome, state } = await runScript(source)
  expect(outcome.failure).toBeUndefined()
  return { state, figures: figuresAt(state, lastCursor(state)) }
}

describe('drawings of a script', () => {
  it('lines and points come from lists, arrays and variables, in one figure by its title', async () => {
    const { state, figures } = await figuresOf(`
plot([1, 2, 3], np.array([4.0, 5.0, 6.0]), { name: 'line', title: 'Both', xLabel: 'time', log: 'y' })
scatter(new Variable(np.array([1.0, 2.0])), [3, 4], { title: 'Both', classes: np.array([0, 1], 'int32') })
plot([7, 8])`)
    expect(figures.map(({ title }) => title)).toEqual(['Both', 'Figure'])
    expect(figures[0]!.axes).toEqual({ xLabel: 'time', log: 'y' })
    expect(drawingsAt(figures[0]!, lastCursor(state))).toMatchObject([
      { kind: 'line', name: 'line', xs: [1, 2, 3], ys: [4, 5, 6], line: 2 },
      { kind: 'points', xs: [1, 2], ys: [3, 4], values: [0, 1] },
    ])
    expect(figures[1]!.drawings[0]).toMatchObject({ xs: [0, 1], ys: [7, 8] })
  })

  it('a map has the heights of its function on the grid, row by row, and is called as it', async () => {
    const { figures } = await figuresOf(`
function plane(x, y) { return x + 10 * y }
contour(plane, { x: [0, 2], y: [0, 1], size: 3, levels: [10, 5] })`)
    expect(figures[0]!.title).toBe('plane')
    expect(figures[0]!.axes).toEqual({ levels: [5, 10] })
    expect(figures[0]!.drawings[0]).toMatchObject({
      kind: 'heights',
      xs: [0, 1, 2],
      ys: [0, 0.5, 1],
      values: [0, 1, 2, 5, 6, 7, 10, 11, 12],
    })
  })

  it('what a map computes is no part of the run: no operations, no names, no graph', async () => {
    const script = (map: string) => `
function bowl(x, y) { const sum = sin(x) ** 2 + y ** 2; return sum }
const x = new Variable(np.array(1.0))
const z = bowl(x, x)
${map}
z.backward()
print(x.grad)`
    const plain = await runScript(script(''))
    const drawn = await runScript(script('contour(bowl, { x: [-1, 1], y: [-1, 1] })'))
    expect(drawn.printed).toEqual(plain.printed)
    expect(drawn.outcome.operations).toBe(plain.outcome.operations)
    expect(drawn.state.memory).toEqual({ ...plain.state.memory, seqs: drawn.state.memory.seqs })
    expect([...drawn.state.slots.keys()]).toEqual([...plain.state.slots.keys()])
  })

  it('a path follows two variables through the run, before and after the map was drawn', async () => {
    const { state, figures } = await figuresOf(`
function bowl(x, y) { return x ** 2 + y ** 2 }
const x = new Variable(np.array(4.0))
const y = new Variable(np.array(-2.0))
contour(bowl, { x: [-5, 5], y: [-5, 5], path: [x, y] })
for (let i = 0; i < 3; i++) {
  const z = bowl(x, y)
  x.cleargrad()
  y.cleargrad()
  z.backward()
  x.data -= 0.25 * x.grad.data
  y.data -= 0.25 * y.grad.data
}`)
    const path = drawingsAt(figures[0]!, lastCursor(state)).find(({ kind }) => kind === 'path')!
    const walked = walkedPath(state, path)
    expect([walked.xs, walked.ys]).toEqual([
      [4, 2, 1, 0.5],
      [-2, -1, -0.5, -0.25],
    ])
    expect([...walked.seqs]).toEqual([...walked.seqs].sort((a, b) => a - b))
    expect(new Set(walked.seqs).size).toBe(4)
  })

  it('a drawing of the same name takes the place of the one before, and comes back when one goes back', async () => {
    const { state, figures } = await figuresOf(`
for (let i = 0; i < 3; i++) plot([i], [i * i], { name: 'now' })`)
    const [figure] = figures
    const seqs = figure!.drawings.map(({ seq }) => seq)
    expect(drawingsAt(figure!, lastCursor(state)).map(({ ys }) => ys)).toEqual([[4]])
    expect(drawingsAt(figure!, seqs[1]!).map(({ ys }) => ys)).toEqual([[1]])
    expect(figuresAt(state, seqs[0]! - 1)).toEqual([])
  })

  it('what is drawn counts in the digest', async () => {
    const digests = await Promise.all(
      ['plot([1, 2])', 'plot([1, 3])', 'scatter([1, 2])'].map(
        async (source) => (await runScript(source)).outcome.digest,
      ),
    )
    expect(new Set(digests).size).toBe(3)
  })
})

describe('drawings that cannot be', () => {
  testFailing([
    ['more of one than of the other', 'plot([1, 2], [3])', '1', 'plot: 2 values of x, 1 of y'],
    ['no numbers', "plot('abc')", '1', 'neither a list nor an array of numbers'],
    ['an unknown option', 'plot([1], [2], { colour: 1 })', '1', "plot: unknown option 'colour'"],
    ['classes that do not fit', 'scatter([1], [2], { classes: [1, 2] })', '1', '2 classes for 1 points'],
    ['no function', 'contour([1], {})', '1', 'the first argument is not a function'],
    [
      'levels that are no numbers',
      'contour((x, y) => x, { x: [0, 1], y: [0, 1], levels: 3 })',
      '1',
      'write levels: [1, 10, 100]',
    ],
    ['no range', 'contour((x, y) => x, { x: [0, 1] })', '1', 'contour: y is not a range'],
    [
      'a function that gives one number for the whole grid',
      'contour((x, y) => sum(x), { x: [0, 1], y: [0, 1], size: 3 })',
      '1',
      'contour: the function gives shape [] for a grid of shape [3,3]',
    ],
    [
      'a path of something else',
      'contour((x, y) => x, { x: [0, 1], y: [0, 1], path: [1, 2] })',
      '1',
      'path is neither two variables nor a list of places',
    ],
  ])
})
