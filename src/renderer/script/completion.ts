// Completion and hover for the script API, and for the script's own names. Knows the editor, not the engine.
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  completeFromList,
} from '@codemirror/autocomplete'
import { localCompletionSource } from '@codemirror/lang-javascript'
import { syntaxTree } from '@codemirror/language'
import type { EditorState, Extension } from '@codemirror/state'
import { hoverTooltip } from '@codemirror/view'
import type { ApiEntry } from '@shared/engineApi'
import { meaningOf, type Named, namesAfter, ownerBefore } from './apiLookup'
import type { NameValue } from './nameValues'

/** What the editor is told about the API; asked at every use, since it comes later than the editor. */
export interface ApiSource {
  readonly entries: () => readonly ApiEntry[]
  /** The sentence about a name in the person's language. */
  readonly docOf: (named: Named) => string
  /** Words of the link to a lesson; empty when there is none for the step. */
  readonly lessonLabel: (step: number) => string
  readonly openLesson: (step: number) => void
  /** What a name or path of the script holds; null when nothing is known. */
  readonly valueOf: (path: string) => NameValue | null
  /** What has to be said about all values; empty for nothing. */
  readonly valueNote: () => string
}

const types: Readonly<Record<Named['kind'], string>> = {
  function: 'function',
  class: 'class',
  namespace: 'namespace',
  constant: 'constant',
  property: 'property',
  method: 'method',
}
const word = /[\p{L}_$][\p{L}\p{N}_$]*/u
const keywords = completeFromList(
  [
    'const',
    'let',
    'for',
    'while',
    'if',
    'else',
    'return',
    'class',
    'extends',
    'new',
    'function',
    'import',
  ].map((label) => ({ label, type: 'keyword' })),
)

export function apiHelp(source: ApiSource): Extension {
  return [
    autocompletion({
      override: [
        (context) => completeApi(context, source),
        (context) => (isCode(context.state, context.pos) ? localCompletionSource(context) : null),
        (context) => (isScope(context) ? keywords(context) : null),
      ],
    }),
    hoverTooltip((view, at, side) => {
      const found = wordAt(view.state, at, side)
      if (found === null || !isCode(view.state, found.from + 1)) return null
      const dom = explain(found.before, found.text, source)
      return dom && { pos: found.from, end: found.to, above: true, create: () => ({ dom }) }
    }),
  ]
}

function completeApi(context: CompletionContext, source: ApiSource) {
  const typed = context.matchBefore(/[\p{L}\p{N}_$]*/u)
  const before = context.state.sliceDoc(context.state.doc.lineAt(context.pos).from, context.pos)
  const path = ownerBefore(before)
  if (typed === null || !isCode(context.state, context.pos)) return null
  if (typed.from === typed.to && !context.explicit && path === '') return null
  if (/\d\.\w*$/.test(before)) return null
  const options = namesAfter(source.entries(), path).map((named) => toCompletion(named, source))
  return { from: typed.from, options, validFor: /^[\p{L}\p{N}_$]*$/u }
}

function toCompletion(named: Named, source: ApiSource): Completion {
  return {
    label: named.name,
    type: types[named.kind],
    // The lab's own names stand before words of the script that only happen to match.
    boost: 1,
    info: () => describe(named, source),
  }
}

/** Nothing is offered inside of comments and texts. */
function isCode(state: EditorState, at: number): boolean {
  const { name } = syntaxTree(state).resolveInner(at, -1)
  return !/Comment|^String$|^TemplateString$|^RegExp$/.test(name)
}

function isScope({ state, pos }: CompletionContext): boolean {
  return isCode(state, pos) && ownerBefore(state.sliceDoc(state.doc.lineAt(pos).from, pos)) === ''
}

function wordAt(state: EditorState, at: number, side: -1 | 1) {
  const line = state.doc.lineAt(at)
  for (const match of line.text.matchAll(new RegExp(word, 'gu'))) {
    const from = line.from + match.index
    const to = from + match[0].length
    if (at < from || at > to || (at === to && side > 0) || (at === from && side < 0)) continue
    return { from, to, text: match[0], before: line.text.slice(0, match.index) }
  }
  return null
}

/** A name of the script says what it holds, one of the API what it is. */
function explain(before: string, word: string, source: ApiSource): HTMLElement | null {
  const owner = ownerBefore(before)
  const value = owner === null ? null : source.valueOf(owner === '' ? word : `${owner}.${word}`)
  if (value !== null) return describeValue(value, source.valueNote())
  const named = meaningOf(source.entries(), before, word)
  return named === null ? null : describe(named, source)
}

function describeValue({ title, value, gradient }: NameValue, note: string): HTMLElement {
  const root = document.createElement('div')
  root.className = 'cm-api cm-name-value'
  const add = (name: 'code' | 'pre' | 'p', text: string, className = ''): void => {
    if (text === '') return
    const element = document.createElement(name)
    element.textContent = text
    element.className = className
    root.append(element)
  }
  add('code', title)
  add('pre', value)
  add('pre', gradient === '' ? '' : `∂ ${gradient}`, 'gradient')
  add('p', note)
  return root
}

function describe(named: Named, source: ApiSource): HTMLElement {
  const root = document.createElement('div')
  root.className = 'cm-api'
  const signature = document.createElement('code')
  signature.textContent = named.signature
  const doc = document.createElement('p')
  doc.textContent = source.docOf(named)
  root.append(signature, doc)
  const label = source.lessonLabel(named.lesson)
  if (label !== '') {
    const link = document.createElement('button')
    link.type = 'button'
    link.textContent = label
    link.addEventListener('click', () => source.openLesson(named.lesson))
    root.append(link)
  }
  return root
}
