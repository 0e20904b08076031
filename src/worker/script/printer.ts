// Collects the compiled text together with where each piece of it stands in the text the person wrote.
// Knows no syntax.
import { PositionMap } from './positionMap'

interface Piece {
  text: string
  /** Offset in the source. */
  readonly at: number
  /** True for a copy of the source: every character has its own place. False: the whole text stands for `at`. */
  readonly verbatim: boolean
}

/** A piece whose text is decided later: what a function needs at its start is known at its end. */
export interface Slot {
  text: string
}

export class Printer {
  private readonly pieces: Piece[] = []

  constructor(readonly source: string) {}

  /** Copies source text as it is. */
  copy(from: number, to: number): void {
    if (to > from) this.pieces.push({ text: this.source.slice(from, to), at: from, verbatim: true })
  }

  /** Adds text of the compiler's own that stands for the place `at`. */
  put(text: string, at: number): void {
    this.pieces.push({ text, at, verbatim: false })
  }

  slot(at: number): Slot {
    const piece = { text: '', at, verbatim: false }
    this.pieces.push(piece)
    return piece
  }

  finish(): { code: string; map: PositionMap } {
    const generated: number[] = []
    const original: number[] = []
    const verbatim: boolean[] = []
    const texts: string[] = []
    let offset = 0
    for (const piece of this.pieces) {
      if (piece.text === '') continue
      generated.push(offset)
      original.push(piece.at)
      verbatim.push(piece.verbatim)
      texts.push(piece.text)
      offset += piece.text.length
    }
    const code = texts.join('')
    return { code, map: new PositionMap(code, this.source, generated, original, verbatim) }
  }
}
