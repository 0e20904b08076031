import { deflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { packChunk, unpackChunk } from './packing'

it('what repeats is kept shorter, what does not as it is, and both come back', async () => {
  const repeating = new Uint8Array(100_000).map((_, i) => i % 10)
  const packed = await packChunk(repeating)
  expect(packed.bytes.byteLength).toBeLessThan(2000)
  expect(await unpackChunk(packed, 1)).toEqual(repeating)
  const short = Uint8Array.of(1, 2, 3)
  expect(await packChunk(short)).toEqual({ bytes: short, wholeSize: null })
  expect(await packChunk(new Uint8Array())).toEqual({ bytes: new Uint8Array(), wholeSize: null })
})

it('comes back in a buffer of its own, which can be handed to another thread', async () => {
  const chunk = await unpackChunk(await packChunk(new Uint8Array(50).fill(1)), 1)
  expect(chunk.byteLength).toBe(chunk.buffer.byteLength)
})

it('each single changed byte is told, and so is a length that is not the declared one', async () => {
  const { bytes, wholeSize } = await packChunk(new Uint8Array(4000).map((_, i) => i % 7))
  for (let at = 0; at < bytes.byteLength; at++) {
    const changed = new Uint8Array(bytes)
    changed[at]! ^= 0x40
    await expect(unpackChunk({ bytes: changed, wholeSize }, 3), `byte ${at}`).rejects.toThrow(
      "part 3 of this run's record is damaged",
    )
  }
  for (const declared of [0, 3999, 4001]) {
    await expect(unpackChunk({ bytes, wholeSize: declared }, 1)).rejects.toThrow('is damaged')
  }
  await expect(unpackChunk({ bytes: bytes.subarray(0, 9), wholeSize }, 1)).rejects.toThrow('is damaged')
})

it('a bomb is not inflated beyond the declared size', async () => {
  const bomb = deflateSync(new Uint8Array(2 ** 24))
  await expect(unpackChunk({ bytes: bomb, wholeSize: 1000 }, 1)).rejects.toThrow('is damaged')
})
