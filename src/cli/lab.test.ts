import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { TraceChunkWriter } from '@shared/trace'
import { openTraceChunk } from '@shared/traceReader'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const program = resolve(import.meta.dirname, '../../scripts/lab.mjs')

interface Ended {
  readonly status: number
  readonly out: string
  readonly err: string
}

const lab = (...args: readonly string[]): Promise<Ended> =>
  new Promise((done) => {
    execFile(process.execPath, [program, ...args], (error, out, err) => {
      done({ status: error === null ? 0 : Number(error.code), out, err })
    })
  })

let folder: string
const script = async (name: string, source: string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, source)
  return path
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-'))
  // The first call bundles; the others find the bundle fresh.
  await lab('help')
})
afterAll(() => rm(folder, { recursive: true }))

const diamond = `const x = new Variable(np.array(2.0))
const a = square(x)
const y = add(square(a), square(a))
y.backward()
print(y.data)
print(x.grad.data)
`

describe('lab run', () => {
  it('prints what the script prints and ends with status 0', async () => {
    const path = await script('diamond.ts', diamond)
    expect(await lab('run', path)).toEqual({ status: 0, out: '32.0\n64.0\n', err: '' })
  })

  it('gives the same digest with any number of threads', async () => {
    const path = await script(
      'large.ts',
      `const x = new Variable(np.random.randn(300, 1000))
const b = new Variable(np.random.randn(1000))
const c = new Variable(np.random.randn(300, 1))
for (let i = 0; i < 10; i++) {
  const y = square(square(x * 0.5 + b)) - c * x / (square(b) + 1.0)
  x.cleargrad()
  sum(y * y).backward()
  x.data -= 1e-9 * x.grad.data
}
`,
    )
    const digests = await Promise.all(
      ['1', '2', '4'].map(async (threads) => {
        const { out } = await lab('run', path, '--json', '--threads', threads)
        return (JSON.parse(out) as { digest: string }).digest
      }),
    )
    expect(new Set(digests).size).toBe(1)
  })

  it('prints one JSON object with --json', async () => {
    const path = await script('metric.ts', `${diamond}track('loss', 0.5)\ntrack('loss', NaN)\n`)
    const { out, status } = await lab('run', path, '--json', '--seed', '7')
    const report = JSON.parse(out) as Record<string, unknown>
    expect(status).toBe(0)
    expect(report).toMatchObject({
      status: 'done',
      output: ['32.0', '64.0'],
      variables: { x: { kind: 'variable', shape: [], dtype: 'float64', data: 2, grad: 64 } },
      metrics: { loss: { steps: [0, 1], values: [0.5, 'NaN'] } },
      memory: { peakBytes: 72, heldBytes: 48, gradBytes: 8 },
      operations: 8,
    })
    expect(report.digest).toMatch(/^[0-9a-f]{16}$/)
  })

  it('ends with status 1 and names file, line and column when the script fails', async () => {
    const path = await script('fails.ts', "print('before')\nnp.ones([2]) + np.ones([3])\n")
    const { status, out, err } = await lab('run', path)
    expect({ status, out }).toEqual({ status: 1, out: 'before\n' })
    expect(err).toContain(`${path}:2:14: `)
    const json = await lab('run', path, '--json')
    expect(json.status).toBe(1)
    expect(JSON.parse(json.out)).toMatchObject({
      status: 'failed',
      output: ['before'],
      error: { line: 2, column: 14 },
    })
  })

  it('says on standard error that no-grad skipped backward()', async () => {
    const path = await script('skip.ts', diamond.replace('print(x.grad.data)\n', ''))
    const { status, out, err } = await lab('run', path, '--mode', 'no-grad')
    expect({ status, out }).toEqual({ status: 0, out: '32.0\n' })
    expect(err).toContain('1 backward() call(s) were skipped')
  })

  it('tells the result, and in words that the file of the trace cannot be written', async () => {
    const path = await script('metric.ts', diamond)
    const target = join(folder, 'nowhere', 'a.dzlab')
    const { status, out, err } = await lab('run', path, '--json', '--trace', target)
    expect(status).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ status: 'done' })
    expect(err).toMatch(/^lab: cannot write .*a\.dzlab/)
    expect(err).not.toContain('    at ')
  })

  it('ends with status 2 for wrong use', async () => {
    for (const args of [
      [],
      ['run'],
      ['fly'],
      ['run', 'x.ts', '--seed', '-1'],
      ['run', 'x.ts', '--mode', 'fast'],
      ['run', join(folder, 'none.ts')],
    ]) {
      expect((await lab(...args)).status).toBe(2)
    }
  })
})

/** The chunk with the first result of 16 told as 16.5. */
function withAlteredResult(chunk: Uint8Array): Uint8Array {
  const opened = openTraceChunk(chunk)
  const writer = new TraceChunkWriter(opened.first)
  let done = false
  opened.each((event) => {
    const isTarget = !done && event.type === 'variable-created' && event.summary.includes(16)
    done ||= isTarget
    writer.write(
      isTarget ? { ...event, summary: event.summary.map((value) => (value === 16 ? 16.5 : value)) } : event,
    )
  })
  return writer.finish()
}

describe('lab verify', () => {
  it('confirms a run by executing it again, and leaves the file as it was', async () => {
    const path = await script('diamond.ts', diamond)
    const file = join(folder, 'a.dzlab')
    await lab('run', path, '--trace', file)
    const before = await readFile(file)
    const { status, out } = await lab('verify', file)
    expect(status).toBe(0)
    expect(out).toContain('1 verified, 0 different')
    expect(await readFile(file)).toEqual(before)
  })

  it('names the first operation that differs, with both values, and ends with status 1', async () => {
    const path = await script('diamond.ts', diamond)
    const file = join(folder, 'b.dzlab')
    await lab('run', path, '--trace', file)
    const { readLabFile } = await import('../labFile/read')
    const { writeLabFile } = await import('../labFile/write')
    const [entry] = await readLabFile(file)
    const changed = entry!.runs.map((run) => ({
      ...run,
      record: { ...run.record, source: diamond.replace('add(square(a)', 'add(exp(a)') },
    }))
    await writeLabFile(file, [{ ...entry!, runs: changed }])
    const { status, out } = await lab('verify', file)
    expect(status).toBe(1)
    expect(out).toContain('first difference at step 2, square, line 3')
  })

  it('names a value of the trace that was altered although the digest was left', async () => {
    const path = await script('diamond.ts', diamond)
    const file = join(folder, 'altered.dzlab')
    await lab('run', path, '--trace', file)
    const { readLabFile } = await import('../labFile/read')
    const { writeLabFile } = await import('../labFile/write')
    const [entry] = await readLabFile(file)
    const altered = entry!.runs.map((run) => ({ ...run, chunks: run.chunks.map(withAlteredResult) }))
    await writeLabFile(file, [{ ...entry!, runs: altered }])
    const { status, out } = await lab('verify', file)
    expect(status).toBe(1)
    expect(out).toContain('first difference at step 2, square, line 3')
    expect(out).toMatch(/recorded: .*\b16\.5\b/)
    expect(out).toMatch(/now: .*\b16\b/)
  })

  it('compares what was recorded, not the digest, with a run of another engine, and says so', async () => {
    const path = await script('diamond.ts', diamond)
    const file = join(folder, 'older.dzlab')
    await lab('run', path, '--trace', file)
    const { readLabFile } = await import('../labFile/read')
    const { writeLabFile } = await import('../labFile/write')
    const [entry] = await readLabFile(file)
    const verifyWith = async (changed: { digest: string; engineVersion?: string }) => {
      const runs = entry!.runs.map((run) => ({ ...run, record: { ...run.record, ...changed } }))
      await writeLabFile(file, [{ ...entry!, runs }])
      return lab('verify', file)
    }
    const digest = '0123456789abcdef'
    const ofAnother = await verifyWith({ digest, engineVersion: '0' })
    expect(ofAnother.status).toBe(0)
    expect(ofAnother.out).toMatch(/recorded by engine 0, this is engine \S+/)
    const ofThis = await verifyWith({ digest })
    expect(ofThis.status).toBe(1)
    expect(ofThis.out).toContain('no recorded value differs')
  })

  it('refuses what is no lab file', async () => {
    const path = await script('diamond.ts', diamond)
    const { status, err } = await lab('verify', path)
    expect(status).toBe(1)
    expect(err).toContain('not a zip file')
  })
})

describe('lab export', () => {
  it('gives the script back byte for byte, and the graph as DOT', async () => {
    const path = await script('diamond.ts', diamond)
    const file = join(folder, 'c.dzlab')
    await lab('run', path, '--trace', file)
    expect((await lab('export', file, '--script')).out).toBe(diamond)
    const { out } = await lab('export', file, '--dot')
    expect(out.match(/label="square"/g)).toHaveLength(3)
    expect(out).toContain('f3 -> v4')
  })

  it('gives a report, and refuses two kinds at once', async () => {
    const path = await script('diamond.ts', diamond)
    const file = join(folder, 'd.dzlab')
    await lab('run', path, '--trace', file)
    const { out, status } = await lab('export', file, '--html')
    expect(status).toBe(0)
    expect(out).toMatch(/^<!doctype html>/)
    expect(out).toContain('<span class="print">64.0</span>')
    expect((await lab('export', file, '--html', '--dot')).status).toBe(2)
  })
})
