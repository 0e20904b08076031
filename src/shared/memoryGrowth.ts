// Memory that grows from round to round of a loop because graphs of earlier rounds are kept: found in the timeline of
// a run, with what keeps them. Pure; says nothing in words.
import { contentsAt } from './memoryHolders'
import type { TraceState } from './traceState'
import { cursorOfStep, lastAt, lastSeqAt } from './traceView'

/** A place in the script whose every round leaves more held for backward than the one before. */
export interface Growth {
  /** Line of the operation that recurs. */
  readonly line: number
  /** What keeps the graphs: a list or object, a name that carries a chain, or neither that is known. */
  readonly cause: 'container' | 'chain' | 'unknown'
  /** Name of the list or of the chain; '' when unknown. */
  readonly name: string
  /** Bytes that each round adds, on average. */
  readonly bytesPerRound: number
  readonly rounds: number
}

const fewestRounds = 5

/** The growth that adds most in sum; null when memory comes to rest. */
export function growthOf(state: TraceState): Growth | null {
  let worst: { readonly growth: Growth; readonly sum: number } | null = null
  for (const steps of recurringCalls(state)) {
    const run = longestRise(steps.map((step) => heldBefore(state, step)))
    if (run === null) continue
    const first = steps[run.from]!
    const last = steps[run.to]!
    const rounds = run.to - run.from
    const found = causeOf(state, first, last, rounds)
    if (found === null || (worst !== null && worst.sum >= run.sum)) continue
    const line = state.nodeById.get(state.steps[first]!.node)?.line ?? 0
    worst = { growth: { ...found, line, rounds, bytesPerRound: run.sum / rounds }, sum: run.sum }
  }
  return worst?.growth ?? null
}

/** Indices of the forward steps of each call site that was passed often enough. */
function recurringCalls({ steps, nodeById }: TraceState): number[][] {
  const byPlace = new Map<string, number[]>()
  steps.forEach(({ phase, node }, i) => {
    const record = phase === 'forward' ? nodeById.get(node) : undefined
    if (record === undefined || record.line < 1) return
    const place = `${record.line}:${record.column}:${record.name}`
    const list = byPlace.get(place)
    if (list === undefined) byPlace.set(place, [i])
    else list.push(i)
  })
  return [...byPlace.values()].filter((list) => list.length > fewestRounds)
}

/** Bytes held for backward just before a step begins. */
function heldBefore({ memory, steps }: TraceState, step: number): number {
  const point = lastSeqAt(memory.seqs, steps[step]!.seq) - 1
  return memory.held[point] ?? 0
}

/** The last stretch over which the floor rises from round to round without falling back. */
function longestRise(floors: readonly number[]): { from: number; to: number; sum: number } | null {
  let from = floors.length - 1
  while (from > 0 && floors[from - 1]! < floors[from]!) from--
  const to = floors.length - 1
  return to - from < fewestRounds ? null : { from, to, sum: floors[to]! - floors[from]! }
}

function causeOf(
  state: TraceState,
  first: number,
  last: number,
  rounds: number,
): Pick<Growth, 'cause' | 'name'> | null {
  const before = cursorOfStep(state, first - 1)
  const after = cursorOfStep(state, last)
  for (const [id, record] of state.containers) {
    if (record.changes.at(-1)!.seq <= before) continue
    const added = resultsIn(state, after, id).filter((variable) => variable.seq > before)
    if (added.length < Math.min(rounds, fewestRounds)) continue
    // What a later operation reads, such as a sum over a list of outputs, is collected on purpose.
    if (added.some(({ id: variable, seq }) => isReadAfter(state, variable, seq, after))) return null
    return { cause: 'container', name: nameOf(state, after, id) }
  }
  const pass = state.passes[lastAt(state.passes, state.steps[last]!.seq)]
  // Without a backward pass in the loop its rounds are one deep graph, which a later pass needs as a whole.
  if (pass === undefined || pass.seq < before) return null
  for (const { name, bindings } of state.slots.values()) {
    const generations = bindings
      .filter(({ kind, seq }) => kind === 'variable' && seq > before && seq <= after)
      .map(({ target }) => state.variableById.get(target)?.generation ?? 0)
    if (generations.length < fewestRounds) continue
    if (generations.every((generation, i) => i === 0 || generation > generations[i - 1]!))
      return { cause: 'chain', name }
  }
  return { cause: 'unknown', name: '' }
}

/** Results of recorded functions in a list, each with the moment at which it was made. */
function resultsIn(state: TraceState, cursor: number, container: number) {
  return contentsAt(state, cursor, container).flatMap(({ kind, target }) => {
    const variable = kind === 'variable' ? state.variableById.get(target) : undefined
    return variable === undefined || variable.creator < 0 ? [] : [variable]
  })
}

/** True when an operation took it as input after the loop had gone on. */
function isReadAfter(state: TraceState, variable: number, seq: number, after: number): boolean {
  for (let i = lastAt(state.nodes, Math.max(seq, after)) + 1; i < state.nodes.length; i++) {
    if (state.nodes[i]!.inputs.includes(variable)) return true
  }
  return false
}

function nameOf(state: TraceState, cursor: number, container: number): string {
  for (const { name, bindings } of state.slots.values()) {
    const binding = bindings[lastAt(bindings, cursor)]
    if (binding?.kind === 'container' && binding.target === container) return name
  }
  return ''
}
