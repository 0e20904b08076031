import { frameAt } from '@shared/graphFrame'
import { faceOf, itemLabel } from '@shared/graphModel'
import { lastCursor } from '@shared/traceView'
import { describe, expect, it } from 'vitest'
import { runScript } from '../../worker/testing/runScript'
import { treeRows } from './graphTree'

async function diamond(isOpen: (level: number) => boolean) {
  const { state } = await runScript(`const x = new Variable(np.array(2.0))
const a = square(x)
const y = add(exp(a), sin(a))
`)
  const cursor = lastCursor(state)
  const frame = frameAt(state, cursor)
  const nameOf = (i: number) => itemLabel(frame.items[i]!.kind, faceOf(state, frame.items[i]!, cursor).title)
  const rows = treeRows(frame, cursor, (_, level) => isOpen(level))
  return {
    rows,
    names: rows.map(({ item, level, first }) => `${level} ${nameOf(item)}${first < 0 ? '' : ' ↑'}`),
  }
}

describe('the graph as a tree', () => {
  it('has the result at its root and every shared branch once', async () => {
    const { rows, names } = await diamond(() => true)
    expect(names).toEqual([
      '1 variable y',
      '2 function Add',
      '3 variable',
      '4 function Exp',
      '5 variable a',
      '6 function Square',
      '7 variable x',
      '3 variable',
      '4 function Sin',
      '5 variable a ↑',
    ])
    expect(rows[2]).toMatchObject({ place: 1, siblings: 2, parent: 1, isOpen: true })
    expect(rows[9]).toMatchObject({ first: 4, isOpen: null })
    expect(rows[6]!.isOpen).toBeNull()
  })

  it('shows only open branches', async () => {
    const { names, rows } = await diamond((level) => level < 2)
    expect(names).toEqual(['1 variable y', '2 function Add'])
    expect(rows[1]!.isOpen).toBe(false)
  })
})
