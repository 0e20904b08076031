// The disk can suddenly only be read while a person works, and is well again later. A file system with files open for
// writing cannot be remounted, so the system's answer is put in its place: every write of the store's thread fails with
// EROFS, as does asking whether the folder may be written.
import type * as inspector from 'node:inspector'
import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './fixture'
import { runAll, script, status, writeNewSession } from './steps'

const breakDisk = `
  const fs = require('node:fs')
  const writers = ['writeSync', 'ftruncateSync', 'mkdirSync', 'accessSync']
  const kept = Object.fromEntries(writers.map((name) => [name, fs[name]]))
  globalThis.mendDisk = () => Object.assign(fs, kept)
  for (const name of writers) {
    fs[name] = () => {
      throw Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS', syscall: name })
    }
  }
`

/** Runs a script in the store's thread, the only one that main has then, as a debugger does. */
async function runInStoreThread(app: ElectronApplication, expression: string): Promise<void> {
  const answer = await app.evaluate(
    (_electron, text) =>
      new Promise<string>((resolve) => {
        const { Session } = process.mainModule!.require('node:inspector') as typeof inspector
        const session = new Session()
        session.connect()
        session.on('NodeWorker.attachedToWorker', ({ params: { sessionId } }) => {
          const params = { expression: text, includeCommandLineAPI: true }
          const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params })
          session.post('NodeWorker.sendMessageToWorker', { sessionId, message })
        })
        session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
          session.disconnect()
          resolve(params.message)
        })
        session.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
      }),
    expression,
  )
  expect(JSON.parse(answer)).not.toHaveProperty('result.exceptionDetails')
}

test('a disk that turns read-only is said, typing goes on, and all of it is kept when it can be written again', async ({
  start,
}) => {
  const { window, app } = await start()
  await writeNewSession(window, 'print(1)\n')
  await expect(window.getByText('Saved', { exact: true })).toBeVisible()
  await runInStoreThread(app, breakDisk)
  await script(window).press('ControlOrMeta+End')
  await window.keyboard.insertText('// typed while nothing could be written\n')
  await expect(window.getByText('Not saved: the disk can only be read now')).toBeVisible()
  // The notice speaks the person's language, and stays one notice.
  await window.getByRole('button', { name: '한국어' }).click()
  await expect(window.getByText(/^저장하지 못함: 지금 디스크는 읽기만 할 수 있습니다/)).toHaveCount(1)
  await window.getByRole('button', { name: 'English' }).click()
  await script(window).press('ControlOrMeta+End')
  await window.keyboard.insertText('print("still typing")\n')
  await runAll(window)
  await expect(window.getByText(/waits in memory: the disk can only be read now/)).toBeVisible()
  await expect(status(window)).toHaveText('Done')
  await expect(window.getByText(/^Not saved: /)).toHaveCount(1)

  await runInStoreThread(app, 'mendDisk()')
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
