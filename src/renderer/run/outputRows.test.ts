import type { OutputRecord } from '@shared/outputRecord'
import { describe, expect, it } from 'vitest'
import { OutputRows } from './outputRows'

const record = (text: string, kind: OutputRecord['kind'] = 'print', hint = ''): OutputRecord => ({
  seq: 0,
  kind,
  text,
  hint,
  line: 1,
  column: 1,
})

describe('output rows', () => {
  it('split prints at their line ends and put hints below', () => {
    const rows = new OutputRows()
    const { rows: all, length } = rows.upTo([record('[[1]\n [2]]'), record('bad', 'failure', 'fix it')], 2)
    expect(all.slice(0, length).map(({ kind, text, isFirst }) => [kind, text, isFirst])).toEqual([
      ['print', '[[1]', true],
      ['print', ' [2]]', false],
      ['failure', 'bad', true],
      ['hint', 'fix it', false],
    ])
  })
  it('show a prefix when the cursor goes back and follow a list that grows', () => {
    const rows = new OutputRows()
    const records = [record('a\nb')]
    expect(rows.upTo(records, 1).length).toBe(2)
    records.push(record('c'))
    expect(rows.upTo(records, 2).length).toBe(3)
    expect(rows.upTo(records, 1).length).toBe(2)
    expect(rows.upTo(records, 0).length).toBe(0)
  })
  it('begin anew with another run', () => {
    const rows = new OutputRows()
    rows.upTo([record('old')], 1)
    const { rows: all, length } = rows.upTo([record('new')], 1)
    expect(all.slice(0, length).map(({ text }) => text)).toEqual(['new'])
  })
})
