// A graph as a tree: results at the root, below each what it was computed from. An item that is used twice has its
// branch where it comes first. Pure.
import type { GraphFrame } from '@shared/graphFrame'

export interface TreeRow {
  readonly item: number
  /** 1 at the root. */
  readonly level: number
  /** Its place among its siblings, from 1, and how many they are. */
  readonly place: number
  readonly siblings: number
  /** Row above it that it hangs on, -1 at the root. */
  readonly parent: number
  /** Null: nothing below it, or its branch stands in another row. */
  readonly isOpen: boolean | null
  /** Row with its branch, when that is another one; else -1. */
  readonly first: number
}

/**
 * The rows in sight.
 * @param seq what came later is not there
 * @param isOpen whether the branch below an item is shown, by its depth
 */
export function treeRows(
  { items, edges }: GraphFrame,
  seq: number,
  isOpen: (item: number, level: number) => boolean,
): TreeRow[] {
  const sources: number[][] = items.map(() => [])
  const isUsed = new Uint8Array(items.length)
  const there = (item: number): boolean => items[item]!.seq <= seq
  for (let e = 0; e < edges.length; e += 2) {
    const [from, to] = [edges[e]!, edges[e + 1]!]
    if (!there(from) || !there(to)) continue
    sources[to]!.push(from)
    isUsed[from] = 1
  }
  const rows: TreeRow[] = []
  const rowOf = new Map<number, number>()
  // A deep graph has deep branches: the pending rows are a stack of our own.
  const pending: { item: number; level: number; place: number; siblings: number; parent: number }[] = []
  const push = (list: readonly number[], level: number, parent: number): void => {
    for (let i = list.length - 1; i >= 0; i--)
      pending.push({ item: list[i]!, level, place: i + 1, siblings: list.length, parent })
  }
  const last = (a: number, b: number): number => items[b]!.seq - items[a]!.seq
  push(items.flatMap((_, i) => (there(i) && isUsed[i] === 0 ? [i] : [])).sort(last), 1, -1)
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { item, level } = next
    const first = rowOf.get(item) ?? -1
    const below = first < 0 ? sources[item]! : []
    const opened = below.length === 0 ? null : isOpen(item, level)
    const row = rows.push({ ...next, isOpen: opened, first }) - 1
    if (first < 0) rowOf.set(item, row)
    if (opened === true) push(below, level + 1, row)
  }
  return rows
}
