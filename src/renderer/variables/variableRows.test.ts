import { describe, expect, it } from 'vitest'
import { lastCursor } from '@shared/traceView'
import { runScript } from '../../worker/testing/runScript'
import { filterRows, nextSorting, rowsAt, sortRows } from './variableRows'

const script = `const b = new Variable(np.array([3.0, 4.0]))
const a = new Variable(np.array(-2.0))
const count = 7
const y = sum(square(b))
y.backward()
`
const precise = `const third = 1 / 3
const list = np.array([2 / 3, -1 / 7, 3])
`
const rows = async () => {
  const { state } = await runScript(script)
  return rowsAt(state, lastCursor(state))
}
const namesOf = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name)

describe('the variables table', () => {
  it('shows value, gradient, creator and memory of each name, in the order of the script', async () => {
    const found = await rows()
    expect(namesOf(found)).toEqual(['b', 'a', 'count', 'y'])
    expect(found[0]).toMatchObject({ shape: '2', value: '[3, 4]', gradientText: '[6, 8]', bytesText: '32 B' })
    expect(found[2]).toMatchObject({ kind: 'number', value: '7', gradientText: '' })
    expect(found[3]).toMatchObject({ shape: '( )', value: '25', creator: 'Sum' })
  })

  it('shows numbers with four digits and keeps all of them beside', async () => {
    const { state } = await runScript(precise)
    const [third, list] = rowsAt(state, lastCursor(state))
    expect(third).toMatchObject({ value: '0.3333', fullValue: '0.3333333333333333' })
    expect(list!.value).toContain('0.6667')
    expect(list!.fullValue).toContain('0.66666667')
  })

  it('is filtered by words that all occur in name, shape, type or creator', async () => {
    expect(namesOf(filterRows(await rows(), 'sum'))).toEqual(['y'])
    expect(namesOf(filterRows(await rows(), 'FLOAT B'))).toEqual(['b'])
    expect(namesOf(filterRows(await rows(), '  '))).toHaveLength(4)
    expect(namesOf(filterRows(await rows(), 'nothing'))).toEqual([])
  })

  it('is sorted by any column, rows without a value last in both directions', async () => {
    const by = async (column: 'name' | 'value' | 'gradient', isDescending: boolean) =>
      namesOf(sortRows(await rows(), { column, isDescending }))
    expect(await by('name', false)).toEqual(['a', 'b', 'count', 'y'])
    expect(await by('value', false)).toEqual(['a', 'b', 'count', 'y'])
    expect(await by('value', true)).toEqual(['y', 'count', 'b', 'a'])
    expect((await by('gradient', false))[0]).toBe('b')
    expect((await by('gradient', true))[0]).toBe('b')
  })

  it('goes from ascending to descending to unsorted at each press of a heading', () => {
    const first = nextSorting(null, 'name')
    const second = nextSorting(first, 'name')
    expect([first, second, nextSorting(second, 'name')]).toEqual([
      { column: 'name', isDescending: false },
      { column: 'name', isDescending: true },
      null,
    ])
    expect(nextSorting(second, 'bytes')).toEqual({ column: 'bytes', isDescending: false })
  })
})
