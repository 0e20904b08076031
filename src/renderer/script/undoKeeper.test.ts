import { history, undo, undoDepth } from '@codemirror/commands'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { UndoKeeper } from './undoKeeper'

function memoryStore() {
  const rows = new Map<string, string>()
  return {
    rows,
    getSettings: async () =>
      Object.fromEntries([...rows].map(([key, value]) => [key, JSON.parse(value) as unknown])),
    setSetting: async (key: string, value: unknown) => {
      if (value === undefined) rows.delete(key)
      else rows.set(key, JSON.stringify(value))
    },
  }
}

/** A state in which `before` was replaced by `after`. */
function edited(before: string, after: string): EditorState {
  const state = EditorState.create({ doc: before, extensions: [history()] })
  return state.update({ changes: { from: 0, to: before.length, insert: after } }).state
}

function undone(state: EditorState): string {
  let text = ''
  undo({ state, dispatch: (transaction) => (text = transaction.state.doc.toString()) })
  return text
}

describe('undo after a restart', () => {
  it('brings back what stood there before', async () => {
    const store = memoryStore()
    await new UndoKeeper(store, () => 1).keep('a', edited('old\n', 'new\n'))
    const later = new UndoKeeper(store, () => 2)
    await later.load()
    const state = later.restore('a', 'new\n', [history()])
    expect(state?.doc.toString()).toBe('new\n')
    expect(undone(state!)).toBe('old\n')
  })
  it('is not offered for another text or another session', async () => {
    const store = memoryStore()
    const keeper = new UndoKeeper(store, () => 1)
    await keeper.keep('a', edited('old', 'new'))
    expect(keeper.restore('a', 'else', [history()])).toBeNull()
    expect(keeper.restore('b', 'new', [history()])).toBeNull()
  })
  it('is kept for the twelve sessions edited last, and not when it is huge', async () => {
    const store = memoryStore()
    let time = 0
    const keeper = new UndoKeeper(store, () => time++)
    for (let i = 0; i < 14; i++) await keeper.keep(`s${i}`, edited('old', 'new'))
    expect([...store.rows.keys()]).toEqual(Array.from({ length: 12 }, (_, i) => `undo.s${i + 2}`))
    await keeper.keep('s13', edited('x'.repeat(300_000), 'new'))
    expect(store.rows.has('undo.s13')).toBe(false)
  })
  it('does not trust a broken row', async () => {
    const store = memoryStore()
    await store.setSetting('undo.a', { savedAt: 'never' })
    const keeper = new UndoKeeper(store, () => 1)
    await keeper.load()
    expect(keeper.restore('a', '', [history()])).toBeNull()
    expect(undoDepth(edited('a', 'b'))).toBe(1)
  })
})
