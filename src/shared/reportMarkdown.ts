// Notes as HTML: the part of Markdown that notes use. Everything of the note is text until it is escaped here; raw HTML
// stays text, and a link can only be a web address.

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** Headings, paragraphs, lists, quotes, rules, tables, fenced code, and inline code, emphasis and links. */
export function markdownToHtml(markdown: string): string {
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n')
  const html: string[] = []
  for (let at = 0; at < lines.length;) {
    const block = blockAt(lines, at)
    if (block.html !== '') html.push(block.html)
    at = block.next
  }
  return html.join('\n')
}

interface Block {
  readonly html: string
  /** The line after the block. */
  readonly next: number
}

/** Nobody writes longer lines or paragraphs with marks in them; longer ones are shown as they are. */
const longestLine = 4000
const longestText = 20_000

const fence = /^\s*(```+|~~~+)/
const heading = /^(#{1,6})\s+(.*?)\s*#*$/
const rule = /^\s*([-*_])(\s*\1){2,}\s*$/
const quote = /^\s*> ?/
const item = /^\s*([-*+]|\d{1,9}[.)])\s+/
const tableRule = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$/

function blockAt(lines: readonly string[], at: number): Block {
  const line = lines[at]!
  if (line.trim() === '') return { html: '', next: at + 1 }
  if (line.length > longestLine) return { html: `<p>${escapeHtml(line)}</p>`, next: at + 1 }
  if (fence.test(line)) return codeBlock(lines, at)
  const title = heading.exec(line)
  if (title !== null) {
    // The report has a title of its own above all notes.
    const level = Math.min(6, title[1]!.length + 1)
    return { html: `<h${level}>${inline(title[2]!)}</h${level}>`, next: at + 1 }
  }
  if (opening.test(line)) {
    const folded = detailsBlock(lines, at)
    if (folded !== null) return folded
  }
  if (rule.test(line)) return { html: '<hr>', next: at + 1 }
  if (quote.test(line)) {
    const end = endOf(lines, at, (text) => quote.test(text))
    const inner = lines.slice(at, end).map((text) => text.replace(quote, ''))
    return { html: `<blockquote>${paragraph(inner)}</blockquote>`, next: end }
  }
  if (item.test(line)) return listBlock(lines, at)
  if (line.includes('|') && tableRule.test(lines[at + 1] ?? '')) return tableBlock(lines, at)
  const end = endOf(lines, at, (text, i) => i === at || !startsBlock(text))
  return { html: paragraph(lines.slice(at, end)), next: end }
}

const startsBlock = (text: string): boolean =>
  opening.test(text) ||
  text.trim() === '' ||
  text.length > longestLine ||
  [fence, heading, rule, quote, item].some((pattern) => pattern.test(text))

function endOf(lines: readonly string[], at: number, belongs: (line: string, i: number) => boolean): number {
  let end = at
  while (end < lines.length && belongs(lines[end]!, end)) end++
  return end
}

function codeBlock(lines: readonly string[], at: number): Block {
  const mark = fence.exec(lines[at]!)![1]!
  const end = endOf(lines, at + 1, (text) => !text.trim().startsWith(mark))
  return {
    html: `<pre><code>${escapeHtml(lines.slice(at + 1, end).join('\n'))}</code></pre>`,
    next: Math.min(lines.length, end + 1),
  }
}

const opening = /^<details>\s*$/
const closing = /^<\/details>\s*$/

/** The one piece of HTML that notes may hold: a part that is folded away, such as the answer to an exercise. */
function detailsBlock(lines: readonly string[], at: number): Block | null {
  // Up to the next mark of either kind: parts do not nest, and one that does not end is text.
  const end = endOf(lines, at + 1, (text) => !opening.test(text) && !closing.test(text))
  if (!closing.test(lines[end] ?? '')) return null
  const inner = markdownToHtml(lines.slice(at + 1, end).join('\n'))
  return { html: `<details><summary>…</summary>${inner}</details>`, next: end + 1 }
}

function listBlock(lines: readonly string[], at: number): Block {
  const isOrdered = /^\s*\d/.test(lines[at]!)
  const entries: string[] = []
  const end = endOf(lines, at, (text) => {
    if (text.trim() === '') return false
    if (item.test(text)) {
      if (/^\s*\d/.test(text) !== isOrdered) return false
      entries.push(text.replace(item, ''))
      return true
    }
    // A line that goes on with the entry before.
    if (!/^\s+\S/.test(text)) return false
    entries.push(`${entries.pop() ?? ''}\n${text.trim()}`)
    return true
  })
  const tag = isOrdered ? 'ol' : 'ul'
  const body = entries.map((entry) => `<li>${inline(entry)}</li>`).join('')
  return { html: `<${tag}>${body}</${tag}>`, next: end }
}

function tableBlock(lines: readonly string[], at: number): Block {
  const end = endOf(lines, at + 2, (text) => text.includes('|') && text.trim() !== '')
  const cells = (line: string, tag: 'th' | 'td'): string =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => `<${tag}>${inline(cell.trim())}</${tag}>`)
      .join('')
  const rows = lines.slice(at + 2, end).map((line) => `<tr>${cells(line, 'td')}</tr>`)
  return {
    html: `<table><thead><tr>${cells(lines[at]!, 'th')}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
    next: end,
  }
}

const paragraph = (lines: readonly string[]): string =>
  `<p>${inline(lines.map((line) => line.trim()).join('\n'))}</p>`

/** Code first: nothing in it means anything. Then links and emphasis in what is left, already escaped. */
function inline(text: string): string {
  if (text.length > longestText) return escapeHtml(text)
  return text
    .split(/(`{1,3}[^`]+`{1,3})/)
    .map((part) => {
      const code = /^(`+)([^`]+)\1$/.exec(part)
      return code === null ? emphasis(escapeHtml(part)) : `<code>${escapeHtml(code[2]!)}</code>`
    })
    .join('')
}

function emphasis(escaped: string): string {
  return escaped
    .replace(/\[([^[\]\n]+)\]\((https?:\/\/[^\s()<>]+)\)/g, '<a href="$2" rel="noopener noreferrer">$1</a>')
    .replace(/\*\*(\S(?:[^*\n]*\S)?)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[^\w*])\*(\S(?:[^*\n]*\S)?)\*(?!\w)/g, '$1<em>$2</em>')
}
