// The graph that a finished run left in the worker: finds what a check is asked for and runs the check unrecorded.
// Knows the engine and the script's names; nothing of windows or threads.
import type { CheckObstacle, CheckTarget, GradientCheckOutcome } from '@shared/gradientCheck'
import { checkGraph, type CheckSubject } from '../engine/graphCheck'
import type { GraphNode } from '../engine/graphNode'
import { engine } from '../engine/state'
import { Variable } from '../engine/variable'
import { randomState } from '../np/state'
import { isHandMadeVariable } from '../trace/handMadeShapes'
import { Interruption } from './interruption'

/** The script's top-level names and what they hold. */
type Names = ReadonlyMap<string, unknown>

/**
 * Checks a gradient of the graph behind the last backward(). What the functions draw at random is the same in every
 * forward pass, and the run's stream goes on as if nothing had been drawn.
 * @param now a clock in milliseconds
 */
export function checkHeldGraph(names: Names, target: CheckTarget, now: () => number): GradientCheckOutcome {
  const root = engine.lastBackward
  if (root === null) return refuse(whyNoBackward(names))
  const subject = target.kind === 'function' ? functionOf(names, target.id) : variableOf(names, root, target)
  if (typeof subject === 'string') return refuse(subject)
  const random = randomState().save()
  try {
    const figures = checkGraph(subject, { beforeEach: () => randomState().restore(random), now })
    if (figures === null) return refuse(root.creator === null ? 'unchained' : 'independent')
    const inputs = subject.sources.map(({ id, name, shape, dtype }) => ({
      id,
      name: name ?? '',
      shape,
      dtype,
    }))
    return {
      status: 'checked',
      check: { ...figures, inputs, of: subject.of, isFunction: subject.isFunction },
    }
  } catch (thrown) {
    if (thrown instanceof Interruption) return refuse('stopped')
    return refuse('failed', thrown instanceof Error ? thrown.message : String(thrown))
  } finally {
    randomState().restore(random)
  }
}

const refuse = (obstacle: CheckObstacle, message = ''): GradientCheckOutcome => ({
  status: 'refused',
  obstacle,
  message,
})

function whyNoBackward(names: Names): CheckObstacle {
  if ([...names.values()].some(isHandMadeVariable)) return 'hand-made'
  return engine.mode === 'no-grad' ? 'no-grad' : 'no-backward'
}

interface NamedSubject extends CheckSubject {
  readonly of: string
  readonly isFunction: boolean
}

function variableOf(
  names: Names,
  root: Variable,
  target: Exclude<CheckTarget, { kind: 'function' }>,
): NamedSubject | CheckObstacle {
  const found = target.kind === 'name' ? names.get(target.name) : variables(names).get(target.id)
  if (!(found instanceof Variable)) return isHandMadeVariable(found) ? 'hand-made' : 'unknown'
  return { sources: [found], results: [root], of: root.name ?? '', isFunction: false }
}

function functionOf(names: Names, id: number): NamedSubject | CheckObstacle {
  for (const { creator } of variables(names).values()) {
    if (creator?.id !== id) continue
    const { inputs, outputs, title } = creator
    return { sources: [...new Set(inputs)], results: outputs, of: title, isFunction: true }
  }
  return 'unknown'
}

/** Every variable that the last backward() or a name leads to, by id. */
function variables(names: Names): Map<number, Variable> {
  const found = new Map<number, Variable>()
  const pending = [engine.lastBackward, ...names.values()].filter((value) => value instanceof Variable)
  const seen = new Set<GraphNode>()
  for (let variable = pending.pop(); variable !== undefined; variable = pending.pop()) {
    found.set(variable.id, variable)
    const { creator } = variable
    if (creator === null || seen.has(creator)) continue
    seen.add(creator)
    pending.push(...creator.inputs, ...creator.outputs)
  }
  return found
}
