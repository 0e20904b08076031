// JavaScript's own error messages in the lab's words: with the text that the person wrote and what to do about it.
import { memberNames } from './memberNames'
import type { Subject } from './compile'
import { nearest } from './suggest'
import { pythonMembers, toCamelCase } from './pythonSpelling'

export interface Reworded {
  readonly message: string
  readonly hint?: string
}

/** The message and cure of an error. Errors of the engine and the lab bring both themselves. */
export function rewordNative(
  error: Error,
  subject: Subject | undefined,
  known: ReadonlySet<string>,
): Reworded {
  const own = ownWords(error)
  if (own !== undefined) return own
  const { message } = error
  if (error instanceof RangeError) {
    const range = rewordRange(message)
    if (range !== undefined) return range
  }
  if (error instanceof TypeError) {
    const type = rewordType(message, subject, known)
    if (type !== undefined) return type
  }
  if (error instanceof ReferenceError) {
    const early = /^Cannot access '(.+)' before initialization$/.exec(message)
    if (early !== null) {
      return {
        message: `${early[1]} has no value yet`,
        hint: 'it is declared further down; move this line below',
      }
    }
  }
  return { message: error.name === 'Error' || error.name === '' ? message : `${error.name}: ${message}` }
}

/** Engine errors carry `problem` and `hint`; others only `hint`. */
function ownWords(error: Error): Reworded | undefined {
  const { problem, hint } = error as { problem?: unknown; hint?: unknown }
  if (typeof hint !== 'string') return undefined
  return { message: typeof problem === 'string' ? problem : error.message, hint }
}

function rewordRange(message: string): Reworded | undefined {
  if (/call stack/i.test(message)) {
    return {
      message: 'functions call each other too deeply: the stack is full',
      hint: 'a function that calls itself needs a case in which it does not; or use a loop',
    }
  }
  if (
    /Invalid (typed )?array length|Array buffer allocation failed|Invalid array buffer length|Invalid string length/i.test(
      message,
    )
  ) {
    return { message: `there is not enough memory: ${message}`, hint: 'use smaller arrays' }
  }
  return undefined
}

function rewordType(
  message: string,
  subject: Subject | undefined,
  known: ReadonlySet<string>,
): Reworded | undefined {
  const notFunction = / is not a (function|constructor)/.exec(message)
  if (notFunction !== null) return rewordCall(message, notFunction[1]!, subject, known)
  const reading = /^Cannot (read|set) properties of (undefined|null) \((?:reading|setting) '(.*)'\)$/.exec(
    message,
  )
  if (reading !== null) {
    const [, verb, value, key] = reading as unknown as [string, string, string, string]
    const what = subject?.object ?? ''
    const text = /^[\w$.[\]'"#()]+$/.test(what) ? what : 'the value'
    return {
      message: `${text} is ${value}: cannot ${verb} .${key} of it`,
      ...(text.endsWith('.grad')
        ? {
            hint: 'a gradient is null before backward() and when it was not retained; use backward({ retainGrad: true })',
          }
        : text.endsWith('.creator')
          ? { hint: 'a variable that no function made has no creator' }
          : {}),
    }
  }
  const needsNew = /^Class constructor (\S+) cannot be invoked without 'new'/.exec(message)
  if (needsNew !== null) {
    return {
      message: `${needsNew[1]} is a class and was called without new`,
      hint: `write new ${needsNew[1]}(…)`,
    }
  }
  if (message.startsWith('Assignment to constant variable')) {
    return { message: 'a const cannot be assigned', hint: 'declare it with let' }
  }
  const iterable = /^(.*) is not (iterable|async iterable)/.exec(message)
  if (iterable !== null) {
    const what = /\$lab|intermediate|^object$|^number /.test(iterable[1]!) ? 'the value' : iterable[1]!
    return {
      message: `${what} is not a list`,
      hint: 'only lists, texts, maps and the like can be taken apart or looped over; of an array: x.tolist()',
    }
  }
  if (message.includes('$lab')) return { message: 'this cannot be done with the value given here' }
  return undefined
}

function rewordCall(
  message: string,
  kind: string,
  subject: Subject | undefined,
  known: ReadonlySet<string>,
): Reworded {
  const written = subject !== undefined && subject.kind !== 'member' ? subject.text : undefined
  const named = message.slice(0, message.indexOf(' is not a '))
  const text = written ?? (/\$lab|intermediate/.test(named) ? 'the value' : named)
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text
  const member = /\.([\p{ID_Start}$_][\p{ID_Continue}$]*)$/u.exec(text)?.[1]
  const hint = member === undefined ? hintForName(text, known) : hintForMember(member, text)
  return {
    message: `${short} is not a ${kind === 'constructor' ? 'class' : 'function'}`,
    ...(hint === undefined ? {} : { hint }),
  }
}

function hintForName(name: string, known: ReadonlySet<string>): string | undefined {
  return known.has(name) ? `${name} was declared anew in this script` : undefined
}

function hintForMember(name: string, text: string): string | undefined {
  if (Object.hasOwn(pythonMembers, name)) return `in a script it is written: ${pythonMembers[name]}`
  const camel = toCamelCase(name)
  if (camel !== name && memberNames.has(camel)) return `in a script it is written: ${camel}`
  const near = nearest(name, memberNames)
  if (near !== undefined && !memberNames.has(name)) return `did you mean ${near}?`
  return text === `this.${name}` ? 'assign it first, such as in the constructor' : undefined
}
