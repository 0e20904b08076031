import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { UnfinishedFiles } from './unfinished'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dezero-lab-unfinished-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const note = () => join(folder, 'unfinished.json')

it('what a killed process left unfinished is gone after the next start', async () => {
  let left = ''
  void new UnfinishedFiles(note()).during(join(folder, 'a.dzlab'), async (unfinished) => {
    writeFileSync(unfinished, 'half')
    left = unfinished
    await new Promise(() => undefined)
  })
  expect(existsSync(left)).toBe(true)
  new UnfinishedFiles(note())
  expect(existsSync(left)).toBe(false)
  expect(existsSync(note())).toBe(false)
})

it('a file that was written leaves no note, also when writing failed', async () => {
  const files = new UnfinishedFiles(note())
  await files.during(join(folder, 'a.dzlab'), async () => undefined)
  await expect(
    files.during(join(folder, 'b.dzlab'), async () => Promise.reject(new Error('no'))),
  ).rejects.toThrow('no')
  expect(existsSync(note())).toBe(false)
})

it('a note that names other files, or is broken, takes nothing away', () => {
  const mine = join(folder, 'mine.txt')
  writeFileSync(mine, 'text')
  writeFileSync(note(), JSON.stringify([mine]))
  new UnfinishedFiles(note())
  expect(existsSync(mine)).toBe(true)
  writeFileSync(note(), '["cut')
  new UnfinishedFiles(note())
  expect(existsSync(mine)).toBe(true)
})
