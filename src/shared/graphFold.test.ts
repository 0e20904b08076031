// Groups and folding on the records of real scripts.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runScript } from '../worker/testing/runScript'
import { graphFacts, placeOf, type ScriptScope } from './graphFacts'
import { fittingFold, foldGraph, type FoldState, toFoldedFrame } from './graphFold'
import { frameAt, type GraphItem } from './graphFrame'
import { findGroups } from './graphGroups'
import { runEvents, toChunks } from './testing/traceEvents'
import { applyBatch, createTraceState, type TraceState } from './traceState'
import { lastCursor } from './traceView'

const lines = (name: string, first: number, last: number): ScriptScope => ({
  name,
  from: placeOf(first, 1),
  to: placeOf(last + 1, 1),
})
const close = (...keys: string[]): FoldState => ({
  preset: 'none',
  chosen: new Map(keys.map((key) => [key, true])),
})

async function groupsOf(source: string, scopes: readonly ScriptScope[] = []) {
  const { state, outcome } = await runScript(source)
  expect(outcome.status).toBe('done')
  const frame = frameAt(state, lastCursor(state))
  const facts = graphFacts(state, frame, source, scopes)
  return { state, frame, facts, groups: findGroups(facts) }
}
const described = ({ groups }: Awaited<ReturnType<typeof groupsOf>>) =>
  groups.map(({ kind, title, count, first, end }) => `${kind} ${title} ${end - first}/${count}`)

function fold(state: TraceState, folding: FoldState) {
  const frame = frameAt(state, lastCursor(state))
  const facts = graphFacts(state, frame, '', [])
  const input = { facts, itemCount: frame.items.length, edges: frame.edges, state: folding }
  return { frame, folded: toFoldedFrame(frame, facts, foldGraph(input)) }
}
const titles = (items: readonly GraphItem[]) =>
  items.flatMap(({ group }) => (group === undefined ? [] : [group.title]))

const rounds = `const W = new Variable(np.ones([3, 3]))
let h = new Variable(np.ones([1, 3]))
function block(x) {
  const z = matmul(x, W) + 1
  return tanh(z)
}
for (let i = 0; i < 5; i++) h = block(h)
`

describe('groups', () => {
  it('are what repeats, with the calls of functions in it', async () => {
    const found = await groupsOf(rounds, [lines('block', 3, 6)])
    expect(described(found)).toEqual(['repeat block 15/5', ...new Array<string>(5).fill('call block 3/1')])
  })

  it('tell the iterations of a loop from one call that computed much', async () => {
    const loop = await groupsOf(`let y = new Variable(np.array(1.0))
for (let i = 0; i < 4; i++) y = sin(y)
const z = exp(y)
`)
    expect(described(loop)).toEqual(['repeat Sin 4/4'])
    const model = await groupsOf(`const model = new MLP([4, 2])
const y = model(np.ones([3, 2]))
`)
    expect(described(model)).toEqual(['call model 3/1', 'layer layers[0] 1/1', 'layer layers[1] 1/1'])
  })

  it('keep two calls of one function apart, also one in the other', async () => {
    const found = await groupsOf(
      `const inner = (x) => {
  const y = square(x)
  return exp(y)
}
const outer = (x) => {
  const y = inner(x)
  return sin(y) + inner(y)
}
const a = new Variable(np.array(0.1))
const b = outer(a)
const c = outer(b)
`,
      [lines('inner', 1, 4), lines('outer', 5, 8)],
    )
    const calls = described(found).filter((text) => text.startsWith('call'))
    expect(calls).toEqual(expect.arrayContaining(['call inner 2/1']))
    expect(calls.filter((text) => text === 'call inner 2/1')).toHaveLength(4)
  })

  it('are not made of functions that a hand-made graph tells of only in its backward pass', async () => {
    const source = `class Variable {
  constructor(data) { this.data = data; this.grad = null; this.creator = null }
  backward() {
    this.grad = np.ones([])
    let f = this.creator
    while (f !== null) {
      f.input.grad = f.backward(f.output.grad)
      f = f.input.creator
    }
  }
}
class Double {
  constructor(input) {
    this.input = input
    this.output = new Variable(input.data * 2)
    this.output.creator = this
  }
  backward(gy) { return gy * 2 }
}
const last = (x) => new Double(new Double(x).output).output
const x = new Variable(np.array(1.0))
const holder = { y: last(x) }
holder.y.backward()
`
    const scopes = [lines('Variable.backward', 3, 10), lines('Double', 13, 17)]
    const found = await groupsOf(source, scopes)
    expect(found.facts.ids).toHaveLength(2)
    expect(described(found)).toEqual([])
  })

  it('of any run lie in each other or apart', () => {
    fc.assert(
      fc.property(runEvents, (events) => {
        const state = toChunks(events, []).reduce(applyBatch, createTraceState())
        const groups = findGroups(graphFacts(state, frameAt(state, lastCursor(state)), '', []))
        expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length)
        groups.forEach(({ parent, first, end }) => {
          const around = groups[parent]
          if (around === undefined) return
          expect(around.first).toBeLessThanOrEqual(first)
          expect(around.end).toBeGreaterThanOrEqual(end)
        })
      }),
    )
  })
})

describe('folding', () => {
  it('puts a group and what only it uses into one item between its inputs and outputs', async () => {
    const { frame, facts, groups } = await groupsOf(rounds, [lines('block', 3, 6)])
    const input = { facts, itemCount: frame.items.length, edges: frame.edges }
    const folded = toFoldedFrame(frame, facts, foldGraph({ ...input, state: close(groups[0]!.key) }))
    expect(folded.items.map(({ kind }) => kind).sort()).toEqual(['group', 'variable', 'variable', 'variable'])
    const box = folded.items.findIndex(({ kind }) => kind === 'group')
    expect(folded.items[box]!.group).toMatchObject({ title: 'block', count: 5 })
    expect(folded.items[box]!.group!.nodes).toHaveLength(15)
    for (const id of folded.items[box]!.group!.nodes) expect(folded.nodeIndex.get(id)).toBe(box)
    expect(folded.edges).toHaveLength(6)
    const { rank } = folded.items[box]!
    for (let e = 0; e < folded.edges.length; e += 2)
      expect(folded.items[folded.edges[e]!]!.rank).toBeLessThan(folded.items[folded.edges[e + 1]!]!.rank)
    expect(rank).toBe(1)
  })

  it('draws what a group gives to others and uses itself only as leaving it', async () => {
    const { frame, facts, groups } = await groupsOf(
      `const both = (x) => {
  const half = exp(x)
  return [half, sin(half)]
}
const x = new Variable(np.array(1.0))
const [a, b] = both(x)
const z = mul(a, b)
`,
      [lines('both', 1, 4)],
    )
    const input = { facts, itemCount: frame.items.length, edges: frame.edges }
    const { items, edges } = toFoldedFrame(
      frame,
      facts,
      foldGraph({ ...input, state: close(groups[0]!.key) }),
    )
    expect(items.filter(({ kind }) => kind === 'group')).toHaveLength(1)
    for (let e = 0; e < edges.length; e += 2)
      expect(items[edges[e]!]!.rank).toBeLessThan(items[edges[e + 1]!]!.rank)
    expect(edges).toHaveLength(2 * 6)
  })

  it('leaves a small graph as it is, and makes a long one legible by itself', async () => {
    const chain = (count: number) => `const x = new Variable(np.array(1.0))
let y = x
for (let i = 0; i < ${count}; i++) y = add(y, x)
`
    const short = (await runScript(chain(5))).state
    expect(fold(short, fittingFold).folded.items).toEqual(fold(short, fittingFold).frame.items)
    const long = fold((await runScript(chain(2000))).state, fittingFold)
    expect(long.frame.items.length).toBeGreaterThan(4000)
    expect(long.folded.items).toHaveLength(3)
    expect(titles(long.folded.items)).toEqual(['Add'])
    expect(long.folded.items.find(({ group }) => group)?.group?.count).toBe(2000)
  })

  it('keeps what was opened by hand open, and never makes the whole graph one box by itself', async () => {
    const { state } = await runScript(`let y = new Variable(np.array(1.0))
for (let i = 0; i < 100; i++) y = sin(y)
const z = exp(y)
`)
    const [key] = fold(state, fittingFold).folded.groups.map((group) => group.key)
    const opened = fold(state, { preset: 'fit', chosen: new Map([[key!, false]]) })
    expect(opened.folded.items).toHaveLength(opened.frame.items.length)
    expect(opened.folded.members.get(0)).toHaveLength(100)
    expect(fold(state, { preset: 'none', chosen: new Map() }).folded.items).toHaveLength(
      opened.frame.items.length,
    )
  })

  it('shows every item of the frame somewhere and draws no circle, for any run', () => {
    fc.assert(
      fc.property(runEvents, fc.constantFrom('all' as const, 'fit' as const), (events, preset) => {
        const state = toChunks(events, []).reduce(applyBatch, createTraceState())
        const { frame, folded } = fold(state, { preset, chosen: new Map() })
        for (const index of [folded.variableIndex, folded.nodeIndex])
          for (const at of index.values()) expect(folded.items[at]).toBeDefined()
        expect(folded.variableIndex.size).toBe(frame.variableIndex.size)
        if (folded.items.some(({ group }) => group !== undefined))
          for (let e = 0; e < folded.edges.length; e += 2)
            expect(folded.items[folded.edges[e]!]!.rank).toBeLessThan(
              folded.items[folded.edges[e + 1]!]!.rank,
            )
      }),
    )
  })
})
