// A real MessageChannel and real Comlink on both sides; only the worker behind it is a stand-in.
import { command } from '@shared/control'
import type { ApiEntry, EngineApi, HostApi, RunOutcome, RunRequest } from '@shared/engineApi'
import * as Comlink from 'comlink'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { EngineClient } from './engineClient'

const request: RunRequest = { runId: 'r', source: '', seed: 0, mode: 'default', cells: 'all' }
const done: RunOutcome = {
  status: 'done',
  digest: 'd',
  operations: 3,
  durationMs: 1,
  variables: {},
  backwardsSkipped: 0,
}

const check = { runId: 'r', target: { kind: 'name', name: 'x' } } as const

const opened: MessagePort[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const port of opened.splice(0)) port.close()
})

type StandIn = Omit<EngineApi, 'reference' | 'checkGradient'> & Partial<EngineApi>

/** A host page whose workers behave as `engine` says; counts what was asked of it. */
function fakeHost(engine: (controlled: Promise<number>) => StandIn) {
  const seen = { workers: 0, connections: 0, commands: [] as number[] }
  let tell: (value: number) => void = () => undefined
  const api: HostApi<MessagePort> = {
    async freshWorker() {
      seen.workers++
      const controlled = new Promise<number>((resolve) => (tell = resolve))
      const { port1, port2 } = new MessageChannel()
      opened.push(port1, port2)
      const api: EngineApi = {
        reference: async () => [],
        checkGradient: async () => ({ status: 'refused', obstacle: 'no-backward', message: '' }),
        ...engine(controlled),
      }
      Comlink.expose(api, port1)
      return Comlink.transfer(port2, [port2])
    },
    async control(value) {
      seen.commands.push(value)
      tell(value)
    },
  }
  const connect = async () => {
    seen.connections++
    const { port1, port2 } = new MessageChannel()
    opened.push(port1, port2)
    Comlink.expose(api, port1)
    return port2
  }
  return { seen, connect }
}

const never = new Promise<never>(() => undefined)

describe('engine client', () => {
  it('runs in a fresh worker and delivers the chunks in order before the outcome', async () => {
    const host = fakeHost(() => ({
      async run(_request, trace) {
        for (const byte of [1, 2, 3]) trace.postMessage(new Uint8Array([byte]), [])
        trace.postMessage(null, [])
        return done
      },
      diagnose: async () => [],
    }))
    const client = new EngineClient(host.connect)
    const chunks: number[] = []
    expect(await client.run(request, (bytes) => chunks.push(bytes[0]!))).toEqual(done)
    expect(chunks).toEqual([1, 2, 3])
    await client.run(request, () => undefined)
    expect(host.seen).toEqual({ workers: 2, connections: 1, commands: [] })
  })

  it('waits for chunks that the outcome overtook, also when the run was stopped and the grace is over', async () => {
    let sendRest: () => void = () => undefined
    const host = fakeHost((controlled) => ({
      async run(_request, trace) {
        await controlled
        sendRest = () => {
          trace.postMessage(new Uint8Array([7]), [])
          trace.postMessage(null, [])
        }
        return { ...done, status: 'stopped' }
      },
      diagnose: async () => [],
    }))
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const graceMs = 400
    const client = new EngineClient(host.connect, graceMs)
    const chunks: number[] = []
    const outcome = client.run(request, (bytes) => chunks.push(bytes[0]!))
    await client.stop()
    // From the outcome on a second timer runs, the bound of the wait for the rest.
    while (vi.getTimerCount() < 2) await new Promise(setImmediate)
    await vi.advanceTimersByTimeAsync(graceMs)
    sendRest()
    expect(await outcome).toMatchObject({ status: 'stopped', digest: 'd' })
    expect(chunks).toEqual([7])
    expect(host.seen.workers).toBe(1)
  })

  it('keeps the worker for a cell run and clears a flag that a stop left behind', async () => {
    const host = fakeHost(() => ({
      run: async (_request, trace) => (trace.postMessage(null, []), done),
      diagnose: async () => [],
    }))
    const client = new EngineClient(host.connect)
    await client.run(request, () => undefined)
    await client.run({ ...request, cells: { first: 0, last: 0 } }, () => undefined)
    expect(host.seen.workers).toBe(1)
    expect(host.seen.commands).toEqual([command.run])
  })

  it('gives a step to a run before it begins', async () => {
    const events: string[] = []
    const host = fakeHost((controlled) => ({
      async run(_request, trace) {
        events.push(`runs after ${await controlled}`)
        trace.postMessage(null, [])
        return done
      },
      diagnose: async () => [],
    }))
    const client = new EngineClient(host.connect)
    const given = (): void => void events.push('given')
    await client.run(request, () => undefined, { command: command.stepOperation, given })
    expect(events).toEqual(['given', `runs after ${command.stepOperation}`])
  })

  it('lets a script that heeds the interrupt end as stopped by itself', async () => {
    const host = fakeHost((controlled) => ({
      async run(_request, trace) {
        await controlled
        trace.postMessage(null, [])
        return { ...done, status: 'stopped' }
      },
      diagnose: async () => [],
    }))
    const client = new EngineClient(host.connect)
    const run = client.run(request, () => undefined)
    await client.stop()
    expect((await run).status).toBe('stopped')
    expect(host.seen).toMatchObject({ workers: 1, commands: [command.interrupt] })
  })

  it('kills a worker that ignores the interrupt, settles the run as stopped and can run again', async () => {
    let deaf = true
    const host = fakeHost(() => ({
      run: async (_request, trace) => (deaf ? never : (trace.postMessage(null, []), done)),
      diagnose: async () => [],
    }))
    const client = new EngineClient(host.connect, 5)
    const run = client.run(request, () => undefined)
    await client.stop()
    const outcome = await run
    expect(outcome).toMatchObject({ status: 'stopped', failure: { code: 'stopped' } })
    expect(outcome.failure?.hint).toContain('kept from earlier cells are gone')
    deaf = false
    expect((await client.run(request, () => undefined)).status).toBe('done')
  })

  it('fails the pending run when the host is lost, and connects anew for the next', async () => {
    let alive = false
    const host = fakeHost(() => ({
      run: async (_request, trace) => (alive ? (trace.postMessage(null, []), done) : never),
      diagnose: async () => [],
    }))
    const client = new EngineClient(host.connect)
    const run = client.run(request, () => undefined)
    await expect.poll(() => host.seen.workers).toBe(1)
    client.hostLost('crashed')
    const outcome = await run
    expect(outcome).toMatchObject({ status: 'failed', failure: { code: 'host-lost' } })
    alive = true
    expect((await client.run(request, () => undefined)).status).toBe('done')
    expect(host.seen.connections).toBe(2)
  })

  it('refuses a second run while one is under way', async () => {
    const host = fakeHost(() => ({ run: () => never, diagnose: async () => [] }))
    const client = new EngineClient(host.connect, 5)
    const run = client.run(request, () => undefined)
    await expect(client.run(request, () => undefined)).rejects.toThrow('running already')
    await client.stop()
    await run
  })

  it('does not ask a busy engine for diagnostics', async () => {
    const host = fakeHost(() => ({ run: () => never, diagnose: async () => [] }))
    const client = new EngineClient(host.connect, 5)
    expect(await client.diagnose('x')).toEqual([])
    const run = client.run(request, () => undefined)
    expect(await client.diagnose('x')).toBeNull()
    await client.stop()
    await run
  })

  it('asks once for the names of the script API, and not while a run is under way', async () => {
    const entry: ApiEntry = {
      name: 'sin',
      kind: 'function',
      owner: '',
      signature: 'sin(x)',
      doc: 'Sine.',
      lesson: 27,
      method: true,
    }
    let asked = 0
    const host = fakeHost(() => ({
      run: () => never,
      diagnose: async () => [],
      reference: async () => {
        asked++
        return [entry]
      },
    }))
    const client = new EngineClient(host.connect, 5)
    const run = client.run(request, () => undefined)
    expect(await client.reference()).toBeNull()
    await client.stop()
    await run
    expect(await client.reference()).toEqual([entry])
    expect(await client.reference()).toEqual([entry])
    expect(asked).toBe(1)
  })

  it('checks a gradient in the worker of the last run, and refuses without one', async () => {
    const host = fakeHost(() => ({
      run: async (_request, trace) => (trace.postMessage(null, []), done),
      diagnose: async () => [],
    }))
    const client = new EngineClient(host.connect)
    expect(await client.checkGradient(check)).toMatchObject({ obstacle: 'not-held' })
    await client.run(request, () => undefined)
    expect(await client.checkGradient(check)).toMatchObject({ obstacle: 'no-backward' })
    expect(host.seen.workers).toBe(1)
  })

  it('ends a check that ignores Stop with its worker, and one that a new run replaces', async () => {
    const host = fakeHost(() => ({
      run: async (_request, trace) => (trace.postMessage(null, []), done),
      diagnose: async () => [],
      checkGradient: () => never,
    }))
    const client = new EngineClient(host.connect, 5)
    await client.run(request, () => undefined)
    const stopped = client.checkGradient(check)
    await client.stop()
    expect(await stopped).toMatchObject({ obstacle: 'stopped' })
    expect(host.seen.commands).toContain(command.interrupt)
    await client.run(request, () => undefined)
    const replaced = client.checkGradient(check)
    expect((await client.run(request, () => undefined)).status).toBe('done')
    expect(await replaced).toMatchObject({ obstacle: 'stopped' })
  })

  it('says that a check is lost when the host is', async () => {
    const host = fakeHost(() => ({
      run: async (_request, trace) => (trace.postMessage(null, []), done),
      diagnose: async () => [],
      checkGradient: () => never,
    }))
    const client = new EngineClient(host.connect, 5)
    await client.run(request, () => undefined)
    const lost = client.checkGradient(check)
    client.hostLost('crashed')
    expect(await lost).toMatchObject({ obstacle: 'lost' })
  })

  it('carries a worker failure over as data', async () => {
    const host = fakeHost(() => ({
      run: async () => {
        throw Object.assign(new Error('compile'), { name: 'RangeError' })
      },
      diagnose: async () => [],
    }))
    const client = new EngineClient(host.connect)
    expect(await client.run(request, () => undefined)).toMatchObject({
      status: 'failed',
      failure: { code: 'bug', message: 'RangeError: compile' },
    })
  })
})
