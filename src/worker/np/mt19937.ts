// The Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998), as NumPy's RandomState uses it.
// Knows bits only; distributions are in random.ts.

const length = 624
const middle = 397

/** A generator's whole state, to be kept and restored. `key` holds 624 words, `position` is 0 … 624. */
export interface TwisterState {
  readonly key: Uint32Array
  readonly position: number
}

/** 32 random bits at a time; the same stream as NumPy's for the same seed. */
export class MersenneTwister {
  private key = new Uint32Array(length)
  private position = length

  /** `seed` is a whole number from 0 to 2^32 - 1 (init_genrand). */
  constructor(seed: number) {
    this.seed(seed)
  }

  seed(seed: number): void {
    const key = this.key
    key[0] = seed
    for (let i = 1; i < length; i++) {
      const previous = key[i - 1]! ^ (key[i - 1]! >>> 30)
      key[i] = Math.imul(1812433253, previous) + i
    }
    this.position = length
  }

  /** 0 … 2^32 - 1. */
  next32(): number {
    if (this.position === length) this.refill()
    let y = this.key[this.position++]!
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    y ^= y >>> 18
    return y >>> 0
  }

  /** A double in [0, 1) with 53 random bits. */
  nextDouble(): number {
    const high = this.next32() >>> 5
    const low = this.next32() >>> 6
    return (high * 67108864 + low) / 9007199254740992
  }

  /** 0 … max (at most 2^32 - 1), by masking and rejecting. */
  nextBelowOrEqual(max: number): number {
    if (max === 0) return 0
    const mask = 0xffffffff >>> Math.clz32(max)
    let value = (this.next32() & mask) >>> 0
    while (value > max) value = (this.next32() & mask) >>> 0
    return value
  }

  save(): TwisterState {
    return { key: this.key.slice(), position: this.position }
  }

  restore(state: TwisterState): void {
    this.key = state.key.slice()
    this.position = state.position
  }

  private refill(): void {
    const key = this.key
    const twist = (upper: number, lower: number): number => {
      const y = (upper & 0x80000000) | (lower & 0x7fffffff)
      return (y >>> 1) ^ ((y & 1) === 0 ? 0 : 0x9908b0df)
    }
    for (let i = 0; i < length; i++) {
      key[i] = key[(i + middle) % length]! ^ twist(key[i]!, key[(i + 1) % length]!)
    }
    this.position = 0
  }
}
