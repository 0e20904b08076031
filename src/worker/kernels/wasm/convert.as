// Conversions of runs between types. AssemblyScript; knows addresses, not arrays.

export function float64ToFloat32(a: usize, o: usize, n: i32): void {
  const end = a + (<usize>n << 3)
  for (; a + 32 <= end; a += 32, o += 16) {
    const low = f32x4.demote_f64x2_zero(v128.load(a))
    const high = f32x4.demote_f64x2_zero(v128.load(a, 16))
    v128.store(o, v128.shuffle<i64>(low, high, 0, 2))
  }
  for (; a < end; a += 8, o += 4) store<f32>(o, <f32>load<f64>(a))
}

export function float32ToFloat64(a: usize, o: usize, n: i32): void {
  const end = a + (<usize>n << 2)
  for (; a + 16 <= end; a += 16, o += 32) {
    v128.store(o, f64x2.promote_low_f32x4(v128.load64_zero(a)))
    v128.store(o, f64x2.promote_low_f32x4(v128.load64_zero(a, 8)), 16)
  }
  for (; a < end; a += 4, o += 8) store<f64>(o, <f64>load<f32>(a))
}

export function int32ToFloat64(a: usize, o: usize, n: i32): void {
  const end = a + (<usize>n << 2)
  for (; a + 16 <= end; a += 16, o += 32) {
    v128.store(o, f64x2.convert_low_i32x4_s(v128.load64_zero(a)))
    v128.store(o, f64x2.convert_low_i32x4_s(v128.load64_zero(a, 8)), 16)
  }
  for (; a < end; a += 4, o += 8) store<f64>(o, <f64>load<i32>(a))
}

export function int32ToFloat32(a: usize, o: usize, n: i32): void {
  const end = a + (<usize>n << 2)
  for (; a + 16 <= end; a += 16, o += 16) v128.store(o, f32x4.convert_i32x4_s(v128.load(a)))
  for (; a < end; a += 4, o += 4) store<f32>(o, <f32>load<i32>(a))
}

/** Four bytes as whole numbers of 32 bits. */
// @ts-ignore: decorator
@inline
function fourBytes(a: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(a)))
}

export function boolToFloat64(a: usize, o: usize, n: i32): void {
  const end = a + <usize>n
  for (; a + 4 <= end; a += 4, o += 32) {
    const four = fourBytes(a)
    v128.store(o, f64x2.convert_low_i32x4_s(four))
    v128.store(o, f64x2.convert_low_i32x4_s(v128.shuffle<i64>(four, four, 1, 1)), 16)
  }
  for (; a < end; a++, o += 8) store<f64>(o, <f64>load<u8>(a))
}

export function boolToFloat32(a: usize, o: usize, n: i32): void {
  const end = a + <usize>n
  for (; a + 4 <= end; a += 4, o += 16) v128.store(o, f32x4.convert_i32x4_s(fourBytes(a)))
  for (; a < end; a++, o += 4) store<f32>(o, <f32>load<u8>(a))
}

export function boolToInt32(a: usize, o: usize, n: i32): void {
  const end = a + <usize>n
  for (; a + 4 <= end; a += 4, o += 16) v128.store(o, fourBytes(a))
  for (; a < end; a++, o += 4) store<i32>(o, <i32>load<u8>(a))
}

/** Cut towards zero. Ends before the first four that do not all fit, and returns how many were done. */
export function float64ToInt32(a: usize, o: usize, n: i32): i32 {
  const least = f64x2.splat(-2147483648)
  const most = f64x2.splat(2147483647)
  let done = 0
  for (; done + 4 <= n; done += 4, a += 32, o += 16) {
    const x = f64x2.trunc(v128.load(a))
    const y = f64x2.trunc(v128.load(a, 16))
    const fit = v128.and(
      v128.and(f64x2.ge(x, least), f64x2.le(x, most)),
      v128.and(f64x2.ge(y, least), f64x2.le(y, most)),
    )
    if (!i64x2.all_true(fit)) return done
    const low = i32x4.trunc_sat_f64x2_s_zero(x)
    v128.store(o, v128.shuffle<i64>(low, i32x4.trunc_sat_f64x2_s_zero(y), 0, 2))
  }
  return done
}

/** The same. */
export function float32ToInt32(a: usize, o: usize, n: i32): i32 {
  const least = f32x4.splat(-2147483648)
  const beyond = f32x4.splat(2147483648)
  let done = 0
  for (; done + 4 <= n; done += 4, a += 16, o += 16) {
    const x = v128.load(a)
    if (!i32x4.all_true(v128.and(f32x4.ge(x, least), f32x4.lt(x, beyond)))) return done
    v128.store(o, i32x4.trunc_sat_f32x4_s(x))
  }
  return done
}
