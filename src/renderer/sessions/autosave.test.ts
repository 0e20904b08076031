import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Autosave, saveDelayMs } from './autosave'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp(save: (id: string, text: string) => Promise<unknown>) {
  const states: string[] = []
  const saved: string[] = []
  const autosave = new Autosave(
    async (id, text) => {
      await save(id, text)
      saved.push(`${id}:${text}`)
    },
    (state) => states.push(state),
  )
  return { autosave, states, saved }
}

describe('autosave', () => {
  it('writes the last text once typing rests, within the promised second', async () => {
    const { autosave, states, saved } = setUp(async () => undefined)
    autosave.change('s', 'a')
    autosave.change('s', 'ab')
    await vi.advanceTimersByTimeAsync(saveDelayMs)
    expect(saved).toEqual(['s:ab'])
    expect(states.at(-1)).toBe('saved')
    expect(saveDelayMs).toBeLessThanOrEqual(300)
  })

  it('keeps the text of a failed write and tries again by itself', async () => {
    let broken = true
    const { autosave, states, saved } = setUp(async () => {
      if (broken) throw new Error('disk full')
    })
    autosave.change('s', 'a')
    await vi.advanceTimersByTimeAsync(saveDelayMs)
    expect(states.at(-1)).toBe('failed')
    broken = false
    await vi.advanceTimersByTimeAsync(5000)
    expect(saved).toEqual(['s:a'])
    expect(states.at(-1)).toBe('saved')
  })

  it('flushes at once and says when it cannot', async () => {
    const { autosave, saved } = setUp(async () => undefined)
    autosave.change('s', 'a')
    await autosave.flush()
    expect(saved).toEqual(['s:a'])

    const failing = setUp(async () => Promise.reject(new Error('read-only')))
    failing.autosave.change('s', 'b')
    await expect(failing.autosave.flush()).rejects.toThrow('read-only')
  })

  it('writes what was typed during a write after it, never beside it', async () => {
    let finish: () => void = () => undefined
    let inFlight = 0
    let most = 0
    const { autosave, saved } = setUp(async () => {
      most = Math.max(most, ++inFlight)
      await new Promise<void>((resolve) => (finish = resolve))
      inFlight--
    })
    autosave.change('s', 'a')
    await vi.advanceTimersByTimeAsync(saveDelayMs)
    autosave.change('s', 'ab')
    await vi.advanceTimersByTimeAsync(saveDelayMs)
    finish()
    await vi.advanceTimersByTimeAsync(1)
    finish()
    await vi.advanceTimersByTimeAsync(1)
    expect(saved).toEqual(['s:a', 's:ab'])
    expect(most).toBe(1)
  })
})
