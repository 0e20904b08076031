// Memory that grows from round to round of a loop because graphs of earlier rounds are kept: found in the timeline of
// a run, with what keeps them. Pure; says nothing in words.
import { contentsAt, placeIn } from './memoryHolders'
import type { VariableRecord } from './traceRecords'
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

/** The growth that adds most in sum; null when memory comes to rest. Pauses now and then. */
export function* growthInSlices(state: TraceState): Generator<undefined, Growth | null, undefined> {
  let worst: { readonly growth: Growth; readonly sum: number } | null = null
  for (const steps of yield* recurringCalls(state)) {
    yield
    const run = yield* lastRise(state, steps)
    if (run === null) continue
    const first = steps[run.from]!
    const last = steps[run.to]!
    const rounds = run.to - run.from
    const found = yield* causeOf(state, first, last, rounds)
    if (found === null || (worst !== null && worst.sum >= run.sum)) continue
    const line = state.nodeById.get(state.steps[first]!.node)?.line ?? 0
    worst = { growth: { ...found, line, rounds, bytesPerRound: run.sum / rounds }, sum: run.sum }
  }
  return worst?.growth ?? null
}

/** Steps looked at between two pauses: about a millisecond. */
const sliceLength = 500

/** Indices of the forward steps of each call site that was passed often enough. */
function* recurringCalls({ steps, nodeById }: TraceState): Generator<undefined, number[][], undefined> {
  const byPlace = new Map<number, Map<string, number[]>>()
  for (const [i, { phase, node }] of steps.entries()) {
    if (i % sliceLength === sliceLength - 1) yield
    const record = phase === 'forward' ? nodeById.get(node) : undefined
    if (record === undefined || record.line < 1) continue
    const place = record.line * widestLine + record.column
    let byName = byPlace.get(place)
    if (byName === undefined) byPlace.set(place, (byName = new Map<string, number[]>()))
    const list = byName.get(record.name)
    if (list === undefined) byName.set(record.name, [i])
    else list.push(i)
  }
  return [...byPlace.values()].flatMap((byName) =>
    [...byName.values()].filter((list) => list.length > fewestRounds),
  )
}

/** No line has more columns that matter. */
const widestLine = 10_000

/** Bytes held for backward just before a step begins. */
function heldBefore({ memory, steps }: TraceState, step: number): number {
  const point = lastSeqAt(memory.seqs, steps[step]!.seq) - 1
  return memory.held[point] ?? 0
}

/** The last stretch of rounds in which what is held rises from each to the next without falling back. */
function* lastRise(
  state: TraceState,
  steps: readonly number[],
): Generator<undefined, { from: number; to: number; sum: number } | null, undefined> {
  const to = steps.length - 1
  const highest = heldBefore(state, steps[to]!)
  let from = to
  let floor = highest
  for (let next = to - 1; next >= 0; next--) {
    if (next % sliceLength === 0) yield
    const held = heldBefore(state, steps[next]!)
    if (held >= floor) break
    floor = held
    from = next
  }
  return to - from < fewestRounds ? null : { from, to, sum: highest - floor }
}

function* causeOf(
  state: TraceState,
  first: number,
  last: number,
  rounds: number,
): Generator<undefined, Pick<Growth, 'cause' | 'name'> | null, undefined> {
  const before = cursorOfStep(state, first - 1)
  const after = cursorOfStep(state, last)
  const list = collectorOf(state, before, after, rounds)
  if (list !== null) {
    // What a later operation reads, such as a sum over a list of outputs, is collected on purpose.
    if (yield* isReadAfter(state, new Set(list.added.map(({ id }) => id)), after)) return null
    return { cause: 'container', name: pathOf(state, after, list.id) }
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

/** The list or object with most items of those to which every round added results, itself or in what it holds. */
function collectorOf(
  state: TraceState,
  before: number,
  after: number,
  rounds: number,
): { readonly id: number; readonly added: readonly VariableRecord[] } | null {
  let best: { readonly id: number; readonly added: readonly VariableRecord[]; readonly size: number } | null =
    null
  for (const [id, record] of state.containers) {
    if (record.changes.at(-1)!.seq <= before || !state.lives.containers.isAliveAt(id, after)) continue
    const size = contentsAt(state, after, id).length
    if (best !== null && best.size >= size) continue
    const added = resultsIn(state, after, id, new Set()).filter(({ seq }) => seq > before)
    if (added.length >= Math.min(rounds, fewestRounds)) best = { id, added, size }
  }
  return best
}

/** Results of recorded functions in a list or object, and in those that it holds. */
function resultsIn(
  state: TraceState,
  cursor: number,
  container: number,
  seen: Set<number>,
): VariableRecord[] {
  if (seen.has(container)) return []
  seen.add(container)
  return contentsAt(state, cursor, container).flatMap(({ kind, target }) => {
    if (kind === 'container') return resultsIn(state, cursor, target, seen)
    const variable = kind === 'variable' ? state.variableById.get(target) : undefined
    return variable === undefined || variable.creator < 0 ? [] : [variable]
  })
}

/** True when an operation took one of them as input after the loop had gone on. */
function* isReadAfter(
  { nodes }: TraceState,
  variables: ReadonlySet<number>,
  after: number,
): Generator<undefined, boolean, undefined> {
  for (let i = lastAt(nodes, after) + 1; i < nodes.length; i++) {
    if (i % sliceLength === 0) yield
    if (nodes[i]!.inputs.some((id) => variables.has(id))) return true
  }
  return false
}

/** As a script would write it, `trainer.log.losses`; '' when no name leads there. */
function pathOf(state: TraceState, cursor: number, wanted: number): string {
  const paths = new Map<number, string>()
  // The outermost name; an object under construction is told as `this`, which is no name of the script.
  const slots = [...state.slots.values()]
    .filter(({ name }) => name !== 'this')
    .sort((a, b) => a.depth - b.depth)
  for (const { name, bindings } of slots) {
    const binding = bindings[lastAt(bindings, cursor)]
    if (binding?.kind === 'container' && !paths.has(binding.target)) paths.set(binding.target, name)
  }
  // A map hands out what is added while it is walked.
  for (const [id, path] of paths) {
    if (id === wanted) return path
    for (const { kind, target, key } of contentsAt(state, cursor, id)) {
      if (kind === 'container' && !paths.has(target)) paths.set(target, placeIn(path, key))
    }
  }
  return ''
}
