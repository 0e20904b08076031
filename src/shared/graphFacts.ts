// What grouping needs to know about the functions of a frame, as plain columns that travel to a worker. Knows the
// trace and the text of the script, no groups.
import { toFunctionName } from './format'
import type { GraphFrame } from './graphFrame'
import type { TraceState } from './traceState'

/** A function or method of the script, by where it stands. */
export interface ScriptScope {
  readonly name: string
  /** Places of its first and last sign; see placeOf. */
  readonly from: number
  readonly to: number
}

const longestLine = 65_536
/** A place of the script as one number, in the order of reading. Line and column count from 1. */
export const placeOf = (line: number, column: number): number =>
  line * longestLine + Math.min(longestLine - 1, column)

/** One entry for each function of a frame, in the order of the run. */
export interface GraphFacts {
  /** Index of the item in the frame. */
  readonly items: readonly number[]
  /** Ids of the functions: what groups are called by. */
  readonly ids: readonly number[]
  /** Index into `names`. */
  readonly nameOf: readonly number[]
  readonly names: readonly string[]
  readonly places: Float64Array
  /** How many functions of the script returned since the function before it, 255 at most. */
  readonly returned: Uint8Array
  /** 1: what the function before it gave has been named meanwhile. */
  readonly named: Uint8Array
  /** Index into `layers` of the layer whose parameters it uses; -1: of none. */
  readonly layerOf: readonly number[]
  readonly layers: readonly string[]
  /** What the script calls at a place, by place. */
  readonly calls: ReadonlyMap<number, string>
  readonly scopes: readonly ScriptScope[]
  /** Items of leaves that nobody looks for: parameters of layers, and numbers without a name. */
  readonly inner: readonly number[]
}

/** @param source text of the script that was run; '' when it is not known */
export function graphFacts(
  trace: TraceState,
  frame: GraphFrame,
  source: string,
  scopes: readonly ScriptScope[],
): GraphFacts {
  const nodes = frame.items
    .flatMap(({ kind, id }, item) => (kind === 'node' ? [{ item, node: trace.nodeById.get(id)! }] : []))
    .sort((a, b) => a.node.seq - b.node.seq)
  const layers = layersOf(trace)
  const names: string[] = []
  const nameIndex = new Map<string, number>()
  const lines = source.split('\n')
  const calls = new Map<number, string>()
  const places = new Float64Array(nodes.length)
  const returned = new Uint8Array(nodes.length)
  const named = new Uint8Array(nodes.length)
  let nextReturn = 0
  nodes.forEach(({ node }, k) => {
    const place = placeOf(node.line, node.column)
    places[k] = place
    if (!calls.has(place)) calls.set(place, callAt(lines, node.line, node.column))
    while (nextReturn < trace.returns.length && trace.returns[nextReturn]! < node.seq) {
      returned[k] = Math.min(255, returned[k]! + 1)
      nextReturn++
    }
    const before = nodes[k - 1]?.node.outputs ?? []
    if (before.some((id) => (trace.variableById.get(id)?.names[0]?.seq ?? Infinity) < node.seq)) named[k] = 1
  })
  const nameOf = nodes.map(({ node }) => {
    let at = nameIndex.get(node.name)
    if (at === undefined) nameIndex.set(node.name, (at = names.push(toFunctionName(node.name)) - 1))
    return at
  })
  return {
    items: nodes.map(({ item }) => item),
    ids: nodes.map(({ node }) => node.id),
    nameOf,
    names,
    places,
    returned,
    named,
    layerOf: nodes.map(({ node }) => {
      const used = node.inputs.find((id) => layers.indexOf.has(id))
      return used === undefined ? -1 : layers.indexOf.get(used)!
    }),
    layers: layers.titles,
    calls,
    scopes,
    inner: frame.items.flatMap(({ kind, id }, item) => {
      if (kind !== 'variable') return []
      const { creator, names, data } = trace.variableById.get(id)!
      const isNumber = names.length === 0 && data[0]!.shape.length === 0
      return creator < 0 && (layers.indexOf.has(id) || isNumber) ? [item] : []
    }),
  }
}

/** `model(x)` is called `model`; operators and methods of values have no name of their own. */
function callAt(lines: readonly string[], line: number, column: number): string {
  const text = lines[line - 1]?.slice(Math.max(0, column - 1), column + 80) ?? ''
  return /^(?:this\.)?([\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*)\s*\(/u.exec(text)?.[1] ?? ''
}

interface Layers {
  readonly titles: readonly string[]
  /** Index of the layer by the id of its parameter. */
  readonly indexOf: ReadonlyMap<number, number>
}

/** Objects of the script that hold variables under names of fields: layers and models. A list of variables is none. */
function layersOf(trace: TraceState): Layers {
  const pathOf = new Map<number, string>()
  for (const { name, bindings } of trace.slots.values())
    for (const { kind, target } of bindings) if (kind === 'container') pathOf.set(target, name)
  const bound = new Set<number>()
  for (const { bindings } of trace.slots.values())
    for (const { kind, target } of bindings) if (kind === 'variable') bound.add(target)
  const titles: string[] = []
  const indexOf = new Map<number, number>()
  const holders = new Map<number, { readonly holder: number; readonly key: string }>()
  for (const { id, changes } of trace.containers.values())
    for (const { items } of changes)
      for (const { kind, target, key } of items)
        if (kind === 'container' && !holders.has(target)) holders.set(target, { holder: id, key })
  // An object may hold itself: a path has an end all the same.
  const titleOf = (id: number, depth = 0): string => {
    const held = holders.get(id)
    if (held === undefined || depth > 8) return pathOf.get(id) ?? ''
    if (!/^\d+$/.test(held.key)) return held.key
    return `${titleOf(held.holder, depth + 1)}[${held.key}]`
  }
  for (const { id, changes } of trace.containers.values()) {
    let layer = -1
    for (const { items } of changes) {
      for (const { kind, target, key } of items) {
        if (kind !== 'variable' || /^\d+$/.test(key) || bound.has(target) || indexOf.has(target)) continue
        if ((trace.variableById.get(target)?.creator ?? 0) >= 0) continue
        if (layer < 0) layer = titles.push(titleOf(id)) - 1
        indexOf.set(target, layer)
      }
    }
  }
  return { titles, indexOf }
}
