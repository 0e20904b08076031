// Playing the timeline, with a clock that the test moves: how far each speed goes, and what happens at the end.
import { createSSRApp } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { TraceChunkWriter } from '@shared/trace'
import { applyBatch, createTraceState, type TraceState } from '@shared/traceState'
import { createPinia, type Pinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

/** A run of so many operations. */
function runOf(operations: number): TraceState {
  const writer = new TraceChunkWriter(0)
  for (let node = 0; node < operations; node++)
    writer.write({ type: 'backward-step', pass: 0, node, timeMs: 0 })
  return applyBatch(createTraceState(), writer.finish())
}

let pinia: Pinia

/** The cursor over such a run, at its start. */
async function cursorOver(operations: number, speed = 1) {
  const [{ useCursor }, { useRun }, { useSettings }] = await Promise.all([
    import('./cursorStore'),
    import('../run/runStore'),
    import('../ui/settings'),
  ])
  useRun().trace = runOf(operations)
  useSettings().values.speed = speed
  const cursor = useCursor()
  cursor.goToPosition(0)
  return cursor
}

beforeEach(() => {
  vi.stubGlobal('window', { lab: { boot: { platform: 'linux', locale: 'en', memoryBytes: 2 ** 33 } } })
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }))
  pinia = createPinia()
  setActivePinia(pinia)
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('playing', () => {
  it.each([
    [0.25, 2],
    [0.5, 4],
    [1, 8],
    [2, 16],
    [4, 32],
    [8, 64],
    [16, 128],
  ])('at %d× goes on by %d operations in two seconds', async (speed, operations) => {
    const cursor = await cursorOver(200, speed)
    cursor.play()
    expect(cursor.position).toBe(0)
    vi.advanceTimersByTime(2000)
    expect(cursor.position).toBeGreaterThanOrEqual(operations)
    // Timers count whole milliseconds.
    expect(cursor.position).toBeLessThan(operations * 1.05 + 1)
    expect(cursor.isPlaying).toBe(true)
  })

  it('takes a speed that is chosen on the way from the next step on', async () => {
    const cursor = await cursorOver(200)
    const { useSettings } = await import('../ui/settings')
    cursor.play()
    vi.advanceTimersByTime(1000)
    expect(cursor.position).toBe(4)
    useSettings().values.speed = 4
    vi.advanceTimersByTime(250 + 1000)
    expect(cursor.position).toBe(4 + 1 + 16)
  })

  it('of a long run takes a minute at most', async () => {
    const cursor = await cursorOver(10_000)
    cursor.play()
    vi.advanceTimersByTime(60_000)
    expect(cursor.isAtEnd).toBe(true)
    expect(cursor.isPlaying).toBe(false)
  })

  it('stops at the end, and begins at the start when it is asked to go on from there', async () => {
    const cursor = await cursorOver(3)
    cursor.play()
    vi.advanceTimersByTime(10_000)
    expect([cursor.position, cursor.isPlaying]).toEqual([3, false])
    cursor.play()
    expect([cursor.position, cursor.isPlaying]).toEqual([0, true])
  })

  it('begins again at the end while it loops, and stops there once it does not any more', async () => {
    const cursor = await cursorOver(3)
    cursor.isLooping = true
    cursor.play()
    const seen = Array.from({ length: 9 }, () => {
      vi.advanceTimersByTime(250)
      return cursor.position
    })
    expect(seen).toEqual([1, 2, 3, 0, 1, 2, 3, 0, 1])
    cursor.isLooping = false
    vi.advanceTimersByTime(10_000)
    expect([cursor.position, cursor.isPlaying]).toEqual([3, false])
  })

  it('ends when the person takes the cursor in hand', async () => {
    const cursor = await cursorOver(20)
    cursor.play()
    vi.advanceTimersByTime(500)
    cursor.move(-1)
    vi.advanceTimersByTime(10_000)
    expect([cursor.position, cursor.isPlaying]).toEqual([1, false])
  })
})

describe('the bar of the timeline', () => {
  const barOf = async (): Promise<string> => {
    vi.stubGlobal('ResizeObserver', class {})
    const { default: Timeline } = await import('./Timeline.vue')
    const { i18n } = await import('../i18n')
    return renderToString(createSSRApp(Timeline).use(pinia).use(i18n))
  }

  it('offers every speed and shows the chosen one', async () => {
    await cursorOver(3, 4)
    const bar = await barOf()
    expect([...bar.matchAll(/<option[^>]*>([^<]*)<\/option>/g)].map(([, text]) => text)).toEqual([
      '0.25×',
      '0.5×',
      '1×',
      '2×',
      '4×',
      '8×',
      '16×',
    ])
    expect(/<option[^>]* selected[^>]*>([^<]*)/.exec(bar)?.[1]).toBe('4×')
  })

  it('shows whether it plays and whether it begins again', async () => {
    const cursor = await cursorOver(3)
    const pressed = (bar: string): string[] =>
      [...bar.matchAll(/<button[^>]*aria-label="([^"]*)"[^>]*aria-pressed="true"/g)].map(([, name]) => name!)
    expect(pressed(await barOf())).toEqual([])
    cursor.isLooping = true
    expect(pressed(await barOf())).toEqual(['Begin again at the end'])
    cursor.play()
    expect(pressed(await barOf())).toEqual(['Play', 'Begin again at the end'])
  })
})
