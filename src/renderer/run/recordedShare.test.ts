// What the window says of a run that is recorded in parts: beside its status, in the person's language.
import { createSSRApp } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { TraceChunkWriter } from '@shared/trace'
import { applyBatch, createTraceState, type TraceState } from '@shared/traceState'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'

/** A run of 100 operations of which the middle ones are not recorded. */
function runWithout(skipped: number): TraceState {
  const writer = new TraceChunkWriter(0)
  const operation = (node: number): void => writer.write({ type: 'backward-step', pass: 0, node, timeMs: 0 })
  const first = (100 - skipped) / 2
  for (let node = 0; node < first; node++) operation(node)
  if (skipped > 0) {
    writer.write({ type: 'detail-thinned' })
    const nothing = { passes: 0, purposes: '', live: [], highest: 0 }
    writer.write({ type: 'skipped', to: first + skipped, operations: skipped, ...nothing })
  }
  for (let node = first + skipped; node < 100; node++) operation(node)
  return applyBatch(createTraceState(), writer.finish())
}

/** The words beside the status, and the tooltip that explains them. */
async function figuresOf(trace: TraceState, locale: 'en' | 'ko'): Promise<{ text: string; tip: string }> {
  vi.stubGlobal('window', { lab: { boot: { platform: 'linux', locale: 'en', memoryBytes: 2 ** 33 } } })
  const pinia = createPinia()
  setActivePinia(pinia)
  const [{ default: RunStatus }, { useRun }, { i18n }] = await Promise.all([
    import('./RunStatus.vue'),
    import('./runStore'),
    import('../i18n'),
  ])
  i18n.global.locale.value = locale
  useRun().trace = trace
  const page = await renderToString(createSSRApp(RunStatus).use(pinia).use(i18n))
  const [, attributes = '', text = ''] = /<span class="figures"([^>]*)>([^<]*)/.exec(page) ?? []
  return { text, tip: /title="([^"]*)"/.exec(attributes)?.[1] ?? '' }
}

afterEach(() => vi.unstubAllGlobals())

it('the share of a long run that is recorded in detail stands beside its status, and why', async () => {
  const { text, tip } = await figuresOf(runWithout(90), 'en')
  expect(text).toBe('100 operations · 10 % recorded in detail')
  expect(tip).toContain('the first and the last iterations are recorded in detail')
  const korean = await figuresOf(runWithout(90), 'ko')
  expect(korean.text).toContain('10 % 상세 기록')
  expect(korean.tip).not.toMatch(/[a-z]{3}/)
})

it('of a run that is recorded whole nothing is said', async () => {
  const { text, tip } = await figuresOf(runWithout(0), 'en')
  expect(text).toBe('100 operations')
  expect(tip).toBe('')
})
