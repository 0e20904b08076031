// The digest of a run: 64 bits over operations, the bits of their results and the metrics, the same on every machine.
// Not cryptographic: it shows that numbers agree, it does not keep a secret.
import type { NDArray } from '../engine/ndarray'
import { type DigestLanes, placeOf, sampleStep, scanSample } from '../kernels/figures'

const double = new Float64Array(1)
const words = new Int32Array(double.buffer)
const nanWord = 0x7ff80000
const float64Letters = 'float64'.length

/** Two lanes of MurmurHash3's 32-bit mixing (A. Appleby, public domain) with different seeds. */
export class Digest implements DigestLanes {
  low = 0x9747b28c | 0
  high = 0x3c6ef372

  word(value: number): void {
    this.low = mixLow(this.low, value)
    this.high = mixHigh(this.high, value ^ this.low)
  }

  /** An operation whose result is a float64 number: its name, its inputs, and the result as `array` takes it. */
  computed(name: string, inputs: readonly { readonly id: number }[], result: number): void {
    let low = mixLow(this.low, name.length)
    let high = mixHigh(this.high, name.length ^ low)
    for (let i = 0; i < name.length; i++) {
      const code = name.charCodeAt(i)
      low = mixLow(low, code)
      high = mixHigh(high, code ^ low)
    }
    for (let i = 0; i < inputs.length; i++) {
      const { id } = inputs[i]!
      low = mixLow(low, id)
      high = mixHigh(high, id ^ low)
    }
    this.low = low
    this.high = high
    this.float64(result)
  }

  /** A float64 number as `array` takes it. */
  float64(value: number): void {
    double[0] = value
    const isNumber = value === value
    const first = isNumber ? words[0]! : nanWord
    const second = isNumber ? words[1]! : 0
    let low = mixLow(this.low, float64Letters)
    let high = mixHigh(this.high, float64Letters ^ low)
    low = mixLow(low, first)
    high = mixHigh(high, first ^ low)
    low = mixLow(low, second)
    this.high = mixHigh(high, second ^ low)
    this.low = low
  }

  /** The bits of a float64. Every NaN counts as one, because its payload differs between machines. */
  number(value: number): void {
    double[0] = value
    this.pair(value !== value ? nanWord : words[0]!, value !== value ? 0 : words[1]!)
  }

  private pair(first: number, second: number): void {
    const low = mixLow(this.low, first)
    const high = mixHigh(this.high, first ^ low)
    this.low = mixLow(low, second)
    this.high = mixHigh(high, second ^ this.low)
  }

  text(value: string): void {
    let low = mixLow(this.low, value.length)
    let high = mixHigh(this.high, value.length ^ low)
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i)
      low = mixLow(low, code)
      high = mixHigh(high, code ^ low)
    }
    this.low = low
    this.high = high
  }

  /**
   * Shape, type and elements in row-major order, of large arrays those of the sample and the last (kernels/figures.ts).
   * Arrays of several elements have been scanned then: their summary is at hand.
   */
  array(array: NDArray): void {
    const { buffer, shape, size } = array
    this.word(array.dtype.length)
    // Not for … of: most arrays of a run of plain numbers have no axes.
    for (let i = 0; i < shape.length; i++) this.word(shape[i]!)
    if (buffer === null) this.number(array.scalar)
    else if (size === 1) this.number(buffer[array.offset]!)
    else if (size > 1) {
      scanSample(array, this)
      if (sampleStep(size) > 1) this.number(buffer[placeOf(array, size - 1)]!)
    }
  }

  /** 16 hex digits. */
  hex(): string {
    const part = (value: number) => (value >>> 0).toString(16).padStart(8, '0')
    return part(finish(this.high)) + part(finish(this.low))
  }
}

function mixLow(state: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51)
  k = (k << 15) | (k >>> 17)
  let h = state ^ Math.imul(k, 0x1b873593)
  h = (h << 13) | (h >>> 19)
  return (Math.imul(h, 5) + 0xe6546b64) | 0
}

function mixHigh(state: number, value: number): number {
  let k = Math.imul(value, 0x85ebca6b)
  k = (k << 16) | (k >>> 16)
  let h = state ^ Math.imul(k, 0xc2b2ae35)
  h = (h << 11) | (h >>> 21)
  return (Math.imul(h, 5) + 0x38b34ae5) | 0
}

function finish(value: number): number {
  let h = value ^ (value >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}
