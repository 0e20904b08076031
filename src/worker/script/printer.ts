// Collects the compiled text together with where each piece of it stands in the text the person wrote.
// Knows no syntax.
import { PositionMap } from './positionMap'

/** A piece whose text is decided later: what a function needs at its start is known at its end. */
export interface Slot {
  text: string
}

export class Printer {
  private readonly pieces: (string | Slot)[] = []
  /** Offsets in the source, one a piece. */
  private readonly places: number[] = []
  /** True for a copy of the source: every character has its own place. False: the whole text stands for its place. */
  private readonly verbatim: boolean[] = []

  constructor(readonly source: string) {}

  /** Copies source text as it is. */
  copy(from: number, to: number): void {
    if (to > from) this.add(this.source.slice(from, to), from, true)
  }

  /** Adds text of the compiler's own that stands for the place `at`. */
  put(text: string, at: number): void {
    this.add(text, at, false)
  }

  slot(at: number): Slot {
    const slot = { text: '' }
    this.add(slot, at, false)
    return slot
  }

  finish(): { code: string; map: PositionMap } {
    const generated: number[] = []
    let code = ''
    for (const piece of this.pieces) {
      generated.push(code.length)
      code += typeof piece === 'string' ? piece : piece.text
    }
    return { code, map: new PositionMap(code, this.source, generated, this.places, this.verbatim) }
  }

  private add(piece: string | Slot, at: number, verbatim: boolean): void {
    this.pieces.push(piece)
    this.places.push(at)
    this.verbatim.push(verbatim)
  }
}
