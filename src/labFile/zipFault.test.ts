import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { type Failure, LabError } from '@shared/failure'
import { collectSessions } from './content'
import { openLabBytes } from './read'
import { zipFault } from './zipFault'

const original = readFileSync(fileURLToPath(new URL('./fixtures/v1.dzlab', import.meta.url)))
const end = original.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
/** Where the list of entries begins, and in it the entry that is read first. */
const list = original.readUInt32LE(end + 16)
const head = original.indexOf('session.json', list) - 46
const content = original.readUInt32LE(head + 42)

/** What is said of the file after so many of its bytes became others. */
async function faultAfter(at: number, ...bytes: readonly number[]): Promise<Failure> {
  const broken = Buffer.from(original)
  broken.set(bytes, at)
  return faultOf(broken)
}

async function faultOf(bytes: Buffer): Promise<Failure> {
  try {
    await collectSessions(await openLabBytes(bytes))
  } catch (error) {
    if (error instanceof LabError) return error.failure
    throw error
  }
  throw new Error('It could be read.')
}

const uint32 = (value: number): number[] => [...new Uint8Array(Uint32Array.of(value).buffer)]
const text = (words: string): number[] => [...Buffer.from(words, 'latin1')]

it('every kind of broken zip has a name of its own', async () => {
  const named: Record<string, Promise<Failure>> = {
    'not-zip': faultOf(original.subarray(0, end)),
    'zip-in-parts': faultAfter(end + 4, 1),
    'zip-encrypted': faultAfter(head + 8, 1),
    'zip-list-damaged': faultAfter(head, 0),
    'entry-name': faultAfter(head + 46, ...text('/')),
    'entry-method': faultAfter(head + 10, 12),
    'entry-displaced': faultAfter(head + 42, ...uint32(original.length - 1)),
    'entry-not-inflated': faultAfter(content + 30 + 12, 0xff),
    'entry-size': faultAfter(head + 24, 1, 0, 0, 0),
  }
  for (const [name, fault] of Object.entries(named)) expect((await fault).reason?.name).toBe(name)
})

it('says which entry of a zip is meant', async () => {
  expect((await faultAfter(content, 0)).message).toBe('session.json is not where the zip says')
  expect((await faultAfter(head + 46, ...text('../'))).message).toContain('not allowed: ../sion.json')
})

it('says of a fault that it does not know that it does not, with what the reader said apart', () => {
  expect(zipFault(new Error('the moon is in the way')).message).toBe(
    'the zip is broken in a way that this program does not know (technical detail: the moon is in the way)',
  )
})
