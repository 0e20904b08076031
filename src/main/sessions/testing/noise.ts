// Bytes that no packing makes shorter, the same for the same seed (xorshift32).

export function noise(sizeBytes: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes)
  let state = seed * 2654435761 + 1
  for (let i = 0; i < sizeBytes; i++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[i] = state >>> 24
  }
  return bytes
}
