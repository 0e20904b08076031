import { expect, test } from 'vitest'
import { LineTurns } from './lineTurns'

type Event = readonly [line: number, column: number, name?: string] | readonly [ended: number]

/** The turn of each value; a single number is the end of a statement on that line. */
function turnsOf(events: readonly Event[]): number[] {
  const turns = new LineTurns()
  return events.flatMap((event) => {
    if (event.length > 1) return [turns.take(...(event as readonly [number, number, string?]))]
    turns.end(event[0])
    return []
  })
}

test('all values of a statement belong to one turn; its end begins the next', () => {
  // const y = (x + 3) ** 2
  expect(turnsOf([[1, 14], [1, 19], [1, 7, 'y'], [1], [1, 14], [1, 19], [1, 7, 'y'], [1]])).toEqual([
    0, 0, 0, 1, 1, 1,
  ])
})

test('operations of one call stand at one place and are one turn', () => {
  // return meanSquaredError(a, b), called from line 9
  const call: Event[] = [[2, 10], [2, 10], [2, 10], [9, 7, 'loss'], [9]]
  expect(turnsOf([...call, ...call])).toEqual([0, 0, 0, 0, 1, 1, 1, 1])
})

test('a line that calls a function of the script goes on when that has returned', () => {
  // return square(h(x * 1)) with h on line 7, called from line 9
  const once: Event[] = [[2, 18], [7, 12], [2, 10], [9]]
  expect(turnsOf([...once, ...once])).toEqual([0, 0, 0, 1, 1, 1])
})

test('a name that takes a number again is another turn', () => {
  expect(
    turnsOf([
      [3, 7, 'n'],
      [3, 7, 'n'],
      [3, 7, 'n'],
    ]),
  ).toEqual([0, 1, 2])
})

test('a list and its elements are named in one turn', () => {
  const once: Event[] = [[4, 7, 'Ws'], [4, 7, 'Ws[0]'], [4, 7, 'Ws[1]'], [4]]
  expect(turnsOf([...once, ...once])).toEqual([0, 0, 0, 1, 1, 1])
})
