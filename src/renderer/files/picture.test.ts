import { describe, expect, it } from 'vitest'
import { toCsv } from './picture'

describe('a table as CSV', () => {
  it('keeps numbers whole, quotes what needs it, and lets no text be a formula', () => {
    const csv = toCsv({
      columns: ['name', 'value'],
      rows: [
        ['a "b", c', '-1.5e-7'],
        ['=HYPERLINK("x")', 'NaN'],
        ['손실\n', '0.1'],
      ],
    })
    expect(csv).toBe(
      '\ufeffname,value\r\n"a ""b"", c",-1.5e-7\r\n"\'=HYPERLINK(""x"")",NaN\r\n"손실\n",0.1\r\n',
    )
  })
})
