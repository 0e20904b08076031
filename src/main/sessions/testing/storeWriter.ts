// A process that types, runs and makes versions as fast as it can, the store in a thread as in the app, and says every
// acknowledged write on standard output. The crash tests kill it at any moment. Arguments: the profile folder.
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { toFailure } from '@shared/failure'
import { openThreadedStore } from '../storeLink'
import { noise } from './noise'

/** One line a fact: `session ID`, `text N`, `chunk RUN N`, `version N`, `failed CODE MESSAGE`. Written at once, not buffered. */
function say(line: string): void {
  writeSync(1, `${line}\n`)
}

/** What text number `n` is, so that the test can tell it whole. */
export function textNumber(n: number): string {
  return `// ${n}\n${`const x${n} = ${n}\n`.repeat(n % 400)}`
}

/** What chunk number `n` holds: every other one cannot be deflated and is kept as it is. */
export function chunkNumber(n: number): Uint8Array {
  const size = 1000 + (n % 7) * 9000
  return n % 2 === 0 ? noise(size, n) : new Uint8Array(size).fill(n % 256)
}

async function write(folder: string): Promise<void> {
  const thread = join(__dirname, 'storeThread.cjs')
  const store = await openThreadedStore((options) => new Worker(thread, options), { folder })
  const [known] = await store.listSessions()
  const { id } = known ?? (await store.createSession({ title: 'Crash' }))
  say(`session ${id}`)
  const before = /^\/\/ (\d+)/.exec((await store.openSession(id)).source)
  const runId = `run-${process.pid}-${Date.now()}`
  await store.startRun({
    id: runId,
    sessionId: id,
    source: '',
    seed: 0,
    mode: 'default',
    engineVersion: '1',
    startedAt: 0,
  })
  for (let n = before === null ? 1 : Number(before[1]) + 1, chunk = 0; ; n++, chunk++) {
    await store.saveText(id, textNumber(n))
    say(`text ${n}`)
    await store.appendChunk(runId, chunk, chunkNumber(chunk))
    say(`chunk ${runId} ${chunk}`)
    if (n % 10 === 0) {
      await store.saveVersion(id, `version ${n}`)
      say(`version ${n}`)
    }
  }
}

if (process.argv[2] !== undefined) {
  write(process.argv[2]).catch((error: unknown) => {
    const { code, message } = toFailure(error)
    say(`failed ${code} ${message}`)
    process.exit()
  })
}
