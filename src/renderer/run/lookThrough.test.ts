import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useNotices } from '../ui/notices'
import { lookThrough } from './lookThrough'

function* look(steps: number, end: () => string): Generator<undefined, string, undefined> {
  for (let i = 0; i < steps; i++) yield
  return end()
}

describe('a look through a run', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('hands over what it found, and nothing once it was given up', async () => {
    const found: string[] = []
    const giveUp = lookThrough(look(Infinity, String), (text) => found.push(text))
    lookThrough(
      look(3, () => 'held'),
      (text) => found.push(text),
    )
    await vi.waitFor(() => expect(found).toEqual(['held']))
    giveUp()
  })

  it('tells the person when it fails', async () => {
    const fail = (): string => {
      throw new Error('no such array')
    }
    lookThrough(look(1, fail), () => undefined)
    const notices = useNotices()
    await vi.waitFor(() => expect(notices.notices).toHaveLength(1))
  })
})
