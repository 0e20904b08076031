// Which bracket is open at a place of a text that does not parse. Knows strings, templates and comments, and no syntax.

export interface OpenBracket {
  readonly bracket: string
  readonly offset: number
}

const closers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }
/** Comments, texts on one line, the pieces of templates' plain text, brackets and the ends of templates. */
const piece = /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|[()[\]{}`]/g
const templateText = /(?:\\[^]|\$(?!\{)|[^`\\$])*(`|\$\{)/y

/** The innermost bracket that is open before `end`, or null. */
export function openBracket(source: string, end: number): OpenBracket | null {
  const open: OpenBracket[] = []
  let at = 0
  /** After the text of a template: past its end, or into what it computes. */
  const skipTemplate = (from: number): void => {
    templateText.lastIndex = from
    const found = templateText.exec(source)
    at = found === null ? source.length : templateText.lastIndex
    if (found?.[1] === '${') open.push({ bracket: '${', offset: at - 2 })
  }
  for (;;) {
    piece.lastIndex = at
    const found = piece.exec(source)
    if (found === null || found.index >= end) return open.at(-1) ?? null
    at = piece.lastIndex
    const [text] = found
    if (text === '`') skipTemplate(at)
    else if (text === '(' || text === '[' || text === '{') open.push({ bracket: text, offset: found.index })
    else if (text in closers) {
      const last = open.at(-1)?.bracket
      if (last === '${' && text === '}') {
        open.pop()
        skipTemplate(at)
      } else if (last === closers[text]) open.pop()
    }
  }
}
