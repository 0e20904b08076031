import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lessonNotes, parseLesson } from '@shared/lesson'
import { describe, expect, it } from 'vitest'
import { type NoteBlock, type Span, toNoteBlocks, toSpans } from './noteBlocks'

describe('notes', () => {
  it('have paragraphs, headings, lists and tables', () => {
    const text = '# Head\n\nOne.\n\n- a\n- `b`\n\n1. c\n2. d\n\n| x | y |\n|---|---|\n| 1 | 2 |'
    expect(toNoteBlocks(text)).toEqual([
      { kind: 'heading', spans: [{ kind: 'text', text: 'Head' }] },
      { kind: 'paragraph', spans: [{ kind: 'text', text: 'One.' }] },
      {
        kind: 'list',
        isOrdered: false,
        items: [[{ kind: 'text', text: 'a' }], [{ kind: 'code', text: 'b' }]],
      },
      {
        kind: 'list',
        isOrdered: true,
        items: [[{ kind: 'text', text: 'c' }], [{ kind: 'text', text: 'd' }]],
      },
      {
        kind: 'table',
        head: [[{ kind: 'text', text: 'x' }], [{ kind: 'text', text: 'y' }]],
        rows: [[[{ kind: 'text', text: '1' }], [{ kind: 'text', text: '2' }]]],
      },
    ])
  })
  it('keep code as it stands and let bold hold code', () => {
    expect(toSpans('**`x` now** is `a ** b` * 2')).toEqual([
      {
        kind: 'strong',
        spans: [
          { kind: 'code', text: 'x' },
          { kind: 'text', text: ' now' },
        ],
      },
      { kind: 'text', text: ' is ' },
      { kind: 'code', text: 'a ** b' },
      { kind: 'text', text: ' * 2' },
    ])
  })
  it('of every lesson leave no mark of Markdown in their text', () => {
    const folder = join(import.meta.dirname, '../../../resources/lessons')
    for (const name of readdirSync(folder)) {
      const lesson = parseLesson(readFileSync(join(folder, name), 'utf8'))
      for (const locale of ['en', 'ko'] as const) {
        const left = lessonNotes(lesson, locale)
          .flatMap(({ body, hint }) => [...toNoteBlocks(body), ...toNoteBlocks(hint ?? '')])
          .flatMap(spansOf)
          .flatMap(plainTexts)
          .filter((text) => /`|\*\*|^\|.*\|$|<\/?[a-z]+>/.test(text))
        expect([name, locale, left]).toEqual([name, locale, []])
      }
    }
  })
})

function spansOf(block: NoteBlock): readonly Span[] {
  if (block.kind === 'list') return block.items.flat()
  if (block.kind === 'table') return [block.head, ...block.rows].flat(2)
  return block.spans
}

function plainTexts(span: Span): string[] {
  if (span.kind === 'code') return []
  return span.kind === 'text' ? [span.text] : span.spans.flatMap(plainTexts)
}
