// Products of packed blocks of matrices. AssemblyScript; knows addresses, not arrays.
//
// A block of a holds panels of 4 rows (element p of row r of a panel at p·4 + r), one of b panels of two vectors of
// columns. c is row-major, its rows and columns padded to whole panels. Every element of c is a sum over p in
// increasing order, one rounded product and one rounded sum after the other, so that the blocks do not show.

/** c (mc x nc) = or += a (mc x kc) · b (kc x nc) in float64; `stride` is a row of c in bytes. */
export function gemmF64(a: usize, b: usize, c: usize, mc: i32, nc: i32, kc: i32, stride: usize, first: bool): void {
  const panelA: usize = <usize>kc << 5
  for (let j = 0; j < nc; j += 4) {
    let pa = a
    let pc = c + (<usize>j << 3)
    for (let i = 0; i < mc; i += 4) {
      panelF64(pa, b, pc, kc, stride, first)
      pa += panelA
      pc += stride << 2
    }
    b += <usize>kc << 5
  }
}

// The loop over k is not unrolled: the compiler would run out of registers.
function panelF64(a: usize, b: usize, c: usize, kc: i32, stride: usize, first: bool): void {
  const c1 = c + stride
  const c2 = c1 + stride
  const c3 = c2 + stride
  let r00 = f64x2.splat(0)
  let r01 = r00
  let r10 = r00
  let r11 = r00
  let r20 = r00
  let r21 = r00
  let r30 = r00
  let r31 = r00
  if (!first) {
    r00 = v128.load(c)
    r01 = v128.load(c, 16)
    r10 = v128.load(c1)
    r11 = v128.load(c1, 16)
    r20 = v128.load(c2)
    r21 = v128.load(c2, 16)
    r30 = v128.load(c3)
    r31 = v128.load(c3, 16)
  }
  for (; kc > 0; kc--) {
    const b0 = v128.load(b)
    const b1 = v128.load(b, 16)
    let x = v128.load64_splat(a)
    r00 = f64x2.add(r00, f64x2.mul(x, b0))
    r01 = f64x2.add(r01, f64x2.mul(x, b1))
    x = v128.load64_splat(a, 8)
    r10 = f64x2.add(r10, f64x2.mul(x, b0))
    r11 = f64x2.add(r11, f64x2.mul(x, b1))
    x = v128.load64_splat(a, 16)
    r20 = f64x2.add(r20, f64x2.mul(x, b0))
    r21 = f64x2.add(r21, f64x2.mul(x, b1))
    x = v128.load64_splat(a, 24)
    r30 = f64x2.add(r30, f64x2.mul(x, b0))
    r31 = f64x2.add(r31, f64x2.mul(x, b1))
    a += 32
    b += 32
  }
  v128.store(c, r00)
  v128.store(c, r01, 16)
  v128.store(c1, r10)
  v128.store(c1, r11, 16)
  v128.store(c2, r20)
  v128.store(c2, r21, 16)
  v128.store(c3, r30)
  v128.store(c3, r31, 16)
}

/** The same in float32: panels of b have 8 columns. */
export function gemmF32(a: usize, b: usize, c: usize, mc: i32, nc: i32, kc: i32, stride: usize, first: bool): void {
  const panelA: usize = <usize>kc << 4
  for (let j = 0; j < nc; j += 8) {
    let pa = a
    let pc = c + (<usize>j << 2)
    for (let i = 0; i < mc; i += 4) {
      panelF32(pa, b, pc, kc, stride, first)
      pa += panelA
      pc += stride << 2
    }
    b += <usize>kc << 5
  }
}

function panelF32(a: usize, b: usize, c: usize, kc: i32, stride: usize, first: bool): void {
  const c1 = c + stride
  const c2 = c1 + stride
  const c3 = c2 + stride
  let r00 = f32x4.splat(0)
  let r01 = r00
  let r10 = r00
  let r11 = r00
  let r20 = r00
  let r21 = r00
  let r30 = r00
  let r31 = r00
  if (!first) {
    r00 = v128.load(c)
    r01 = v128.load(c, 16)
    r10 = v128.load(c1)
    r11 = v128.load(c1, 16)
    r20 = v128.load(c2)
    r21 = v128.load(c2, 16)
    r30 = v128.load(c3)
    r31 = v128.load(c3, 16)
  }
  for (; kc > 0; kc--) {
    const b0 = v128.load(b)
    const b1 = v128.load(b, 16)
    let x = v128.load32_splat(a)
    r00 = f32x4.add(r00, f32x4.mul(x, b0))
    r01 = f32x4.add(r01, f32x4.mul(x, b1))
    x = v128.load32_splat(a, 4)
    r10 = f32x4.add(r10, f32x4.mul(x, b0))
    r11 = f32x4.add(r11, f32x4.mul(x, b1))
    x = v128.load32_splat(a, 8)
    r20 = f32x4.add(r20, f32x4.mul(x, b0))
    r21 = f32x4.add(r21, f32x4.mul(x, b1))
    x = v128.load32_splat(a, 12)
    r30 = f32x4.add(r30, f32x4.mul(x, b0))
    r31 = f32x4.add(r31, f32x4.mul(x, b1))
    a += 16
    b += 32
  }
  v128.store(c, r00)
  v128.store(c, r01, 16)
  v128.store(c1, r10)
  v128.store(c1, r11, 16)
  v128.store(c2, r20)
  v128.store(c2, r21, 16)
  v128.store(c3, r30)
  v128.store(c3, r31, 16)
}
