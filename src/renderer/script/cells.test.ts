import { describe, expect, it } from 'vitest'
import { cellAtLine, findCells } from './cells'

const source = [
  'const a = 1',
  '// %% Train',
  'a()',
  '',
  '// %% [markdown] Notes',
  '// text',
  '//%%',
  'b()',
].join('\n')

describe('cells of a script', () => {
  it('begin at their markers, with kind, title and lines', () => {
    expect(findCells(source)).toEqual([
      { index: 0, kind: 'code', title: '', markerLine: 0, firstLine: 1, lastLine: 1 },
      { index: 1, kind: 'code', title: 'Train', markerLine: 2, firstLine: 3, lastLine: 4 },
      { index: 2, kind: 'markdown', title: 'Notes', markerLine: 5, firstLine: 6, lastLine: 6 },
      { index: 3, kind: 'code', title: '', markerLine: 7, firstLine: 8, lastLine: 8 },
    ])
  })
  it('do not count blank text before the first marker', () => {
    expect(findCells('\n\n// %% A\nx').map(({ index, title }) => [index, title])).toEqual([[0, 'A']])
  })
  it('are found by any of their lines, marker included', () => {
    const cells = findCells(source)
    expect([1, 2, 4, 5, 8].map((line) => cellAtLine(cells, line)?.index)).toEqual([0, 1, 1, 2, 3])
    expect(cellAtLine([], 1)).toBeNull()
  })
})
