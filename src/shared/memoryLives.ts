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

/** Lives by id. An id that lives again has its earlier lives in `earlier`. */
export class Lives {
  private readonly born: number[] = []
  private readonly died: number[] = []
  private readonly ending: number[] = []
  private readonly line: number[] = []
  private readonly earlier = new Map<number, (Death & { readonly born: number })[]>()

  /** One more than the largest id that ever lived. */
  get size(): number {
    return this.born.length
  }

  begin(id: number, seq: number): void {
    while (this.born.length < id) this.push(alive)
    if (this.born.length === id) {
      this.push(seq)
      return
    }
    if (this.born[id] !== alive) {
      const before = { born: this.born[id]!, ...this.deathOf(id)! }
      const list = this.earlier.get(id)
      if (list === undefined) this.earlier.set(id, [before])
      else list.push(before)
    }
    this.born[id] = seq
    this.died[id] = alive
  }

  end(id: number, seq: number, ending: number, line: number): void {
    this.died[id] = seq
    this.ending[id] = ending
    this.line[id] = line
  }

  isAliveAt(id: number, cursor: number): boolean {
    const born = this.born[id]
    if (born === undefined) return false
    if (born <= cursor) return cursor < this.died[id]!
    return this.earlier.get(id)?.some((life) => life.born <= cursor && cursor < life.seq) ?? false
  }

  /** How the life ended that includes the cursor; null when it lasted to the end of what is known, or there is none. */
  deathAt(id: number, cursor: number): Death | null {
    const born = this.born[id]
    if (born === undefined) return null
    if (born <= cursor) return cursor < this.died[id]! ? this.deathOf(id) : null
    return this.earlier.get(id)?.find((life) => life.born <= cursor && cursor < life.seq) ?? null
  }

  /** How the last life of an id ended; null when it did not, or there was none. */
  lastDeath(id: number): Death | null {
    return this.born[id] === undefined ? null : this.deathOf(id)
  }

  private deathOf(id: number): Death | null {
    const seq = this.died[id]!
    return seq === alive ? null : { seq, ending: endings[this.ending[id]!]!, line: this.line[id]! }
  }

  private push(born: number): void {
    this.born.push(born)
    this.died.push(alive)
    this.ending.push(0)
    this.line.push(0)
  }
}

const codes = new Map<Ending, number>(endings.map((name, code) => [name, code]))

/** The number that stands for an ending. */
export const endingCode = (ending: Ending): number => codes.get(ending)!
