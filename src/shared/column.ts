// Columns of numbers that only grow and are kept for as long as a run is shown: a metric's values, the events behind
// them. What is regular costs next to nothing, anything else 8 bytes a number. Knows nothing of what the numbers mean.

/** Numbers by index, as arrays have them; -1 is the last one. */
export interface NumberColumn {
  readonly length: number
  at(index: number): number | undefined
}

const pageBits = 12
export const pageSize = 2 ** pageBits

/** Number `i` of a page is `first + round(i * step) + rest[i]`; with neither step nor rest it is `first` itself. */
interface RegularPage {
  readonly first: number
  readonly step: number
  /** Null: nothing is left over. */
  readonly rest: Int8Array | Int16Array | Int32Array | null
}

type Page = RegularPage | Float64Array

/** A column that numbers are added to. */
export class Column implements NumberColumn {
  private pages: Page[] = []
  /** What is not a whole page yet. */
  private tail: number[] = []
  /** What is left of numbers that came before the pages. */
  private older: Column | null = null

  get length(): number {
    return (this.older?.length ?? 0) + this.pages.length * pageSize + this.tail.length
  }

  push(value: number): void {
    this.tail.push(value)
    if (this.tail.length < pageSize) return
    this.pages.push(regularPage(this.tail) ?? Float64Array.from(this.tail))
    this.tail = []
  }

  at(index: number): number | undefined {
    const place = index < 0 ? this.length + index : index
    const before = this.older?.length ?? 0
    if (place < before) return place < 0 ? undefined : this.older!.at(place)
    const i = place - before
    const page = this.pages[i >>> pageBits]
    if (page === undefined) return this.tail[i - this.pages.length * pageSize]
    const inPage = i & (pageSize - 1)
    return page instanceof Float64Array ? page[inPage]! : numberOf(page, inPage)
  }

  /**
   * A column that goes on as this one would, with only some of its first numbers. Neither hears of what the other gets.
   * @param kept indices of those that stay, ascending
   * @param pages so many whole pages go: those after what an earlier call has left
   */
  thinned(kept: readonly number[], pages: number): Column {
    const column = new Column()
    column.older = new Column()
    for (const i of kept) column.older.push(this.at(i)!)
    column.pages = this.pages.slice(pages)
    column.tail = this.tail.slice()
    return column
  }
}

/** A record whose columns may be added to. */
export type Growing<T> = { readonly [K in keyof T]: T[K] extends NumberColumn ? Column : T[K] }

function numberOf({ first, step, rest }: RegularPage, i: number): number {
  // Adding 0 would make 0 of -0.
  const value = step === 0 ? first : first + Math.round(i * step)
  return rest === null ? value : value + rest[i]!
}

/** Null when whole steps and small whole differences do not give exactly these numbers. */
function regularPage(values: readonly number[]): RegularPage | null {
  const first = values[0]!
  if (values.every((value) => Object.is(value, first))) return { first, step: 0, rest: null }
  const plain: RegularPage = { first, step: (values.at(-1)! - first) / (values.length - 1), rest: null }
  const rest = values.map((value, i) => value - numberOf(plain, i))
  const isExact = rest.every(
    (left, i) => Number.isInteger(left) && Object.is(numberOf(plain, i) + left, values[i]),
  )
  if (!isExact) return null
  const most = rest.reduce((largest, left) => Math.max(largest, Math.abs(left)), 0)
  if (most === 0) return plain
  if (most >= 2 ** 31) return null
  const List = most < 2 ** 7 ? Int8Array : most < 2 ** 15 ? Int16Array : Int32Array
  return { ...plain, rest: List.from(rest) }
}

/** A column's numbers as an array of their own. */
export const numbersOf = (column: NumberColumn): number[] =>
  Array.from({ length: column.length }, (_, i) => column.at(i)!)
