// Which values of a line belong to the same execution of it: a line in a loop or function has many. Follows the order
// of events alone; knows neither the script's text nor values.

interface Line {
  turn: number
  /** Places of the line that have produced a value in this turn. */
  readonly seen: Set<string | number>
  /** A statement that begins on the line has ended since. */
  isOver: boolean
  /** When the line was visited last, as a count of changes from line to line. */
  visit: number
}

/** Counts, for each line, how often it has been executed. */
export class LineTurns {
  private readonly lines = new Map<number, Line>()
  private present = 0
  private visits = 0

  /**
   * A value came to be at a place. Returns the line's turn, counted from 0. Several operations of one call stand at one
   * place, and follow each other without another line in between.
   * @param name of the script that took it; '' for a result
   */
  take(line: number, column: number, name = ''): number {
    this.visitLine(line)
    const known = this.lines.get(line)
    const place = name === '' ? column : `${column} ${name}`
    if (known === undefined) {
      this.lines.set(line, { turn: 0, seen: new Set([place]), isOver: false, visit: this.visits })
      return 0
    }
    const isAgain = known.seen.has(place) && (name !== '' || known.visit !== this.visits)
    if (known.isOver || isAgain) {
      known.turn++
      known.seen.clear()
      known.isOver = false
    }
    known.seen.add(place)
    known.visit = this.visits
    return known.turn
  }

  /** A statement ended that begins on a line. */
  end(line: number): void {
    this.visitLine(line)
    const known = this.lines.get(line)
    if (known !== undefined) known.isOver = true
  }

  private visitLine(line: number): void {
    if (line === this.present) return
    this.present = line
    this.visits++
  }
}
