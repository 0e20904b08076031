// Output as rows of one text line each, so that a virtual list can place them without measuring.
import type { OutputRecord } from '@shared/outputRecord'

export interface OutputRow {
  /** Index of its record. */
  readonly record: number
  /** The first row of its record: it shows the line of the script. */
  readonly isFirst: boolean
  readonly kind: OutputRecord['kind'] | 'hint'
  readonly text: string
}

/** Rows of a growing list of records; only what is new is split. */
export class OutputRows {
  private records: readonly OutputRecord[] = []
  private rows: OutputRow[] = []
  /** Number of rows up to and including each record. */
  private ends: number[] = []

  /** The rows of the first `count` records, as a list that must not be kept and how many of it count. */
  upTo(
    records: readonly OutputRecord[],
    count: number,
  ): { readonly rows: readonly OutputRow[]; readonly length: number } {
    if (records !== this.records) {
      this.records = records
      this.rows = []
      this.ends = []
    }
    for (let i = this.ends.length; i < count; i++) this.add(records[i]!, i)
    return { rows: this.rows, length: count === 0 ? 0 : this.ends[count - 1]! }
  }

  private add(record: OutputRecord, index: number): void {
    record.text.split('\n').forEach((text, i) => {
      this.rows.push({ record: index, isFirst: i === 0, kind: record.kind, text })
    })
    if (record.hint !== '') {
      for (const text of record.hint.split('\n')) {
        this.rows.push({ record: index, isFirst: false, kind: 'hint', text })
      }
    }
    this.ends.push(this.rows.length)
  }
}
