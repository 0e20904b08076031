// Errors about names, with a suggestion. Knows the lab's and the book's spellings, nothing of who looks them up.
import { pythonNames, toCamelCase } from './pythonSpelling'
import { nearest } from './suggest'

/** An error of the script with a cure. The class keeps JavaScript's name, so that scripts can tell it apart. */
export class NameError extends ReferenceError {
  override readonly name = 'ReferenceError'
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message)
  }
}

class ReadOnlyError extends TypeError {
  override readonly name = 'TypeError'
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}

/** What a script cannot reach, and why. */
const unreachable: Readonly<Record<string, string>> = {
  fetch: 'a script has no network',
  XMLHttpRequest: 'a script has no network',
  WebSocket: 'a script has no network',
  EventSource: 'a script has no network',
  navigator: 'a script has no browser',
  window: 'a script has no window',
  document: 'a script has no page',
  self: 'a script has no window',
  globalThis: 'a script has no global object; declare names at the top level',
  global: 'a script has no global object; declare names at the top level',
  process: 'a script has no Node',
  require: 'nothing needs an import; everything of the lab is in scope',
  module: 'a script exports nothing',
  exports: 'a script exports nothing',
  importScripts: 'a script cannot load other code',
  postMessage: 'a script sends no messages; use print',
  close: 'a script ends by itself; use the Stop button',
  Worker: 'a script runs in one thread',
  SharedArrayBuffer: 'a script runs in one thread',
  Atomics: 'a script runs in one thread',
  WebAssembly: 'a script cannot load other code',
  eval: 'a script cannot make code from text',
  localStorage: 'a script stores nothing; the session keeps what it prints',
  sessionStorage: 'a script stores nothing; the session keeps what it prints',
  indexedDB: 'a script stores nothing; the session keeps what it prints',
  caches: 'a script stores nothing; the session keeps what it prints',
  Intl: 'results would differ from machine to machine; use toFixed or print',
  alert: 'use print(…)',
  prompt: 'write the value into the script',
}

export function missingName(name: string, known: readonly string[]): NameError {
  return new NameError(
    `${name} is not defined`,
    missingHint(name, known) ?? `declare it first: const ${name} = …`,
  )
}

/** What to write instead of an unknown name. */
export function missingHint(name: string, known: readonly string[]): string | undefined {
  if (Object.hasOwn(unreachable, name)) return unreachable[name]
  if (Object.hasOwn(pythonNames, name)) return `in a script, ${name} is written: ${pythonNames[name]}`
  const camel = toCamelCase(name)
  if (camel !== name && known.includes(camel)) return `in a script it is written: ${camel}`
  const near = nearest(name, known)
  return near === undefined ? undefined : `did you mean ${near}?`
}

export function notReady(name: string): NameError {
  return new NameError(
    `${name} has no value yet`,
    `it is declared further down; move the line that uses ${name} below`,
  )
}

export function readOnlyName(name: string, isLab: boolean): TypeError {
  return new ReadOnlyError(
    isLab ? `${name} belongs to the lab and cannot be assigned` : `${name} is a const and cannot be assigned`,
    isLab ? `declare a name of your own: const ${name} = …` : `declare it with let: let ${name} = …`,
  )
}

export function unknownImport(module: string, name: string, known: readonly string[]): NameError {
  return new NameError(`'${module}' has no ${name}`, missingHint(name, known))
}
