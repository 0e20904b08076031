import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { cellAtLine, findCells } from './cells'
import { LabError } from './failure'
import { fromNotebook, toNotebook } from './notebook'

const source = `// %% [markdown] Idea
// # A heading
//
// A text.

// %% Code
const x = 1

print(x)
`

describe('cells', () => {
  it('are found by their markers, with lines and titles', () => {
    const cells = findCells(source)
    expect(
      cells.map(({ kind, title, markerLine, firstLine, lastLine }) => [
        kind,
        title,
        markerLine,
        firstLine,
        lastLine,
      ]),
    ).toEqual([
      ['markdown', 'Idea', 1, 2, 5],
      ['code', 'Code', 6, 7, 10],
    ])
    expect(cellAtLine(cells, 6)!.title).toBe('Code')
    expect(cellAtLine(cells, 5)!.title).toBe('Idea')
  })

  it('cover the source whatever it is, after a blank head', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('// %%', '// %% t', '//%% [markdown] n', 'x', '', '  ')),
        fc.constantFrom('\n', '\r\n'),
        (lines, end) => {
          const text = lines.join(end)
          const cells = findCells(text)
          expect(cells.length).toBeGreaterThan(0)
          expect(text.slice(0, cells[0]!.start).trim()).toBe('')
          expect(cells.map((cell) => text.slice(cell.start, cell.end)).join('')).toBe(
            text.slice(cells[0]!.start),
          )
        },
      ),
    )
  })
})

describe('a notebook', () => {
  it('goes out and comes back with the same notes, titles and code', () => {
    expect(fromNotebook(toNotebook(source), 'lesson.ipynb')).toEqual({ title: 'lesson', source })
  })

  it('in Python comes in as notes: nothing of it would run', () => {
    const text = JSON.stringify({
      nbformat: 4,
      metadata: { language_info: { name: 'python' } },
      cells: [
        { cell_type: 'markdown', source: ['# 변수\n', 'text'] },
        { cell_type: 'code', source: 'x = np.array(1.0)\nprint(x)', outputs: [{ text: '1.0' }] },
      ],
    })
    const { source: imported } = fromNotebook(text, 'step1.ipynb')
    expect(imported).toBe(`// %% [markdown]
// # 변수
// text

// %% [markdown]
// \`\`\`python
// x = np.array(1.0)
// print(x)
// \`\`\`
`)
    expect(findCells(imported).every((cell) => cell.kind === 'markdown')).toBe(true)
  })

  it('that is broken is refused by name', () => {
    for (const [text, message] of [
      ['no json', 'not JSON'],
      ['[]', 'no list of cells'],
      ['{"cells":[],"nbformat":3}', 'version 3'],
      ['{"cells":[{"cell_type":"code","source":5}],"nbformat":4}', 'cell 1 has no text'],
    ] as const) {
      expect(() => fromNotebook(text, 'a.ipynb')).toThrow(message)
    }
    fc.assert(
      fc.property(fc.json(), (text) => {
        try {
          fromNotebook(text, 'a.ipynb')
        } catch (error) {
          expect(error).toBeInstanceOf(LabError)
        }
      }),
    )
  })
})
