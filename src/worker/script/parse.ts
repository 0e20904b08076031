// From text to a syntax tree, with syntax errors in words for the person. The only module that knows the parser.
import { parse, type ParseError, type ParserOptions } from '@babel/parser'
import type { Diagnostic } from '@shared/engineApi'
import { openBracket } from './brackets'
import { LineTable } from './positionMap'
import { pythonHint } from './pythonSpelling'
import type { Program } from './syntax'

export interface ParsedComment {
  readonly type: string
  readonly value: string
  readonly start: number
  readonly end: number
}

export type Parsed =
  | { readonly ok: true; readonly program: Program; readonly comments: readonly ParsedComment[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const options: ParserOptions = {
  sourceType: 'module',
  allowAwaitOutsideFunction: true,
  allowReturnOutsideFunction: false,
  allowNewTargetOutsideFunction: false,
  // Names that are exported or imported twice and the like still give a tree; every error is collected.
  errorRecovery: true,
  attachComment: false,
  createParenthesizedExpressions: false,
  plugins: ['typescript'],
}

/** A module's text with top-level await and TypeScript's syntax. */
export function parseScript(source: string): Parsed {
  let tree
  try {
    tree = parse(source, options)
  } catch (thrown) {
    if (!isParseError(thrown)) throw thrown
    return { ok: false, diagnostics: [toDiagnostic(source, thrown)] }
  }
  const errors = tree.errors ?? []
  if (errors.length > 0) return { ok: false, diagnostics: errors.map((error) => toDiagnostic(source, error)) }
  return {
    ok: true,
    program: tree.program as unknown as Program,
    comments: (tree.comments ?? []) as unknown as ParsedComment[],
  }
}

type LocatedError = ParseError & {
  readonly pos?: number
  readonly message?: string
  readonly details?: unknown
}

function isParseError(thrown: unknown): thrown is LocatedError {
  return thrown instanceof SyntaxError && typeof (thrown as { pos?: unknown }).pos === 'number'
}

function toDiagnostic(source: string, error: LocatedError): Diagnostic {
  const lines = new LineTable(source)
  const offset = pythonImport(source, error.pos ?? 0) ?? placeOf(error, source)
  const { line, column } = lines.position(offset)
  const word = /^[\p{ID_Continue}$]+/u.exec(source.slice(offset))?.[0] ?? ''
  const end = lines.position(Math.min(offset + Math.max(word.length, 1), source.length))
  const text = source.slice(lines.offset(line, 1)).split(/[\r\n]/, 1)[0]!
  const { message, hint } = reword(error, source, offset, word)
  const python = pythonHint(text)
  return {
    severity: 'error',
    message,
    ...((python ?? hint) ? { hint: python ?? hint } : {}),
    line,
    column,
    endLine: end.line,
    endColumn: end.line === line && end.column <= column ? column + 1 : end.column,
  }
}

/** Where a line `from … import …` or `import …` of Python's stands over which the parser stumbled, though it says so further down. */
function pythonImport(source: string, offset: number): number | undefined {
  const imports =
    /^[^\S\n]*(?:from\s+[\w.]+\s+import\b.*|import\s+\w+(?:\.\w+)*(?:\s+as\s+\w+)?[^\S\n]*$)\s*/gm
  for (const found of source.matchAll(imports)) {
    if (offset >= found.index && offset <= found.index + found[0].length)
      return found.index + found[0].search(/\S/)
  }
  return undefined
}

/** Where the error is shown: for a missing separator at what comes after the blanks. */
function placeOf(error: LocatedError, source: string): number {
  const offset = Math.min(error.pos ?? 0, source.length)
  // For `f(1,,2)` the parser says where the comma ends.
  const unexpected = (error.details as { unexpected?: unknown } | undefined)?.unexpected
  if (unexpected === ',' && source[offset] !== ',' && source[offset - 1] === ',') return offset - 1
  if (error.reasonCode !== 'MissingSemicolon') return offset
  const next = source.slice(offset).search(/\S/)
  return next < 0 ? offset : offset + next
}

/** What may have been forgotten before a place that the parser does not understand. */
function hintForUnexpected(source: string, offset: number): string {
  const open = openBracket(source, offset)
  const isClosing = /[)\]}]/.test(source[offset] ?? '')
  if (isClosing && open === null) return 'no bracket is open here that it could close: take it away'
  const before = source.slice(0, offset).trimEnd()
  const isNewLine = source.slice(before.length, offset).includes('\n')
  const isBody = source[offset] === '{' && open?.bracket === '('
  if (open !== null && (offset >= source.length || isNewLine || isBody || isClosing)) {
    const { line, column } = new LineTable(source).position(open.offset)
    return `is the ${open.bracket} of line ${line}, column ${column} not closed?`
  }
  if (/['"]$/.test(before) && /\w/.test(source[offset] ?? ''))
    return 'the text ended at the quote before it; a text with quotes in it stands in `backquotes`'
  return 'is a comma, an operator or a closing bracket missing before it?'
}

/** Signs that input methods and word processors put in place of those of the keyboard. */
const typedSigns: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '。': '.',
  '、': ',',
  '×': '*',
  '÷': '/',
  '−': '-',
  '–': '-',
}

/** A sign that no script has; full-width ones stand 0xFEE0 after those that are meant. */
function unknownSign(rest: string): { message: string; hint?: string } {
  const sign = String.fromCodePoint(rest.codePointAt(0) ?? 0)
  const isFullWidth = /^[！-～]$/u.test(sign)
  const meant = isFullWidth ? String.fromCharCode(sign.charCodeAt(0) - 0xfee0) : typedSigns[sign]
  const message = `syntax: a script has no sign ${sign}`
  return meant === undefined ? { message } : { message, hint: `write ${meant}, with the input method off` }
}

/** The parser's reasons in the lab's words; those without an entry keep the parser's. */
function reword(
  error: LocatedError,
  source: string,
  offset: number,
  word: string,
): { message: string; hint?: string } {
  const found = offset >= source.length ? 'the end of the script' : `\`${word || source[offset]!}\``
  switch (error.reasonCode) {
    case 'UnexpectedToken':
      return {
        message:
          offset >= source.length
            ? 'syntax: the script ends too early'
            : `syntax: did not expect ${found} here`,
        hint: hintForUnexpected(source, offset),
      }
    case 'MissingSemicolon':
      return {
        message: `syntax: a statement ends before ${found}`,
        hint: 'put an operator, a comma or a line break between',
      }
    case 'VarRedeclaration':
      return {
        message: `\`${word}\` is already declared`,
        hint: `choose another name, or assign: ${word} = …`,
      }
    case 'UnterminatedString':
      return {
        message: 'syntax: this text has no closing quote',
        hint: 'a text of several lines stands in `backquotes`',
      }
    case 'UnterminatedTemplate':
      return {
        message: 'syntax: this `template` has no closing backquote',
        hint: 'a text in backquotes ends with one, and ${ ends with }',
      }
    case 'UnterminatedComment':
      return { message: 'syntax: this comment has no closing */' }
    case 'UnterminatedRegExp':
      return { message: 'syntax: this regular expression has no closing /' }
    case 'DeclarationMissingInitializer':
      return /[\]}]\s*$/.test(source.slice(0, offset))
        ? { message: 'syntax: taking apart needs a value', hint: 'write const [a, b] = …' }
        : { message: 'syntax: a const needs a value', hint: 'write const x = …, or use let' }
    case 'MissingOneOfPlugins':
      return {
        message: 'syntax: decorators are not part of the script language',
        hint: 'call the function instead',
      }
    case 'MissingPlugin':
      return { message: 'syntax: this cannot be assigned to' }
    case 'IllegalReturn':
      return { message: 'syntax: return outside a function', hint: 'print(…) shows a value' }
    case 'StrictWith':
      return { message: 'syntax: with is Python', hint: 'write: noGrad(() => { … })' }
    case 'NumberIdentifier':
      return { message: 'syntax: a name cannot begin with a digit', hint: 'choose another name, such as x2' }
    case 'UnexpectedKeyword':
      return { message: `syntax: ${found} is a word of the language`, hint: 'choose another name' }
    case 'IllegalBreakContinue':
      return { message: `syntax: ${word} outside a loop` }
    case 'UnexpectedReservedWord':
      return { message: `syntax: ${found} is a reserved word`, hint: 'choose another name' }
    case 'AwaitNotInAsyncContext':
    case 'AwaitNotInAsyncFunction':
      return {
        message: 'syntax: await in a function that is not async',
        hint: 'write async before the function',
      }
    case 'UnexpectedTokenUnaryExponentiation':
      return {
        message: 'syntax: a sign before a power can mean two things',
        hint: 'write -(x ** 2) or (-x) ** 2',
      }
    case 'InvalidOrUnexpectedToken':
      return unknownSign(source.slice(offset))
    case 'InvalidLhs':
      return { message: 'syntax: this cannot be assigned to' }
    default: {
      const text = (error.message ?? 'unreadable').replace(/\s*\(\d+:\d+\)\s*$/, '').replace(/\.$/, '')
      return { message: `syntax: ${text.charAt(0).toLowerCase()}${text.slice(1)}` }
    }
  }
}
