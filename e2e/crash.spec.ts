// The app is killed again and again while text is saved, a script runs and files are exported. Every write that was
// acknowledged is there afterwards. `npm run soak -- --app` kills more often.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Revision, RunRecord, Session, SessionSummary } from '@shared/session'
import type { Answer, SessionApi, StoreHealth } from '@shared/sessionApi'
import { readLabFile } from '../src/labFile/read'
import { expect, killApp, test } from './fixture'
import { press, replaceText, script, status, training, writeNewSession } from './steps'

const kills = Number(process.env.DEZERO_LAB_APP_KILLS ?? 2)

async function call<T>(page: Page, method: keyof SessionApi, ...args: unknown[]): Promise<T> {
  const answer = (await page.evaluate(([name, values]) => window.lab.call('sessions', name, values), [
    method,
    args,
  ] as const)) as Answer<T>
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return answer.value
}

/** Trace chunks in the store, of all runs. */
async function keptChunks(page: Page): Promise<number> {
  const listed = await call<SessionSummary[]>(page, 'listSessions')
  const runs = await Promise.all(listed.map(({ id }) => call<RunRecord[]>(page, 'listRuns', id)))
  return runs.flat().reduce((sum, run) => sum + run.chunks, 0)
}

/** What was acknowledged before the kill. */
interface Heard {
  text: number
  version: number
  exports: number
}

/** In the page: saves texts, makes versions and exports as fast as they are acknowledged, and says each on the console. */
function writeOn(page: Page, sessionId: string, from: number): void {
  const writing = page.evaluate(
    async ([id, first]) => {
      const say = (line: string) => console.log(line)
      const ask = async (service: 'sessions' | 'files', method: string, ...args: unknown[]) => {
        const answer = (await window.lab.call(service, method, args)) as { ok: boolean }
        if (!answer.ok) throw new Error(JSON.stringify(answer))
      }
      const exporting = async () => {
        for (let n = 1; ; n++) {
          await ask('files', 'exportSessions', [id], 'dzlab')
          say(`soak exports ${n}`)
        }
      }
      const typing = async () => {
        for (let n = first; ; n++) {
          await ask('sessions', 'saveText', id, `// ${n}\n${'x\n'.repeat(n % 500)}`)
          say(`soak text ${n}`)
          if (n % 7 !== 0) continue
          await ask('sessions', 'saveVersion', id, `version ${n}`)
          say(`soak version ${n}`)
        }
      }
      await Promise.all([typing(), exporting()])
    },
    [sessionId, from] as const,
  )
  // It ends when the page is killed; a refused write would be missed by the checks after the kill.
  writing.catch((error: unknown) => {
    if (!/closed|crashed|destroyed|Target|navigation/i.test(String(error))) throw error
  })
}

test(`every acknowledged write survives ${kills} kills of the app`, async ({ start, profile }) => {
  test.setTimeout(60_000 + kills * 60_000)
  const exported = join(profile, 'exported.dzlab')
  let sessionId = ''
  let next = 1
  let typed = ''
  const heard: Heard = { text: 0, version: 0, exports: 0 }
  let chunksBefore = 0
  for (let kill = 0; kill <= kills; kill++) {
    const { app, window } = await start()
    await expect(status(window)).toBeVisible()
    expect(await call<StoreHealth>(window, 'health')).toEqual({ state: 'ok' })
    if (kill === 0) {
      await writeNewSession(window, training(1_000_000))
      sessionId = (await call<Session>(window, 'createSession', { title: 'Soak' })).id
    } else {
      const { source } = await call<Session>(window, 'openSession', sessionId)
      const kept = Number(/^\/\/ (\d+)/.exec(source)?.[1] ?? 0)
      expect(kept).toBeGreaterThanOrEqual(heard.text)
      expect(source).toBe(kept === 0 ? '' : `// ${kept}\n${'x\n'.repeat(kept % 500)}`)
      const labels = (await call<Revision[]>(window, 'listRevisions', sessionId)).map(({ label }) => label)
      if (heard.version > 0) expect(labels).toContain(`version ${heard.version}`)
      await expect(script(window)).toContainText(typed)
      // A file is there whole or not at all, and no rest of one disturbs.
      if (heard.exports > 0 || existsSync(exported)) {
        const [entry] = await readLabFile(exported)
        expect(entry?.session.title).toBe('Soak')
      }
      next = kept + 1
      const chunks = await keptChunks(window)
      expect(chunks).toBeGreaterThan(chunksBefore)
      chunksBefore = chunks
    }
    if (kill === kills) break
    typed = `// typed ${kill}`
    await replaceText(window, `${typed}\n${training(1_000_000)}`)
    await expect(window.getByText('Saved', { exact: true })).toBeVisible()
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, exported)
    await press(window, 'Run all')
    await expect(status(window)).toHaveText('Running')
    await expect.poll(() => keptChunks(window)).toBeGreaterThan(chunksBefore)
    // Spread over the work: after the first writes, in the middle of many.
    const killAfter = 12 + ((kill * 37) % 90)
    heard.exports = 0
    await new Promise<void>((resolve) => {
      let count = 0
      window.on('console', (message) => {
        const [mark, what, number] = message.text().split(' ')
        if (mark !== 'soak' || (what !== 'text' && what !== 'version' && what !== 'exports')) return
        heard[what] = Number(number)
        if (++count === killAfter) resolve()
      })
      writeOn(window, sessionId, next)
    })
    await killApp(app)
  }
  // What a kill left of an export was taken away by the start after it.
  expect(readdirSync(profile).filter((name) => name.endsWith('.part'))).toEqual([])
  process.stdout.write(`${kills} kills of the app; ${next - 1} texts, ${chunksBefore} chunks kept\n`)
})
