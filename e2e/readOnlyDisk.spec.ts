// The disk can suddenly only be read while a person works, and is well again later. A file system with files open for
// writing cannot be remounted, so the system's answer is put in its place: every write of the main process fails with
// EROFS, as does asking whether the folder may be written.
import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './fixture'
import { runAll, script, status, writeNewSession } from './steps'

const writers = ['writeSync', 'ftruncateSync', 'mkdirSync', 'accessSync'] as const

/** Until the function that it resolves with is called, nothing can be written. */
async function makeReadOnly(app: ElectronApplication): Promise<() => Promise<void>> {
  await app.evaluate((_electron, names) => {
    const fs = process.mainModule!.require('node:fs') as Record<string, unknown>
    const kept = Object.fromEntries(names.map((name) => [name, fs[name]]))
    ;(globalThis as { mendDisk?: () => void }).mendDisk = () => Object.assign(fs, kept)
    for (const name of names) {
      fs[name] = () => {
        throw Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS', syscall: name })
      }
    }
  }, writers)
  return () => app.evaluate(() => (globalThis as { mendDisk?: () => void }).mendDisk?.())
}

test('a disk that turns read-only is said, typing goes on, and all of it is kept when it can be written again', async ({
  start,
}) => {
  const { window, app } = await start()
  await writeNewSession(window, 'print(1)\n')
  await expect(window.getByText('Saved', { exact: true })).toBeVisible()
  const mend = await makeReadOnly(app)
  await script(window).press('ControlOrMeta+End')
  await window.keyboard.insertText('// typed while nothing could be written\n')
  await expect(window.getByText('Not saved: the disk can only be read now')).toBeVisible()
  // The notice speaks the person's language, and stays one notice.
  await window.getByRole('button', { name: '한국어' }).click()
  await expect(window.getByText(/지금 디스크는 읽기만 할 수 있습니다/)).toHaveCount(1)
  await window.getByRole('button', { name: 'English' }).click()
  await script(window).press('ControlOrMeta+End')
  await window.keyboard.insertText('print("still typing")\n')
  await runAll(window)
  await expect(window.getByText(/waits in memory: the disk can only be read now/)).toBeVisible()
  await expect(status(window)).toHaveText('Done')
  await expect(window.getByText(/^Not saved: /)).toHaveCount(1)

  await mend()
  await expect(window.getByText('Saved', { exact: true })).toBeVisible()
  await expect(window.getByText(/^Not saved: /)).toHaveCount(0)
  await expect(window.getByText(/waits in memory/)).toHaveCount(0)
  const runs = window.getByRole('list', { name: 'Runs of this session' }).getByRole('listitem')
  await expect(runs).toHaveCount(1)
  await app.close()

  const second = await start()
  await expect(script(second.window)).toContainText('still typing')
  await expect(script(second.window)).toContainText('nothing could be written')
})
