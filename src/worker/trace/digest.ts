// The digest of a run: 64 bits over operations, the bits of their results and the metrics, the same on every machine.
// Not cryptographic: it shows that numbers agree, it does not keep a secret.
import type { NDArray } from '../engine/ndarray'
import { hashWords, lastHash, mostWords, placeOf, sampleStep, scanSample } from '../kernels/figures'

const double = new Float64Array(1)
const words = new Int32Array(double.buffer)
const nanWord = 0x7ff80000
const float64Letters = 'float64'.length

/** Names of operations that are longer than this are taken letter by letter. */
const longestName = 64

/** xxHash64 of blocks of words; the hash of a block is the seed of the next one's. */
export class Digest {
  private low = 0
  private high = 0
  /** Words that are not hashed yet, in their order. */
  private readonly waiting = new Int32Array(mostWords)
  private count = 0

  word(value: number): void {
    if (this.count === mostWords) this.hash()
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
    if (this.count + letters + operands + 4 > mostWords) this.hash()
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
    if (this.count + 3 > mostWords) this.hash()
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
      const low = lastHash[0]!
      const high = lastHash[1]!
      this.word(low)
      this.word(high)
      if (sampleStep(size) > 1) this.number(buffer[placeOf(array, size - 1)]!)
    }
  }

  /** 16 hex digits. */
  hex(): string {
    this.hash()
    const part = (word: number) => (word >>> 0).toString(16).padStart(8, '0')
    return part(this.high) + part(this.low)
  }

  private hash(): void {
    hashWords(this.waiting, this.count, this.low, this.high)
    this.low = lastHash[0]!
    this.high = lastHash[1]!
    this.count = 0
  }
}
