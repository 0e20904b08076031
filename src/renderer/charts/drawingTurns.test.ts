import { expect, it } from 'vitest'
import { DrawingTurns } from './drawingTurns'

/** A screen whose frames come when the test says so. */
function createScreen() {
  let next: (() => void)[] = []
  const drawn: string[] = []
  let nowMs = 0
  const turns = new DrawingTurns(
    (callback) => void next.push(callback),
    () => nowMs,
  )
  const frame = (): void => {
    const due = next
    next = []
    due.forEach((callback) => callback())
  }
  return {
    turns,
    drawn,
    frame,
    draws: (name: string) => () => void drawn.push(name),
    takes: (ms: number) => () => void (nowMs += ms),
  }
}

it('draws one chart a frame, in the order in which they asked', () => {
  const { turns, drawn, frame, draws } = createScreen()
  turns.ask({}, draws('loss'))
  turns.ask({}, draws('heat'))
  expect(drawn).toEqual([])
  frame()
  expect(drawn).toEqual(['loss'])
  frame()
  expect(drawn).toEqual(['loss', 'heat'])
  frame()
  expect(drawn).toEqual(['loss', 'heat'])
})

it('draws only the last of what one chart asks for before its turn', () => {
  const { turns, drawn, frame, draws } = createScreen()
  const owner = {}
  turns.ask(owner, draws('old'))
  turns.ask(owner, draws('new'))
  frame()
  frame()
  expect(drawn).toEqual(['new'])
})

it('draws nothing for a chart that is gone, and the next one in its place', () => {
  const { turns, drawn, frame, draws } = createScreen()
  const gone = {}
  turns.ask(gone, draws('gone'))
  turns.ask({}, draws('there'))
  turns.drop(gone)
  frame()
  expect(drawn).toEqual(['there'])
})

it('a chart may ask again while it is drawn', () => {
  const { turns, drawn, frame, draws } = createScreen()
  const owner = {}
  turns.ask(owner, () => {
    draws('made')()
    turns.ask(owner, draws('drawn'))
  })
  frame()
  expect(drawn).toEqual(['made'])
  frame()
  expect(drawn).toEqual(['made', 'drawn'])
})

it('a drawing that fails takes no turn from the others', () => {
  const { turns, drawn, frame, draws } = createScreen()
  turns.ask({}, () => {
    throw new Error('no canvas')
  })
  turns.ask({}, draws('other'))
  expect(frame).toThrow('no canvas')
  frame()
  expect(drawn).toEqual(['other'])
})

it('adds up the time of drawings, not that of waiting for a turn', () => {
  const { turns, frame, takes } = createScreen()
  turns.ask({}, takes(5))
  turns.ask({}, takes(7))
  takes(100)()
  frame()
  takes(100)()
  frame()
  turns.spend(3)
  expect(turns.spentMs).toBe(15)
})
