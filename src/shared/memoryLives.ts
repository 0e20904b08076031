// When each variable, function and container of a run came to life and died, and by which event. Append-only, so that
// what lived at a cursor can be asked at any time. Knows nothing of why things are held.

/** What ended a life. Names are those of the trace's events; `operation` is the call that took it as an argument. */
export const endings = [
  'name-bound',
  'statement-ended',
  'scope-left',
  'unchained',
  'operation',
  'container-filled',
  'gradient-stored',
  'gradient-dropped',
] as const
export type Ending = (typeof endings)[number]

/** The end of a life: the event's sequence number, its kind and its line (0 where it has none). */
export interface Death {
  readonly seq: number
  readonly ending: Ending
  readonly line: number
}

const alive = Infinity

/** Consecutive ids and where they stand in the columns. */
interface Segment {
  readonly first: number
  readonly slot: number
  length: number
}

/** So many missing ids are cheaper to leave room for than to jump over. */
const mostMissing = 64

/** Lives by id. An id that lives again has its earlier lives in `earlier`. Ids may jump far ahead, at no cost. */
export class Lives {
  private slots = new Slots()
  private segments: Segment[] = []
  /** Slots of ids that came after higher ones that are far away. */
  private strays = new Map<number, number>()
  private readonly earlier = new Map<number, (Death & { readonly born: number })[]>()

  /** How many lives are kept, room for missing ids included. */
  get size(): number {
    return this.slots.length
  }

  begin(id: number, seq: number): void {
    const slot = this.slotOf(id)
    if (slot === undefined) {
      this.add(id, seq)
      return
    }
    const born = this.slots.bornAt(slot)
    if (born !== alive) {
      const before = { born, ...this.deathOf(slot)! }
      const list = this.earlier.get(id)
      if (list === undefined) this.earlier.set(id, [before])
      else list.push(before)
    }
    this.slots.begin(slot, seq)
  }

  end(id: number, seq: number, ending: number, line: number): void {
    const slot = this.slotOf(id)
    if (slot !== undefined) this.slots.end(slot, seq, ending, line)
  }

  /** Forgets all lives that have ended. */
  forgetDead(): void {
    const { slots, segments, strays } = this
    this.slots = new Slots()
    this.segments = []
    this.strays = new Map()
    this.earlier.clear()
    const keep = (id: number, slot: number): void => {
      if (slots.bornAt(slot) !== alive && slots.diedAt(slot) === alive) this.begin(id, slots.bornAt(slot))
    }
    for (const { first, slot, length } of segments) for (let k = 0; k < length; k++) keep(first + k, slot + k)
    for (const [id, slot] of strays) keep(id, slot)
  }

  private slotOf(id: number): number | undefined {
    const { segments } = this
    let low = 0
    let high = segments.length - 1
    // Nearly always it is the last one.
    if (high >= 0 && id >= segments[high]!.first) low = high
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (segments[middle]!.first <= id) low = middle
      else high = middle - 1
    }
    const segment = segments[low]
    if (segment !== undefined && id >= segment.first && id < segment.first + segment.length)
      return segment.slot + id - segment.first
    return this.strays.size === 0 ? undefined : this.strays.get(id)
  }

  private add(id: number, seq: number): void {
    const last = this.segments.at(-1)
    const missing = last === undefined ? 0 : id - last.first - last.length
    if (missing < 0) this.strays.set(id, this.slots.length)
    else if (last !== undefined && missing <= mostMissing && last.slot + last.length === this.slots.length) {
      for (let k = 0; k < missing; k++) this.slots.push(alive)
      last.length += missing + 1
    } else this.segments.push({ first: id, slot: this.slots.length, length: 1 })
    this.slots.push(seq)
  }

  isAliveAt(id: number, cursor: number): boolean {
    const slot = this.slotOf(id)
    if (slot === undefined) return false
    if (this.slots.bornAt(slot) <= cursor) return cursor < this.slots.diedAt(slot)
    return this.earlier.get(id)?.some((life) => life.born <= cursor && cursor < life.seq) ?? false
  }

  /** How the life ended that includes the cursor; null when it lasted to the end of what is known, or there is none. */
  deathAt(id: number, cursor: number): Death | null {
    const slot = this.slotOf(id)
    if (slot === undefined) return null
    if (this.slots.bornAt(slot) <= cursor) return cursor < this.slots.diedAt(slot) ? this.deathOf(slot) : null
    return this.earlier.get(id)?.find((life) => life.born <= cursor && cursor < life.seq) ?? null
  }

  /** How the last life of an id ended; null when it did not, or there was none. */
  lastDeath(id: number): Death | null {
    const slot = this.slotOf(id)
    return slot === undefined ? null : this.deathOf(slot)
  }

  private deathOf(slot: number): Death | null {
    const seq = this.slots.diedAt(slot)
    return seq === alive ? null : { seq, ...this.slots.endingOf(slot) }
  }
}

const pageBits = 10
const pageSize = 2 ** pageBits

interface Page {
  readonly born: Float64Array
  readonly died: Float64Array
  readonly ending: Uint8Array
  readonly line: Int32Array
}

/** Lives in columns, page after page: growing moves nothing. */
class Slots {
  length = 0
  private readonly pages: Page[] = []

  /** @param born `alive` for an id that is not known to have lived */
  push(born: number): void {
    if (this.length === this.pages.length * pageSize) {
      this.pages.push({
        born: new Float64Array(pageSize),
        died: new Float64Array(pageSize),
        ending: new Uint8Array(pageSize),
        line: new Int32Array(pageSize),
      })
    }
    this.begin(this.length++, born)
  }

  begin(slot: number, born: number): void {
    const page = this.pages[slot >>> pageBits]!
    page.born[slot & (pageSize - 1)] = born
    page.died[slot & (pageSize - 1)] = alive
  }

  end(slot: number, seq: number, ending: number, line: number): void {
    const page = this.pages[slot >>> pageBits]!
    const i = slot & (pageSize - 1)
    page.died[i] = seq
    page.ending[i] = ending
    page.line[i] = line
  }

  bornAt(slot: number): number {
    return this.pages[slot >>> pageBits]!.born[slot & (pageSize - 1)]!
  }

  diedAt(slot: number): number {
    return this.pages[slot >>> pageBits]!.died[slot & (pageSize - 1)]!
  }

  endingOf(slot: number): { readonly ending: Ending; readonly line: number } {
    const page = this.pages[slot >>> pageBits]!
    const i = slot & (pageSize - 1)
    return { ending: endings[page.ending[i]!]!, line: page.line[i]! }
  }
}

const codes = new Map<Ending, number>(endings.map((name, code) => [name, code]))

/** The number that stands for an ending. */
export const endingCode = (ending: Ending): number => codes.get(ending)!
