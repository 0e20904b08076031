// The digest of a run: 64 bits over operations, the bits of their results and the metrics, the same on every machine.
// Not cryptographic: it shows that numbers agree, it does not keep a secret.
import type { NDArray } from '../engine/ndarray'
import { placeOf, sampleHash, sampleStep, scanSample } from '../kernels/figures'

const double = new Float64Array(1)
const words = new Int32Array(double.buffer)
const nanWord = 0x7ff80000
const float64Letters = 'float64'.length

/** Words are mixed in so many at once: a loop over them costs a third of what mixing each by itself does. */
const mostWaiting = 1024
/** Names of operations that are longer than this are mixed in letter by letter. */
const longestName = 64

/** Two lanes of MurmurHash3's 32-bit mixing (A. Appleby, public domain) with different seeds. */
export class Digest {
  private low = 0x9747b28c | 0
  private high = 0x3c6ef372
  /** Words that are not mixed in yet, in their order. */
  private readonly waiting = new Int32Array(mostWaiting)
  private count = 0

  word(value: number): void {
    if (this.count === mostWaiting) this.mix()
    this.waiting[this.count++] = value
  }

  /** An operation whose result is a float64 number: its name, its inputs, and the result as `array` takes it. */
  computed(name: string, inputs: readonly { readonly id: number }[], result: number): void {
    const letters = name.length
    const operands = inputs.length
    if (letters > longestName || operands > longestName) {
      this.text(name)
      for (let i = 0; i < operands; i++) this.word(inputs[i]!.id)
      this.float64(result)
      return
    }
    if (this.count + letters + operands + 4 > mostWaiting) this.mix()
    const { waiting } = this
    let at = this.count
    waiting[at++] = letters
    for (let i = 0; i < letters; i++) waiting[at++] = name.charCodeAt(i)
    for (let i = 0; i < operands; i++) waiting[at++] = inputs[i]!.id
    double[0] = result
    const isNumber = result === result
    waiting[at++] = float64Letters
    waiting[at++] = isNumber ? words[0]! : nanWord
    waiting[at++] = isNumber ? words[1]! : 0
    this.count = at
  }

  /** A float64 number as `array` takes it. */
  float64(value: number): void {
    if (this.count + 3 > mostWaiting) this.mix()
    const { waiting } = this
    let at = this.count
    double[0] = value
    const isNumber = value === value
    waiting[at++] = float64Letters
    waiting[at++] = isNumber ? words[0]! : nanWord
    waiting[at++] = isNumber ? words[1]! : 0
    this.count = at
  }

  /** The bits of a float64. Every NaN counts as one, because its payload differs between machines. */
  number(value: number): void {
    double[0] = value
    const isNumber = value === value
    this.word(isNumber ? words[0]! : nanWord)
    this.word(isNumber ? words[1]! : 0)
  }

  text(value: string): void {
    this.word(value.length)
    for (let i = 0; i < value.length; i++) this.word(value.charCodeAt(i))
  }

  /**
   * Shape, type and elements: of several elements the hash of the sample (kernels/figures.ts), of large arrays the last
   * one, too. Arrays of several elements have been scanned then: their summary is at hand.
   */
  array(array: NDArray): void {
    const { buffer, shape, size } = array
    this.word(array.dtype.length)
    // Not for … of: most arrays of a run of plain numbers have no axes.
    for (let i = 0; i < shape.length; i++) this.word(shape[i]!)
    if (buffer === null) this.number(array.scalar)
    else if (size === 1) this.number(buffer[array.offset]!)
    else if (size > 1) {
      scanSample(array)
      this.word(sampleHash[0]!)
      this.word(sampleHash[1]!)
      if (sampleStep(size) > 1) this.number(buffer[placeOf(array, size - 1)]!)
    }
  }

  /** 16 hex digits. */
  hex(): string {
    this.mix()
    const part = (value: number) => (value >>> 0).toString(16).padStart(8, '0')
    return part(finish(this.high)) + part(finish(this.low))
  }

  /** Each word goes into the low lane, and what it makes of that into the high one. */
  private mix(): void {
    const { waiting, count } = this
    let { low, high } = this
    for (let i = 0; i < count; i++) {
      const word = waiting[i]!
      let k = Math.imul(word, 0xcc9e2d51)
      k = (k << 15) | (k >>> 17)
      low ^= Math.imul(k, 0x1b873593)
      low = (low << 13) | (low >>> 19)
      low = (Math.imul(low, 5) + 0xe6546b64) | 0
      k = Math.imul(word ^ low, 0x85ebca6b)
      k = (k << 16) | (k >>> 16)
      high ^= Math.imul(k, 0xc2b2ae35)
      high = (high << 11) | (high >>> 21)
      high = (Math.imul(high, 5) + 0x38b34ae5) | 0
    }
    this.low = low
    this.high = high
    this.count = 0
  }
}

function finish(value: number): number {
  let h = value ^ (value >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}
