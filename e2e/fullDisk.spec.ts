// The disk becomes full while a person works, and has room again later. Needs a file system of its own, so it runs where
// one can be mounted.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test as base } from './fixture'
import { runAll, script, status, writeNewSession } from './steps'

/** A profile folder on a file system of 64 MB, or null where none can be mounted. */
function mountSmallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'dezero-lab-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder], { stdio: 'ignore' })
    return folder
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
}

const test = base.extend<{ disk: string | null }>({
  disk: async ({}, use) => {
    const folder = mountSmallDisk()
    await use(folder)
    if (folder === null) return
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  },
})

const notSaved = (window: Page) => window.getByText(/^Not saved: .* full/)
const filler = (disk: string): string => join(disk, 'filler')

/** Takes all the room there is. */
function fill(disk: string): void {
  try {
    writeFileSync(filler(disk), Buffer.alloc(64 * 2 ** 20))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}

/** What the person answers when the window asks whether to close. */
async function answerClosing(app: ElectronApplication, button: 0 | 1): Promise<void> {
  await app.evaluate(({ dialog }, response) => {
    const asked: string[] = ((globalThis as { asked?: string[] }).asked ??= [])
    dialog.showMessageBox = ((_window: unknown, { message }: { message: string }) => {
      asked.push(message)
      return Promise.resolve({ response, checkboxChecked: false })
    }) as typeof dialog.showMessageBox
  }, button)
}

test('a full disk is said, typing goes on, and all of it is kept when there is room again', async ({
  start,
  disk,
}) => {
  test.skip(disk === null, 'no file system can be mounted here')
  const profile = `--user-data-dir=${join(disk!, 'profile')}`
  const first = await start([profile])
  const { window, app } = first
  await writeNewSession(window, 'print(1)\n')
  await expect(window.getByText('Saved', { exact: true })).toBeVisible()
  fill(disk!)
  await script(window).press('ControlOrMeta+End')
  await window.keyboard.insertText(`// typed on a full disk ${'\n// more'.repeat(50)}\n`)
  await expect(window.getByText('Not saved', { exact: true })).toBeVisible()
  await expect(notSaved(window)).toBeVisible()
  await script(window).press('ControlOrMeta+Home')
  await window.keyboard.insertText('print("still typing")\n')
  await runAll(window)
  await expect(window.getByText(/waits in memory/)).toBeVisible()
  await expect(status(window)).toHaveText('Done')

  // Closing asks first, and stays open when it should.
  await answerClosing(app, 0)
  await app.evaluate(({ BrowserWindow }) => {
    for (const one of BrowserWindow.getAllWindows()) if (one.isVisible()) one.close()
  })
  await expect
    .poll(() => app.evaluate(() => (globalThis as { asked?: string[] }).asked?.[0]))
    .toContain('could not be saved')
  await expect(script(window)).toContainText('still typing')

  rmSync(filler(disk!))
  await expect(window.getByText('Saved', { exact: true })).toBeVisible()
  await expect(notSaved(window)).toHaveCount(0)
  await expect(window.getByText(/waits in memory/)).toHaveCount(0)
  await expect(window.getByRole('list', { name: 'Runs of this session' }).getByRole('listitem')).toHaveCount(
    1,
  )
  await app.close()

  const second = await start([profile])
  await expect(script(second.window)).toContainText('still typing')
  await second.app.close()
})
