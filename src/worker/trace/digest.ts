// The digest of a run: 64 bits over operations, the bits of their results and the metrics, the same on every machine.
// Not cryptographic: it shows that numbers agree, it does not keep a secret.
import type { NDArray } from '../engine/ndarray'

/** Arrays up to this many elements count in full; larger ones by this many, evenly spread, and the last. */
export const digestElements = 65_536

const double = new Float64Array(1)
const words = new Uint32Array(double.buffer)

/** Two lanes of MurmurHash3's 32-bit mixing (A. Appleby, public domain) with different seeds. */
export class Digest {
  private low = 0x9747b28c
  private high = 0x3c6ef372

  word(value: number): void {
    let k = Math.imul(value, 0xcc9e2d51)
    k = (k << 15) | (k >>> 17)
    let h = this.low ^ Math.imul(k, 0x1b873593)
    h = (h << 13) | (h >>> 19)
    this.low = (Math.imul(h, 5) + 0xe6546b64) | 0
    k = Math.imul(value ^ this.low, 0x85ebca6b)
    k = (k << 16) | (k >>> 16)
    h = this.high ^ Math.imul(k, 0xc2b2ae35)
    h = (h << 11) | (h >>> 21)
    this.high = (Math.imul(h, 5) + 0x38b34ae5) | 0
  }

  /** The bits of a float64. Every NaN counts as one, because its payload differs between machines. */
  number(value: number): void {
    if (value !== value) {
      this.word(0x7ff80000)
      this.word(0)
      return
    }
    double[0] = value
    this.word(words[0]!)
    this.word(words[1]!)
  }

  text(value: string): void {
    this.word(value.length)
    for (let i = 0; i < value.length; i++) this.word(value.charCodeAt(i))
  }

  /** Shape, type and elements in row-major order, see `digestElements`. */
  array(array: NDArray): void {
    this.word(array.dtype.length)
    for (const size of array.shape) this.word(size)
    if (array.buffer === null) {
      this.number(array.scalar)
      return
    }
    const values = array.contiguous ? array.buffer : array.toTyped()
    const start = array.contiguous ? array.offset : 0
    const count = array.size
    if (count === 0) return
    const step = Math.max(1, Math.floor(count / digestElements))
    for (let i = 0; i < count; i += step) this.number(values[start + i]!)
    if (step > 1) this.number(values[start + count - 1]!)
  }

  /** 16 hex digits. */
  hex(): string {
    const part = (value: number) => (value >>> 0).toString(16).padStart(8, '0')
    return part(this.finish(this.high)) + part(this.finish(this.low))
  }

  private finish(value: number): number {
    let h = value ^ (value >>> 16)
    h = Math.imul(h, 0x85ebca6b)
    h ^= h >>> 13
    h = Math.imul(h, 0xc2b2ae35)
    return h ^ (h >>> 16)
  }
}
