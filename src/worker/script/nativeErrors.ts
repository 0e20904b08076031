// JavaScript's own error messages in the lab's words: with the text that the person wrote and what to do about it.
import { labGlobals } from '../engine/globals'
import { np } from '../np/state'
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
    if (message.startsWith('Must call super constructor')) {
      return {
        message: 'this is used before super()',
        hint: 'a class that extends another calls super() first in its constructor',
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
    const hint = hintForNothing(text)
    return {
      message: `${text} is ${value}: cannot ${verb} .${key} of it`,
      ...(hint === undefined ? {} : { hint }),
    }
  }
  const destructured = /^Cannot destructure (?:property '.*' of )?'(.*)' as it is (undefined|null)\.$/.exec(
    message,
  )
  if (destructured !== null) {
    return {
      message: `${destructured[2]} cannot be taken apart`,
      hint: 'only lists and objects can; is a return or an argument missing?',
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

/** Why an expression may have no value. */
function hintForNothing(text: string): string | undefined {
  if (text.endsWith('.grad'))
    return 'a gradient is null before backward() and when it was not retained; use backward({ retainGrad: true })'
  if (text.endsWith('.creator')) return 'a variable that no function made has no creator'
  if (text.endsWith('.backward()')) return 'backward() gives nothing back; read x.grad after it'
  if (text.endsWith(']')) return 'elements are counted from 0 to length - 1; is the list shorter?'
  const member = lastMember(text)
  if (member === undefined || memberNames.has(member)) return undefined
  const near = nearest(member, memberNames)
  return near === undefined ? undefined : `did you mean .${near}?`
}

function lastMember(text: string): string | undefined {
  return /\.([\p{ID_Start}$_][\p{ID_Continue}$]*)$/u.exec(text)?.[1]
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
  const member = lastMember(text)
  const hint = member === undefined ? hintForName(text, known) : hintForMember(member, text, known)
  return {
    message: `${short} is not a ${kind === 'constructor' ? 'class' : 'function'}`,
    ...(hint === undefined ? {} : { hint }),
  }
}

function isOfTable(table: 'F' | 'np', name: string): boolean {
  return Object.hasOwn(table === 'np' ? np : labGlobals.F, name)
}

function hintForName(name: string, known: ReadonlySet<string>): string | undefined {
  return known.has(name) ? `${name} was declared anew in this script` : undefined
}

/** Members that are values: calling them is one of Python's or PyTorch's habits. */
const values = new Set([
  'shape',
  'size',
  'ndim',
  'dtype',
  'T',
  'data',
  'grad',
  'creator',
  'generation',
  'length',
])

function hintForMember(name: string, text: string, known: ReadonlySet<string>): string | undefined {
  if (values.has(name)) return `${name} is a value: write it without ()`
  const object = text.slice(0, -name.length - 1)
  if (known.has(object) && (object === 'F' || object === 'np') && isOfTable(object, name))
    return `${object} was declared anew in this script; choose another name for that`
  if (Object.hasOwn(pythonMembers, name)) return `in a script it is written: ${pythonMembers[name]}`
  const camel = toCamelCase(name)
  if (camel !== name && memberNames.has(camel)) return `in a script it is written: ${camel}`
  const near = nearest(name, memberNames)
  if (near !== undefined && !memberNames.has(name)) return `did you mean ${near}?`
  if (text === `this.${name}`) return 'assign it first, such as in the constructor'
  if (!memberNames.has(name) || !/^[\w$.]+$/.test(object)) return undefined
  return `${object} is no variable, array or layer that has .${name}; print(${object}) shows what it is`
}
