// xxHash64 by Y. Collet (github.com/Cyan4973/xxHash, doc/xxhash_spec.md), its steps by name, and the hash of words.
// AssemblyScript; knows addresses, not what is hashed.
import { FIGURES } from './layout'

const PRIME_1: u64 = 0x9e3779b185ebca87
const PRIME_2: u64 = 0xc2b2ae3d27d4eb4f
const PRIME_3: u64 = 0x165667b19e3779f9
const PRIME_4: u64 = 0x85ebca77c2b2ae63
const PRIME_5: u64 = 0x27d4eb2f165667c5

/** What the four lanes start from, and a hash of less than 32 bytes, of seed 0: the seed is added. */
export const FIRST_LANE: u64 = PRIME_1 + PRIME_2
export const SECOND_LANE: u64 = PRIME_2
export const THIRD_LANE: u64 = 0
export const FOURTH_LANE: u64 = 0 - PRIME_1
export const SHORT: u64 = PRIME_5

/** Eight bytes go into a lane. */
// @ts-ignore: decorator
@inline
export function round(lane: u64, bits: u64): u64 {
  return rotl<u64>(lane + bits * PRIME_2, 31) * PRIME_1
}
// @ts-ignore: decorator
@inline
function merge(hash: u64, lane: u64): u64 {
  return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4
}
/** The hash of what went into the lanes. Then the number of all bytes is added. */
// @ts-ignore: decorator
@inline
export function converge(first: u64, second: u64, third: u64, fourth: u64): u64 {
  const hash = rotl<u64>(first, 1) + rotl<u64>(second, 7) + rotl<u64>(third, 12) + rotl<u64>(fourth, 18)
  return merge(merge(merge(merge(hash, first), second), third), fourth)
}
/** Eight of the bytes that are left when the lanes have converged. */
// @ts-ignore: decorator
@inline
export function eightMore(hash: u64, bits: u64): u64 {
  return rotl<u64>(hash ^ round(0, bits), 27) * PRIME_1 + PRIME_4
}
/** Four of the bytes that are left. */
// @ts-ignore: decorator
@inline
function fourMore(hash: u64, bits: u32): u64 {
  return rotl<u64>(hash ^ (<u64>bits * PRIME_1), 23) * PRIME_2 + PRIME_3
}
// @ts-ignore: decorator
@inline
export function avalanche(hash: u64): u64 {
  hash = (hash ^ (hash >> 33)) * PRIME_2
  hash = (hash ^ (hash >> 29)) * PRIME_3
  return hash ^ (hash >> 32)
}

/** xxHash64 of n words of four bytes, with the seed of which the two words are given; it stands at FIGURES. */
export function hashWords(a: usize, n: i32, seedLow: u32, seedHigh: u32): void {
  const seed = (<u64>seedHigh << 32) | <u64>seedLow
  const end = a + (<usize>n << 2)
  let hash = seed + SHORT
  if (n >= 8) {
    let first = seed + FIRST_LANE
    let second = seed + SECOND_LANE
    let third = seed + THIRD_LANE
    let fourth = seed + FOURTH_LANE
    for (; a + 32 <= end; a += 32) {
      first = round(first, load<u64>(a))
      second = round(second, load<u64>(a, 8))
      third = round(third, load<u64>(a, 16))
      fourth = round(fourth, load<u64>(a, 24))
    }
    hash = converge(first, second, third, fourth)
  }
  hash += <u64>n << 2
  for (; a + 8 <= end; a += 8) hash = eightMore(hash, load<u64>(a))
  if (a < end) hash = fourMore(hash, load<u32>(a))
  store<u64>(FIGURES, avalanche(hash))
}
