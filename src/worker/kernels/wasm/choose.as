// Choices between two operands by bytes of truth, whatever the elements are. AssemblyScript; knows addresses, not arrays.
//
// An operand is a run, `step` bytes an element, or one element: then it stands there 8 times and the step is 0.

/** o = x where the byte at m is not zero, else y: elements of 8 bytes. */
export function choose64(m: usize, x: usize, xStep: usize, y: usize, yStep: usize, o: usize, n: i32): void {
  const end = m + <usize>n
  const zeros = i8x16.splat(0)
  for (; m + 8 <= end; m += 8, x += 8 * xStep, y += 8 * yStep, o += 64) {
    const wide = i16x8.extend_low_i8x16_s(i8x16.ne(v128.load64_zero(m), zeros))
    const low = i32x4.extend_low_i16x8_s(wide)
    const high = i32x4.extend_high_i16x8_s(wide)
    v128.store(o, v128.bitselect(v128.load(x), v128.load(y), i64x2.extend_low_i32x4_s(low)))
    v128.store(o, v128.bitselect(v128.load(x, 16), v128.load(y, 16), i64x2.extend_high_i32x4_s(low)), 16)
    v128.store(o, v128.bitselect(v128.load(x, 32), v128.load(y, 32), i64x2.extend_low_i32x4_s(high)), 32)
    v128.store(o, v128.bitselect(v128.load(x, 48), v128.load(y, 48), i64x2.extend_high_i32x4_s(high)), 48)
  }
  for (; m < end; m++, x += xStep, y += yStep, o += 8) store<u64>(o, load<u8>(m) != 0 ? load<u64>(x) : load<u64>(y))
}

/** The same of elements of 4 bytes. */
export function choose32(m: usize, x: usize, xStep: usize, y: usize, yStep: usize, o: usize, n: i32): void {
  const end = m + <usize>n
  const zeros = i8x16.splat(0)
  for (; m + 8 <= end; m += 8, x += 8 * xStep, y += 8 * yStep, o += 32) {
    const wide = i16x8.extend_low_i8x16_s(i8x16.ne(v128.load64_zero(m), zeros))
    v128.store(o, v128.bitselect(v128.load(x), v128.load(y), i32x4.extend_low_i16x8_s(wide)))
    v128.store(o, v128.bitselect(v128.load(x, 16), v128.load(y, 16), i32x4.extend_high_i16x8_s(wide)), 16)
  }
  for (; m < end; m++, x += xStep, y += yStep, o += 4) store<u32>(o, load<u8>(m) != 0 ? load<u32>(x) : load<u32>(y))
}
