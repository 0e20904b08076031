// The Markdown of lesson notes as blocks and spans: paragraphs, headings, lists, tables; bold, emphasis, code.
// Plain data, never HTML: what a note contains can only be shown.

export type Span =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly spans: readonly Span[] }
  | { readonly kind: 'emphasis'; readonly spans: readonly Span[] }
type Spans = readonly Span[]

export type NoteBlock =
  | { readonly kind: 'paragraph'; readonly spans: Spans }
  | { readonly kind: 'heading'; readonly spans: Spans }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly Spans[] }
  | { readonly kind: 'table'; readonly head: readonly Spans[]; readonly rows: readonly (readonly Spans[])[] }

const item = /^(?:- |(\d+)\. )(.*)$/
const isProse = (line: string): boolean => line !== '' && !item.test(line) && !line.startsWith('# ')
const tableRule = /^\|[\s:|-]+\|?$/

/** Reads a note whose list items are one line each (`LessonNote.body`). */
export function toNoteBlocks(text: string): NoteBlock[] {
  const blocks: NoteBlock[] = []
  const lines = text.split('\n').map((line) => line.trim())
  for (let i = 0; i < lines.length;) {
    const from = i
    const line = lines[i]!
    const take = (belongs: (line: string) => boolean): string[] => {
      while (i < lines.length && belongs(lines[i]!)) i++
      return lines.slice(from, i)
    }
    const match = item.exec(line)
    if (line === '') i++
    else if (match !== null) {
      const isOrdered = match[1] !== undefined
      const items = take((next) => {
        const found = item.exec(next)
        return found !== null && (found[1] !== undefined) === isOrdered
      })
      blocks.push({ kind: 'list', isOrdered, items: items.map((one) => toSpans(item.exec(one)![2]!)) })
    } else if (line.startsWith('|') && tableRule.test(lines[i + 1] ?? '')) {
      const [head, , ...rows] = take((next) => next.startsWith('|')).map(toCells)
      blocks.push({ kind: 'table', head: head!, rows })
    } else {
      const heading = /^#+ (.*)$/.exec(line)
      if (heading === null) {
        blocks.push({ kind: 'paragraph', spans: toSpans(take(isProse).join(' ')) })
        continue
      }
      i++
      blocks.push({ kind: 'heading', spans: toSpans(heading[1]!) })
    }
  }
  return blocks
}

function toCells(row: string): Spans[] {
  return row
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => toSpans(cell.trim()))
}

const marks = /`([^`]+)`|\*\*(.+?)\*\*|\*(\S(?:[^*]*\S)?)\*/g

/** Code is taken as it stands; bold may hold code. */
export function toSpans(text: string): Span[] {
  const spans: Span[] = []
  let at = 0
  for (const match of text.matchAll(marks)) {
    if (match.index > at) spans.push({ kind: 'text', text: text.slice(at, match.index) })
    const [whole, code, strong, emphasis] = match
    if (code !== undefined) spans.push({ kind: 'code', text: code })
    else if (strong !== undefined) spans.push({ kind: 'strong', spans: toSpans(strong) })
    else spans.push({ kind: 'emphasis', spans: toSpans(emphasis!) })
    at = match.index + whole.length
  }
  if (at < text.length) spans.push({ kind: 'text', text: text.slice(at) })
  return spans
}
