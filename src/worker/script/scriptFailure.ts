// What a script threw, as a Failure with the person's lines: native errors get words, frames get source positions.
import type { Failure, SourcePosition } from '@shared/failure'
import { LabError } from '@shared/failure'
import type { CompiledScript, Subject } from './compile'
import { rewordNative } from './nativeErrors'
import { plainPrefix } from './plainFunctions'

/** A compiled text that can show up in stack traces as `dezero-lab-script-<index>`. */
export interface Unit {
  readonly script: CompiledScript
}

interface Frame {
  readonly name: string
  readonly at: SourcePosition
  readonly subject: Subject | undefined
}

const framePattern = /^\s*at (?:(.*?) \()?(?:.*, )?dezero-lab-script-(\d+):(\d+):(\d+)\)?$/

/**
 * @param fallback the last call site, for what carries no stack
 * @param known names in scope, for suggestions
 */
export function toScriptFailure(
  thrown: unknown,
  units: readonly Unit[],
  fallback: SourcePosition | undefined,
  known: ReadonlySet<string>,
): Failure {
  try {
    return describeFailure(thrown, units, fallback, known)
  } catch {
    // The script's own getters threw while its error was read.
    return {
      code: 'script',
      message: 'the script threw an error that cannot be read',
      ...place([], fallback),
    }
  }
}

function describeFailure(
  thrown: unknown,
  units: readonly Unit[],
  fallback: SourcePosition | undefined,
  known: ReadonlySet<string>,
): Failure {
  if (thrown instanceof LabError) return thrown.failure
  if (!(thrown instanceof Error)) {
    return { code: 'script', message: `thrown: ${describeThrown(thrown)}`, ...place([], fallback) }
  }
  const frames = framesOf(thrown, units)
  if (thrown instanceof RangeError && /call stack/i.test(thrown.message)) dropChance(frames)
  const { message, hint } = rewordNative(thrown, frames[0]?.subject, known)
  const { cause } = thrown as { cause?: unknown }
  return {
    code: 'script',
    message,
    ...(hint === undefined ? {} : { hint }),
    ...place(frames, fallback),
    ...(cause === undefined ? {} : { cause: toScriptFailure(cause, units, undefined, known) }),
  }
}

/** Where the stack ran full is chance; of the calls that go round in circles the first in the text is told. */
function dropChance(frames: Frame[]): void {
  if (frames.length < 2) return
  frames.shift()
  let first = 0
  for (const [index, { at }] of frames.entries()) {
    const best = frames[first]!.at
    if (at.line < best.line || (at.line === best.line && at.column < best.column)) first = index
  }
  frames.splice(0, first)
}

function place(
  frames: readonly Frame[],
  fallback: SourcePosition | undefined,
): Pick<Failure, 'at' | 'frames'> {
  const at = frames[0]?.at ?? (fallback !== undefined && fallback.line > 0 ? fallback : undefined)
  return {
    ...(at === undefined ? {} : { at }),
    ...(frames.length === 0
      ? {}
      : { frames: frames.map(({ name, at: position }) => ({ name, at: position })) }),
  }
}

/** Frames of a failure; a function that calls itself without end would fill pages. */
const shownFrames = 20

/** The person's own frames, innermost first. */
function framesOf(error: Error, units: readonly Unit[]): Frame[] {
  const { stack } = error
  if (typeof stack !== 'string') return []
  const frames: Frame[] = []
  for (const text of stack.split('\n')) {
    if (frames.length === shownFrames) break
    const match = framePattern.exec(text)
    const script = match === null ? undefined : units[Number(match[2])]?.script
    if (match === null || script === undefined) continue
    // The function around the script's body takes two lines.
    const offset = script.map.toSource(Number(match[3]) - bodyLines, Number(match[4]))
    if (offset < 0) continue
    frames.push({
      name: frameName(match[1]),
      at: script.map.positionOf(offset),
      subject: script.subjectAt(offset),
    })
  }
  return frames
}

/** Lines that JavaScript puts before the body of a function made from text. */
const bodyLines = 2

/** `async Object.f` → `f`, `new A` → `new A`, the script itself → `script`. */
function frameName(name: string | undefined): string {
  if (name === undefined) return '(anonymous)'
  const bare = name
    .replace(/^async /, '')
    .replace(/^(Object|Module|Function|global)\./, '')
    .replace(/ \[as \w+\]$/, '')
    .replace(plainPrefix, '')
  if (bare === '$labmain' || bare.endsWith('.$labmain')) return 'script'
  // V8 calls a function without a name after what it is passed to.
  if (bare === 'eval' || bare.includes('$lab')) return '(anonymous)'
  return bare.replace('<anonymous>', '(anonymous)')
}

function describeThrown(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown
  if (typeof thrown === 'object' && thrown !== null) {
    try {
      return JSON.stringify(thrown)
    } catch {
      return Object.prototype.toString.call(thrown)
    }
  }
  return String(thrown)
}
