// A lesson file: its format, its parts and their order. Pure; knows no files, no window and no run.
//
// The format is a Jupytext percent script with a comment header:
//
//   // step: 4                          or a range, `// step: 30-32`
//   // stage: 1
//   // title.en: …                      and title.ko
//   // panels: graph, loss              which panels to show, the first one in front
//   // expect: 6.000000000012662        one printed line, in order; after the colon and one space verbatim
//   // expect ~1e-9: 0.0790860          the same with numbers compared within this (relative, absolute below 1)
//
//   // %% [markdown] lang=en            notes come in pairs, English first
//   // %% [markdown] lang=ko
//   // <details>                        the folded hint of an exercise, at the end of a note
//   // </details>
//   // %% Title ko="제목"                a code cell
import type { SourcePosition } from './failure'

export const lessonLocales = ['en', 'ko'] as const
export type LessonLocale = (typeof lessonLocales)[number]
export type LocalText = Readonly<Record<LessonLocale, string>>

export const lessonPanels = ['graph', 'loss', 'gradients', 'memory', 'variables', 'figures'] as const
export type LessonPanel = (typeof lessonPanels)[number]

/** One printed line that a run must show. */
export interface Expectation {
  readonly text: string
  /** 0: the text exactly. Otherwise the numbers in it may differ by `tolerance * max(1, |expected|)`. */
  readonly tolerance: number
}

/** Markdown of one language, without the comment marks; a paragraph or list item is one line. */
export interface LessonNote {
  readonly body: string
  /** The folded part, null when there is none. */
  readonly hint: string | null
}

export type LessonCell =
  | { readonly kind: 'note'; readonly note: Readonly<Record<LessonLocale, LessonNote>> }
  | { readonly kind: 'code'; readonly title: LocalText; readonly source: string }

export interface Lesson {
  readonly firstStep: number
  readonly lastStep: number
  readonly stage: number
  readonly title: LocalText
  readonly panels: readonly LessonPanel[]
  readonly expectations: readonly Expectation[]
  readonly cells: readonly LessonCell[]
}

export interface LessonStage {
  readonly stage: number
  readonly title: LocalText
  readonly lessons: readonly Lesson[]
}

/** The stages of the path, in order. */
export const stageTitles: Readonly<Record<number, LocalText>> = {
  1: { en: 'Let the program differentiate', ko: '프로그램이 미분하게 하기' },
  2: { en: 'Write it the natural way', ko: '자연스럽게 쓰기' },
  3: { en: 'Differentiate again', ko: '한 번 더 미분하기' },
  4: { en: 'Teach a network', ko: '신경망 가르치기' },
}

/** A lesson file that breaks the format; a mistake of its author. */
export class LessonFormatError extends Error {
  constructor(
    message: string,
    readonly at: Pick<SourcePosition, 'line'>,
  ) {
    super(`lesson, line ${at.line}: ${message}`)
    this.name = 'LessonFormatError'
  }
}

interface Section {
  /** 1-based line of the first line. */
  readonly line: number
  readonly marker: string
  readonly lines: readonly string[]
}

const marker = /^\/\/ %%\s*(.*)$/
const headerLine = /^\/\/ ([a-z.]+)( ~(\S+))?:(?: (.*))?$/
const noteMarker = /^\[markdown\] lang=(en|ko)$/
const codeMarker = /^(.+?) ko="([^"]+)"$/

/** A script with notes in both languages: the part of the format that is no lesson. */
export type BilingualScript = Pick<Lesson, 'title' | 'cells'>

/** Reads a script whose header has nothing but its titles. Throws LessonFormatError where the format is broken. */
export function parseBilingualScript(text: string): BilingualScript {
  const [head, ...sections] = splitSections(text)
  const match = /^\/\/ title\.en: (.+)\n\/\/ title\.ko: (.+)$/.exec(head!.lines.join('\n').trim())
  if (match === null) throw new LessonFormatError('the header must be title.en and title.ko', { line: 1 })
  return { title: { en: match[1]!, ko: match[2]! }, cells: parseCells(sections) }
}

/** Reads a lesson file. Throws LessonFormatError where the format is broken. */
export function parseLesson(text: string): Lesson {
  const [head, ...sections] = splitSections(text)
  return { ...parseHeader(head!), cells: parseCells(sections) }
}

/** A stable name of the lesson for links, settings and progress: `step-04`, `step-30`. */
export function lessonId(lesson: Pick<Lesson, 'firstStep'>): string {
  return `step-${String(lesson.firstStep).padStart(2, '0')}`
}

/** `4`, or `30–32` when one lesson covers several steps. */
export function stepLabel(lesson: Pick<Lesson, 'firstStep' | 'lastStep'>): string {
  const { firstStep, lastStep } = lesson
  return firstStep === lastStep ? String(firstStep) : `${firstStep}–${lastStep}`
}

/**
 * The script of a fresh session: the notes of one language as markdown cells, the code cells with their titles in
 * that language. Hints stay out of it; the panel shows them folded.
 */
export function sessionSource(lesson: Lesson, locale: LessonLocale): string {
  return scriptIn(lesson, locale, `${stepLabel(lesson)}. ${lesson.title[locale]}`)
}

/** The script in one language under a heading, which its title gives unless told otherwise. */
export function scriptIn(
  { title, cells }: BilingualScript,
  locale: LessonLocale,
  heading = title[locale],
): string {
  const blocks = cells.map((cell, index) => {
    if (cell.kind === 'code') return `// %% ${cell.title[locale]}\n${cell.source}`
    const head = index === 0 ? `# ${heading}\n\n` : ''
    return `// %% [markdown]\n${comment(head + cell.note[locale].body)}`
  })
  return `${blocks.join('\n\n')}\n`
}

/** Every note of the lesson in one language, in order: what the panel shows beside the session. */
export function lessonNotes(lesson: Lesson, locale: LessonLocale): LessonNote[] {
  return lesson.cells.flatMap((cell) => (cell.kind === 'note' ? [cell.note[locale]] : []))
}

/** Stages in order with their lessons in the order of their steps. Throws on two lessons for one step. */
export function lessonIndex(lessons: readonly Lesson[]): LessonStage[] {
  const sorted = [...lessons].sort((a, b) => a.firstStep - b.firstStep)
  sorted.forEach((lesson, i) => {
    const before = sorted[i - 1]
    if (before !== undefined && lesson.firstStep <= before.lastStep) {
      throw new Error(`lessons: step ${lesson.firstStep} has two lessons`)
    }
  })
  return Object.entries(stageTitles)
    .map(([stage, title]) => ({
      stage: Number(stage),
      title,
      lessons: sorted.filter((lesson) => lesson.stage === Number(stage)),
    }))
    .filter((stage) => stage.lessons.length > 0)
}

/** The lessons in which every word of the query occurs (titles, notes, code, step number), in their order. */
export function searchLessons(lessons: readonly Lesson[], query: string, locale: LessonLocale): Lesson[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return lessons.filter((lesson) => {
    const text = `${stepLabel(lesson)} ${sessionSource(lesson, locale)}`.toLocaleLowerCase()
    return words.every((word) => text.includes(word))
  })
}

function splitSections(text: string): Section[] {
  const sections: { line: number; marker: string; lines: string[] }[] = [{ line: 1, marker: '', lines: [] }]
  text.split(/\r?\n/).forEach((line, i) => {
    const match = marker.exec(line)
    if (match !== null) sections.push({ line: i + 1, marker: match[1]!.trim(), lines: [] })
    else sections[sections.length - 1]!.lines.push(line)
  })
  return sections
}

function parseHeader(head: Section): Omit<Lesson, 'cells'> {
  const fields = new Map<string, string>()
  const expectations: Expectation[] = []
  head.lines.forEach((line, i) => {
    if (line.trim() === '') return
    const match = headerLine.exec(line)
    if (match === null) throw new LessonFormatError(`not a header line: ${line}`, { line: i + 1 })
    const [, key, , tolerance, value = ''] = match
    if (key === 'expect') {
      expectations.push({ text: value.trimEnd(), tolerance: tolerance === undefined ? 0 : Number(tolerance) })
    } else if (fields.has(key!)) throw new LessonFormatError(`${key!} is given twice`, { line: i + 1 })
    else fields.set(key!, value.trim())
  })
  const take = (key: string): string => {
    const value = fields.get(key)
    if (value === undefined || value === '')
      throw new LessonFormatError(`the header lacks "${key}"`, { line: 1 })
    fields.delete(key)
    return value
  }
  const steps = /^(\d+)(?:-(\d+))?$/.exec(take('step'))
  if (steps === null) throw new LessonFormatError('step must be a number or a range like 30-32', { line: 1 })
  const firstStep = Number(steps[1])
  const header = {
    firstStep,
    lastStep: steps[2] === undefined ? firstStep : Number(steps[2]),
    stage: Number(take('stage')),
    title: { en: take('title.en'), ko: take('title.ko') },
    panels: take('panels').split(/,\s*/).map(parsePanel),
    expectations,
  }
  const unknown = [...fields.keys()]
  if (unknown.length > 0)
    throw new LessonFormatError(`unknown header field: ${unknown.join(', ')}`, { line: 1 })
  if (stageTitles[header.stage] === undefined) throw new LessonFormatError('unknown stage', { line: 1 })
  return header
}

function parsePanel(name: string): LessonPanel {
  const panel = lessonPanels.find((known) => known === name)
  if (panel === undefined) {
    throw new LessonFormatError(`unknown panel "${name}"; known: ${lessonPanels.join(', ')}`, { line: 1 })
  }
  return panel
}

function parseCells(sections: readonly Section[]): LessonCell[] {
  const cells: LessonCell[] = []
  for (let i = 0; i < sections.length; i++) {
    const section = sections[i]!
    if (!section.marker.startsWith('[markdown]')) {
      cells.push(parseCode(section))
      continue
    }
    const korean = sections[++i]
    if (languageOf(section) !== 'en' || korean === undefined || languageOf(korean) !== 'ko') {
      throw new LessonFormatError('notes come in pairs: lang=en, then lang=ko', section)
    }
    cells.push({ kind: 'note', note: { en: parseNote(section), ko: parseNote(korean) } })
  }
  if (cells[0]?.kind !== 'note') throw new LessonFormatError('the first cell must be a note', { line: 1 })
  return cells
}

function languageOf(section: Section): LessonLocale | null {
  return (noteMarker.exec(section.marker)?.[1] ?? null) as LessonLocale | null
}

function parseCode(section: Section): LessonCell {
  const match = codeMarker.exec(section.marker)
  if (match === null) throw new LessonFormatError('a code cell needs "// %% Title ko="…""', section)
  const source = section.lines.join('\n').trim()
  return { kind: 'code', title: { en: match[1]!, ko: match[2]! }, source }
}

function parseNote(section: Section): LessonNote {
  const lines = section.lines.join('\n').trim().split('\n')
  const plain = lines.map((line, i) => {
    if (line !== '//' && !line.startsWith('// ')) {
      throw new LessonFormatError('a line of a note must be a comment', { line: section.line + 1 + i })
    }
    return line.slice(3)
  })
  const from = plain.indexOf('<details>')
  const to = plain.indexOf('</details>')
  if (from < 0 && to < 0) return { body: unwrap(plain), hint: null }
  if (from < 0 || to !== plain.length - 1 || from > to) {
    throw new LessonFormatError(
      'a hint stands between <details> and </details> at the end of a note',
      section,
    )
  }
  return { body: unwrap(plain.slice(0, from)), hint: unwrap(plain.slice(from + 1, to)) }
}

/** Joins the lines of a paragraph or list item into one: whoever shows the text wraps it to its own width. */
function unwrap(lines: readonly string[]): string {
  const blocks: string[] = []
  for (const line of lines) {
    const continues = line.trim() !== '' && !/^(- |\d+\. |\||#)/.test(line) && (blocks.at(-1) ?? '') !== ''
    if (continues) blocks.push(`${blocks.pop()!} ${line.trim()}`)
    else blocks.push(line)
  }
  return blocks.join('\n').trim()
}

function comment(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '//' : `// ${line}`))
    .join('\n')
}
