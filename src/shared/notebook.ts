// Jupyter notebooks (.ipynb, nbformat 4): Python cells come in as notes to read beside one's own code, since the lab
// does not run Python; a session goes out with its notes and cells. Source: nbformat 4.5's JSON schema.
import { cellContent, findCells, noteMarkdown, toNoteComment } from './cells'
import { errorFor, type LabError } from './failure'
import { formatBytes } from './format'

export interface ImportedNotebook {
  readonly title: string
  readonly source: string
}

/** Largest notebook text that is read, in characters. */
export const maxNotebookLength = 32_000_000

/**
 * A session's source from a notebook's text. Markdown cells become notes; code cells in JavaScript or TypeScript become
 * code, all others notes with the code as a fenced block. Outputs are left out.
 * @throws LabError `file` naming what is wrong
 */
export function fromNotebook(text: string, name: string): ImportedNotebook {
  const notebook = parseNotebook(text)
  const language = languageOf(notebook.metadata)
  const runs = language === 'typescript' || language === 'javascript'
  const cells = notebook.cells.map((cell, i) => toCell(cell, i, runs ? '' : language))
  const source = cells.filter((cell) => cell !== '').join('\n\n')
  return { title: name.replace(/\.ipynb$/i, ''), source: `${source}\n` }
}

/** A notebook of a session's cells: TypeScript code, nbformat 4.5, no outputs. */
export function toNotebook(source: string): string {
  const cells = findCells(source).map((cell, i) => {
    const content = cellContent(source, cell)
    const common = { id: `cell-${i}`, metadata: cell.title === '' ? {} : { title: cell.title } }
    return cell.kind === 'markdown'
      ? { cell_type: 'markdown', ...common, source: linesOf(noteMarkdown(content)) }
      : {
          cell_type: 'code',
          ...common,
          execution_count: null,
          outputs: [],
          source: linesOf(content),
        }
  })
  const metadata = {
    kernelspec: { display_name: 'TypeScript', language: 'typescript', name: 'typescript' },
    language_info: { name: 'typescript', file_extension: '.ts' },
  }
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`
}

interface NotebookCell {
  readonly cell_type?: unknown
  readonly source?: unknown
  readonly metadata?: unknown
}

function parseNotebook(text: string): { cells: readonly NotebookCell[]; metadata: unknown } {
  if (text.length > maxNotebookLength) throw notebookTooLarge(text.length)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw errorFor('notebook-not-json', {})
  }
  if (!isObject(value) || !Array.isArray(value.cells)) {
    throw errorFor('notebook-no-cells', {})
  }
  if (value.nbformat !== 4) {
    throw errorFor('notebook-version', { version: String(value.nbformat) })
  }
  return {
    cells: value.cells.map((cell: unknown) => (isObject(cell) ? cell : {})),
    metadata: value.metadata,
  }
}

function toCell(cell: NotebookCell, index: number, language: string): string {
  const content = textOf(cell.source, index).trimEnd()
  const title =
    isObject(cell.metadata) && typeof cell.metadata.title === 'string' ? ` ${cell.metadata.title}` : ''
  if (content === '') return ''
  if (cell.cell_type === 'code' && language === '') return `// %%${title}\n${content}`
  const note = cell.cell_type === 'code' ? `\`\`\`${language}\n${content}\n\`\`\`` : content
  return `// %% [markdown]${title}\n${toNoteComment(note)}`
}

/** nbformat allows one text or a list of lines. */
function textOf(source: unknown, index: number): string {
  if (typeof source === 'string') return source
  if (Array.isArray(source) && source.every((line) => typeof line === 'string')) return source.join('')
  throw errorFor('notebook-cell', { number: index + 1 })
}

function languageOf(metadata: unknown): string {
  if (!isObject(metadata)) return 'python'
  const { language_info: info, kernelspec: kernel } = metadata
  if (isObject(info) && typeof info.name === 'string') return info.name.toLowerCase()
  if (isObject(kernel) && typeof kernel.language === 'string') return kernel.language.toLowerCase()
  return 'python'
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function notebookTooLarge(sizeBytes: number): LabError {
  return errorFor('notebook-too-large', {
    size: formatBytes(sizeBytes),
    most: formatBytes(maxNotebookLength),
  })
}
