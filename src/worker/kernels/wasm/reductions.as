// Sums of runs of elements without gaps. AssemblyScript; knows addresses, not arrays.
//
// The order of additions is that of ../pairwise.ts, which is NumPy's, so that results have the same bits.

const BLOCK: i32 = 128

// @ts-ignore: decorator
@inline
function firstHalf(n: i32): i32 {
  const half = n >> 1
  return half - (half & 7)
}

/** Sum of n float64. */
export function sum64(a: usize, n: i32): f64 {
  if (n > BLOCK) {
    const half = firstHalf(n)
    return sum64(a, half) + sum64(a + (<usize>half << 3), n - half)
  }
  const end = a + (<usize>n << 3)
  if (n < 8) {
    let sum: f64 = -0.0
    for (; a < end; a += 8) sum += load<f64>(a)
    return sum
  }
  let r01 = v128.load(a)
  let r23 = v128.load(a, 16)
  let r45 = v128.load(a, 32)
  let r67 = v128.load(a, 48)
  a += 64
  for (; a + 64 <= end; a += 64) {
    r01 = f64x2.add(r01, v128.load(a))
    r23 = f64x2.add(r23, v128.load(a, 16))
    r45 = f64x2.add(r45, v128.load(a, 32))
    r67 = f64x2.add(r67, v128.load(a, 48))
  }
  let sum =
    f64x2.extract_lane(r01, 0) +
    f64x2.extract_lane(r01, 1) +
    (f64x2.extract_lane(r23, 0) + f64x2.extract_lane(r23, 1)) +
    (f64x2.extract_lane(r45, 0) +
      f64x2.extract_lane(r45, 1) +
      (f64x2.extract_lane(r67, 0) + f64x2.extract_lane(r67, 1)))
  for (; a < end; a += 8) sum += load<f64>(a)
  return sum
}

/** Sum of n float32, rounded after every addition. */
export function sum32(a: usize, n: i32): f32 {
  if (n > BLOCK) {
    const half = firstHalf(n)
    return sum32(a, half) + sum32(a + (<usize>half << 2), n - half)
  }
  const end = a + (<usize>n << 2)
  if (n < 8) {
    let sum: f32 = -0.0
    for (; a < end; a += 4) sum += load<f32>(a)
    return sum
  }
  let r0 = v128.load(a)
  let r4 = v128.load(a, 16)
  a += 32
  for (; a + 32 <= end; a += 32) {
    r0 = f32x4.add(r0, v128.load(a))
    r4 = f32x4.add(r4, v128.load(a, 16))
  }
  let sum =
    f32x4.extract_lane(r0, 0) +
    f32x4.extract_lane(r0, 1) +
    (f32x4.extract_lane(r0, 2) + f32x4.extract_lane(r0, 3)) +
    (f32x4.extract_lane(r4, 0) +
      f32x4.extract_lane(r4, 1) +
      (f32x4.extract_lane(r4, 2) + f32x4.extract_lane(r4, 3)))
  for (; a < end; a += 4) sum += load<f32>(a)
  return sum
}

/** o[i] += the sum of row i, for rows of n elements `step` bytes apart. */
export function sumEachRow64(a: usize, step: isize, o: usize, rows: i32, n: i32): void {
  for (; rows > 0; rows--, a += step, o += 8) store<f64>(o, load<f64>(o) + sum64(a, n))
}
export function sumEachRow32(a: usize, step: isize, o: usize, rows: i32, n: i32): void {
  for (; rows > 0; rows--, a += step, o += 4) store<f32>(o, load<f32>(o) + sum32(a, n))
}

/** Sums of parts `first` … `first` + `count` of the 2^depth into which the order of additions halves n, to their places. */
export function sumParts64(a: usize, n: i32, depth: i32, first: i32, o: usize, count: i32): void {
  for (let part = first; part < first + count; part++) {
    let from = a
    let length = n
    for (let bit = depth - 1; bit >= 0; bit--) {
      const half = firstHalf(length)
      if (((part >> bit) & 1) == 0) length = half
      else {
        from += <usize>half << 3
        length -= half
      }
    }
    store<f64>(o + (<usize>part << 3), sum64(from, length))
  }
}
export function sumParts32(a: usize, n: i32, depth: i32, first: i32, o: usize, count: i32): void {
  for (let part = first; part < first + count; part++) {
    let from = a
    let length = n
    for (let bit = depth - 1; bit >= 0; bit--) {
      const half = firstHalf(length)
      if (((part >> bit) & 1) == 0) length = half
      else {
        from += <usize>half << 2
        length -= half
      }
    }
    store<f32>(o + (<usize>part << 2), sum32(from, length))
  }
}

/** Bytes of o that stay in the first-level cache while all rows pass. */
const STRIP: usize = 8192

/** o += row, for every row of n elements `step` bytes apart, in order. */
export function sumRows64(a: usize, step: isize, o: usize, rows: i32, n: i32): void {
  const end = o + (<usize>n << 3)
  for (; o < end; o += STRIP, a += STRIP) {
    const stripEnd = min(o + STRIP, end)
    for (let i = 0, p = a; i < rows; i++, p += step) {
      let q = o
      let r = p
      for (; q + 32 <= stripEnd; q += 32, r += 32) {
        v128.store(q, f64x2.add(v128.load(q), v128.load(r)))
        v128.store(q, f64x2.add(v128.load(q, 16), v128.load(r, 16)), 16)
      }
      for (; q < stripEnd; q += 8, r += 8) store<f64>(q, load<f64>(q) + load<f64>(r))
    }
  }
}
export function sumRows32(a: usize, step: isize, o: usize, rows: i32, n: i32): void {
  const end = o + (<usize>n << 2)
  for (; o < end; o += STRIP, a += STRIP) {
    const stripEnd = min(o + STRIP, end)
    for (let i = 0, p = a; i < rows; i++, p += step) {
      let q = o
      let r = p
      for (; q + 32 <= stripEnd; q += 32, r += 32) {
        v128.store(q, f32x4.add(v128.load(q), v128.load(r)))
        v128.store(q, f32x4.add(v128.load(q, 16), v128.load(r, 16)), 16)
      }
      for (; q < stripEnd; q += 4, r += 4) store<f32>(q, load<f32>(q) + load<f32>(r))
    }
  }
}
