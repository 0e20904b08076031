// Largest and smallest elements along rows and down columns, and where they stand. AssemblyScript; knows addresses, not
// arrays.
//
// NaN wins. An element takes the place of another one only when it is beyond it, so of equal ones (0 and -0) the first
// stays, as in the loops of ../reduce.ts.

const MAXIMUM: i32 = 0
const MINIMUM: i32 = 1

/** Shorter rows are looked through one by one. */
const SHORT: i32 = 32

// `kind` is a constant wherever these are used: one branch of them remains.
// @ts-ignore: decorator
@inline
function isBeyond<T>(kind: i32, x: T, best: T): bool {
  if (isInteger<T>()) return kind == MAXIMUM ? x > best : x < best
  return (kind == MAXIMUM ? !(best >= x) : !(best <= x)) && best == best
}

/** The further one of each lane; without NaN. */
// @ts-ignore: decorator
@inline
function further<T>(kind: i32, best: v128, x: v128): v128 {
  if (isInteger<T>()) return kind == MAXIMUM ? v128.max<T>(best, x) : v128.min<T>(best, x)
  return kind == MAXIMUM ? v128.pmax<T>(best, x) : v128.pmin<T>(best, x)
}

/** The further one of all lanes. */
// @ts-ignore: decorator
@inline
function ofLanes<T>(kind: i32, best: v128): T {
  best = further<T>(kind, best, v128.shuffle<i64>(best, best, 1, 0))
  if (sizeof<T>() <= 4) best = further<T>(kind, best, v128.shuffle<i32>(best, best, 1, 0, 3, 2))
  if (sizeof<T>() == 1) {
    best = further<T>(kind, best, v128.shuffle<i16>(best, best, 1, 0, 3, 2, 5, 4, 7, 6))
    best = further<T>(
      kind,
      best,
      v128.shuffle<i8>(best, best, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14),
    )
  }
  return v128.extract_lane<T>(best, 0)
}

/** The extreme of n ≥ SHORT elements. */
// @ts-ignore: decorator
@inline
function extreme<T>(kind: i32, a: usize, n: i32): T {
  const end = a + <usize>n * sizeof<T>()
  const last = end - 16
  let b0 = v128.load(a)
  let b1 = b0
  let b2 = b0
  let b3 = b0
  let nan = v128.splat<T>(0)
  for (; a + 64 <= end; a += 64) {
    const x0 = v128.load(a)
    const x1 = v128.load(a, 16)
    const x2 = v128.load(a, 32)
    const x3 = v128.load(a, 48)
    b0 = further<T>(kind, b0, x0)
    b1 = further<T>(kind, b1, x1)
    b2 = further<T>(kind, b2, x2)
    b3 = further<T>(kind, b3, x3)
    if (isFloat<T>()) {
      nan = v128.or(nan, v128.or(v128.ne<T>(x0, x0), v128.ne<T>(x1, x1)))
      nan = v128.or(nan, v128.or(v128.ne<T>(x2, x2), v128.ne<T>(x3, x3)))
    }
  }
  // The last vector may overlap the one before.
  for (; a < end; a += 16) {
    const x = v128.load(min(a, last))
    b0 = further<T>(kind, b0, x)
    if (isFloat<T>()) nan = v128.or(nan, v128.ne<T>(x, x))
  }
  if (isFloat<T>() && v128.any_true(nan)) return <T>NaN
  return ofLanes<T>(kind, further<T>(kind, further<T>(kind, b0, b1), further<T>(kind, b2, b3)))
}

/** The largest or smallest of n ≥ SHORT elements: NaN when there is one, of zeros any. */
export function max64(a: usize, n: i32): f64 {
  return extreme<f64>(MAXIMUM, a, n)
}
export function min64(a: usize, n: i32): f64 {
  return extreme<f64>(MINIMUM, a, n)
}
export function max32(a: usize, n: i32): f32 {
  return extreme<f32>(MAXIMUM, a, n)
}
export function min32(a: usize, n: i32): f32 {
  return extreme<f32>(MINIMUM, a, n)
}

/** o[i] takes in the extreme of row i, for rows of n elements `step` bytes apart. */
// @ts-ignore: decorator
@inline
function eachRow<T>(kind: i32, a: usize, step: isize, o: usize, rows: i32, n: i32): void {
  for (; rows > 0; rows--, a += step, o += sizeof<T>()) {
    let best = load<T>(o)
    if (n >= SHORT) {
      const x = extreme<T>(kind, a, n)
      // Which of two zeros was the first is told one by one.
      if (isInteger<T>() || x != 0) {
        store<T>(o, isBeyond<T>(kind, x, best) ? x : best)
        continue
      }
    }
    const end = a + <usize>n * sizeof<T>()
    for (let p = a; p < end; p += sizeof<T>()) {
      const x = load<T>(p)
      best = isBeyond<T>(kind, x, best) ? x : best
    }
    store<T>(o, best)
  }
}

/** Bytes of o that stay in the first-level cache while all rows pass. */
const STRIP: usize = 8192

/** o takes in every row of n elements `step` bytes apart, in order. */
// @ts-ignore: decorator
@inline
function downRows<T>(kind: i32, a: usize, step: isize, o: usize, rows: i32, n: i32): void {
  const end = o + <usize>n * sizeof<T>()
  for (; o < end; o += STRIP, a += STRIP) {
    const stripEnd = min(o + STRIP, end)
    for (let i = 0, p = a; i < rows; i++, p += step) {
      let q = o
      let r = p
      for (; q + 16 <= stripEnd; q += 16, r += 16) {
        const best = v128.load(q)
        const x = v128.load(r)
        if (isInteger<T>()) v128.store(q, further<T>(kind, best, x))
        else {
          const within = kind == MAXIMUM ? v128.ge<T>(best, x) : v128.le<T>(best, x)
          v128.store(q, v128.bitselect(best, x, v128.or(within, v128.ne<T>(best, best))))
        }
      }
      for (; q < stripEnd; q += sizeof<T>(), r += sizeof<T>()) {
        const best = load<T>(q)
        const x = load<T>(r)
        if (isBeyond<T>(kind, x, best)) store<T>(q, x)
      }
    }
  }
}

/** The first place in n elements at which `x` stands, or NaN when x is that; it stands somewhere. */
// @ts-ignore: decorator
@inline
function placeOf<T>(x: T, a: usize, n: i32): i32 {
  const xs = v128.splat<T>(x)
  const isNaN = x != x
  const end = a + <usize>n * sizeof<T>()
  let p = a
  for (; p + 16 <= end; p += 16) {
    const y = v128.load(p)
    if (v128.any_true(isNaN ? v128.ne<T>(y, y) : v128.eq<T>(y, xs))) break
  }
  while (isNaN ? load<T>(p) == load<T>(p) : load<T>(p) != x) p += sizeof<T>()
  return <i32>((p - a) / sizeof<T>())
}

/** o[i] (int32) = the place of the extreme of row i, for rows of n elements one after the other. */
// @ts-ignore: decorator
@inline
function places<T>(kind: i32, a: usize, o: usize, rows: i32, n: i32): void {
  const row = <usize>n * sizeof<T>()
  for (; rows > 0; rows--, a += row, o += 4) {
    let place = 0
    if (n >= SHORT) place = placeOf<T>(extreme<T>(kind, a, n), a, n)
    else {
      let best = load<T>(a)
      for (let i = 1; i < n; i++) {
        const x = load<T>(a + <usize>i * sizeof<T>())
        if (isBeyond<T>(kind, x, best)) {
          best = x
          place = i
        }
      }
    }
    store<i32>(o, place)
  }
}

export function extremeEachRowFloat64(kind: i32, a: usize, step: isize, o: usize, rows: i32, n: i32): void {
  if (kind == MAXIMUM) eachRow<f64>(MAXIMUM, a, step, o, rows, n)
  else eachRow<f64>(MINIMUM, a, step, o, rows, n)
}
export function extremeEachRowFloat32(kind: i32, a: usize, step: isize, o: usize, rows: i32, n: i32): void {
  if (kind == MAXIMUM) eachRow<f32>(MAXIMUM, a, step, o, rows, n)
  else eachRow<f32>(MINIMUM, a, step, o, rows, n)
}
export function extremeEachRowInt32(kind: i32, a: usize, step: isize, o: usize, rows: i32, n: i32): void {
  if (kind == MAXIMUM) eachRow<i32>(MAXIMUM, a, step, o, rows, n)
  else eachRow<i32>(MINIMUM, a, step, o, rows, n)
}
export function extremeEachRowBool(kind: i32, a: usize, step: isize, o: usize, rows: i32, n: i32): void {
  if (kind == MAXIMUM) eachRow<u8>(MAXIMUM, a, step, o, rows, n)
  else eachRow<u8>(MINIMUM, a, step, o, rows, n)
}

export function extremeRowsFloat64(kind: i32, a: usize, step: isize, o: usize, rows: i32, n: i32): void {
  if (kind == MAXIMUM) downRows<f64>(MAXIMUM, a, step, o, rows, n)
  else downRows<f64>(MINIMUM, a, step, o, rows, n)
}
export function extremeRowsFloat32(kind: i32, a: usize, step: isize, o: usize, rows: i32, n: i32): void {
  if (kind == MAXIMUM) downRows<f32>(MAXIMUM, a, step, o, rows, n)
  else downRows<f32>(MINIMUM, a, step, o, rows, n)
}
export function extremeRowsInt32(kind: i32, a: usize, step: isize, o: usize, rows: i32, n: i32): void {
  if (kind == MAXIMUM) downRows<i32>(MAXIMUM, a, step, o, rows, n)
  else downRows<i32>(MINIMUM, a, step, o, rows, n)
}
export function extremeRowsBool(kind: i32, a: usize, step: isize, o: usize, rows: i32, n: i32): void {
  if (kind == MAXIMUM) downRows<u8>(MAXIMUM, a, step, o, rows, n)
  else downRows<u8>(MINIMUM, a, step, o, rows, n)
}

export function placesFloat64(kind: i32, a: usize, o: usize, rows: i32, n: i32): void {
  if (kind == MAXIMUM) places<f64>(MAXIMUM, a, o, rows, n)
  else places<f64>(MINIMUM, a, o, rows, n)
}
export function placesFloat32(kind: i32, a: usize, o: usize, rows: i32, n: i32): void {
  if (kind == MAXIMUM) places<f32>(MAXIMUM, a, o, rows, n)
  else places<f32>(MINIMUM, a, o, rows, n)
}
export function placesInt32(kind: i32, a: usize, o: usize, rows: i32, n: i32): void {
  if (kind == MAXIMUM) places<i32>(MAXIMUM, a, o, rows, n)
  else places<i32>(MINIMUM, a, o, rows, n)
}
export function placesBool(kind: i32, a: usize, o: usize, rows: i32, n: i32): void {
  if (kind == MAXIMUM) places<u8>(MAXIMUM, a, o, rows, n)
  else places<u8>(MINIMUM, a, o, rows, n)
}
