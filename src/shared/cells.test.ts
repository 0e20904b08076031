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
    expect(
      findCells(source).map(({ index, kind, title, markerLine, firstLine, lastLine }) => [
        index,
        kind,
        title,
        markerLine,
        firstLine,
        lastLine,
      ]),
    ).toEqual([
      [0, 'code', '', 0, 1, 1],
      [1, 'code', 'Train', 2, 3, 4],
      [2, 'markdown', 'Notes', 5, 6, 6],
      [3, 'code', '', 7, 8, 8],
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

  it('starts cells at markers with titles and kinds, CRLF too; an empty head is none, and offsets cover the source', () => {
    const source = 'x\r\n// %% One\r\ny\r\n//%% [markdown] Note\r\ntext\r\n// %%\r\nz'
    const cells = findCells(source)
    expect(cells.map(({ kind, title, markerLine }) => [kind, title, markerLine])).toEqual([
      ['code', '', 0],
      ['code', 'One', 2],
      ['markdown', 'Note', 4],
      ['code', '', 6],
    ])
    expect(cells.map(({ start, end }) => source.slice(start, end)).join('')).toBe(source)
    expect(findCells('\n\n// %% A\n1\n').map(({ title }) => title)).toEqual(['A'])
  })
})
