import { expect, it } from 'vitest'
import { controlSlots } from '@shared/control'
import { MemoryGuard } from './memoryGuard'
import { createEngineService } from './service'

const training = (turns: number): string => `const x = new Variable(np.ones([4]), 'x')
const model = new MLP([3, 1])
const optimizer = new SGD(0.01).setup(model)
for (let i = 0; i < ${turns}; i++) {
  const loss = sum(square(model(reshape(x, [2, 2]))))
  model.cleargrads()
  loss.backward()
  optimizer.update()
}
`

async function lives(turns: number): Promise<{ known: number; bytes: number }> {
  const guard = new MemoryGuard(1e9, () => 1e9)
  const service = createEngineService(new Int32Array(new SharedArrayBuffer(controlSlots * 4)))
  const request = { runId: 'r', source: training(turns), seed: 0, mode: 'default', cells: 'all' } as const
  const outcome = await service.run(request, {
    postMessage: (chunk) => {
      if (chunk instanceof Uint8Array) guard.add(chunk)
    },
    close: () => undefined,
  })
  expect(outcome.failure).toBeUndefined()
  const { bytes } = guard.live()
  return { known: guard.knownLives, bytes }
}

it('knows of no more after a long training than after a short one', async () => {
  const [short, long] = [await lives(10), await lives(400)]
  expect(long.bytes).toBe(short.bytes)
  expect(long.known).toBe(short.known)
})
