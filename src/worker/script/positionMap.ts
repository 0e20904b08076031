// From a place in compiled text back to the place in the text the person wrote. Knows no syntax.
import type { SourcePosition } from '@shared/failure'

/** Turns offsets into lines and columns (1-based, columns in UTF-16 code units) and back. */
export class LineTable {
  private readonly starts: number[] = [0]

  /** CR LF, LF, CR and the two Unicode separators end a line, as in JavaScript. */
  constructor(readonly text: string) {
    const breaks = /\r\n|[\n\r\u2028\u2029]/g
    while (breaks.exec(text) !== null) this.starts.push(breaks.lastIndex)
  }

  position(offset: number): SourcePosition {
    let low = 0
    let high = this.starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - this.starts[low]! + 1 }
  }

  /** The offset of a 1-based line and column. */
  offset(line: number, column: number): number {
    const start = this.starts[line - 1]
    return start === undefined ? this.text.length : start + column - 1
  }

  get lines(): number {
    return this.starts.length
  }
}

export class PositionMap {
  private generatedLines: LineTable | null = null
  private sourceLines: LineTable | null = null

  /** Three parallel lists, one entry a piece, by rising offset in `code`. */
  constructor(
    private readonly code: string,
    readonly source: string,
    private readonly generated: readonly number[],
    private readonly original: readonly number[],
    private readonly verbatim: readonly boolean[],
  ) {}

  /** The source offset of a 1-based line and column of the compiled text; -1 when it is outside. */
  toSource(line: number, column: number): number {
    this.generatedLines ??= new LineTable(this.code)
    const offset = this.generatedLines.offset(line, column)
    let low = 0
    let high = this.generated.length - 1
    if (high < 0 || offset > this.code.length) return -1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.generated[middle]! <= offset) low = middle
      else high = middle - 1
    }
    const into = this.verbatim[low]! ? offset - this.generated[low]! : 0
    return Math.min(this.original[low]! + into, this.source.length)
  }

  /** The 1-based line and column of a source offset. */
  positionOf(offset: number): SourcePosition {
    this.sourceLines ??= new LineTable(this.source)
    return this.sourceLines.position(offset)
  }
}
