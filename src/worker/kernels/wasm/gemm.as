// Products of packed blocks of matrices, and the packing. AssemblyScript; knows addresses, not arrays.
//
// A block of a holds panels of 5 rows: element p of row r of a panel at 5p + r. One of b holds panels of two vectors of
// columns. What a panel has more than the matrix is left out of c. Every element of c is a sum over p in increasing
// order, one rounded product and one rounded sum after the other, so that the blocks do not show. Five rows are what
// fits into the registers: 58 GFLOP/s in float32 where four reach 46 and six 31.
import { EDGES } from './layout'

const ROWS = 5

/**
 * c (rows x columns) = or += a · b over `depth` for `count` panels of a from `panel` on. At `job` stand, 32 bits each:
 * the address of all panels of a; of b, with the bytes from panel to panel and from row to row of it (a row-major
 * matrix of whole panels needs no packing); of c, which is row-major, with the bytes of a row; rows, columns, depth;
 * 0 to add to c; the matrix a of which the panels are made first (0: they are there already), with the bytes from row to
 * row and from column to column of it; the same of b, whose panels are made in pairs, just before they are used; 0 to
 * make all of these in the place of the first two. Threads may do different panels at the same time where b has its own.
 */
export function productF64(job: usize, panel: i32, count: i32): void {
  multiply<f64>(job, panel, count)
}
/** The same in float32: panels of b have 8 columns, not 4. */
export function productF32(job: usize, panel: i32, count: i32): void {
  multiply<f32>(job, panel, count)
}

// @ts-ignore: decorator
@inline
function multiply<T>(job: usize, panel: i32, count: i32): void {
  const firstB = load<usize>(job, 4)
  const panelB = load<usize>(job, 8)
  const step = load<usize>(job, 12)
  const stride = load<usize>(job, 20)
  const rows = min(load<i32>(job, 24) - panel * ROWS, count * ROWS)
  const columns = load<i32>(job, 28)
  const depth = load<i32>(job, 32)
  const first = load<i32>(job, 36) != 0
  const width = 32 / <i32>sizeof<T>()
  const panelA = <usize>(depth * ROWS) * sizeof<T>()
  const a = load<usize>(job) + <usize>panel * panelA
  const c = load<usize>(job, 16) + <usize>(panel * ROWS) * stride
  const edge = EDGES + <usize>panel * (32 * ROWS)
  const from = load<usize>(job, 40)
  if (from != 0) {
    const row = load<usize>(job, 44)
    packRows<T>(a, from + <usize>(panel * ROWS) * row, row, load<usize>(job, 48), rows, depth)
  }
  const fromB = load<usize>(job, 52)
  const rowB = load<usize>(job, 56)
  const columnB = load<usize>(job, 60)
  const keeps = load<i32>(job, 64) != 0
  let b = firstB
  for (let j = 0; j < columns; j += width) {
    if (fromB != 0 && (j & width) == 0) {
      if (!keeps) b = firstB
      packColumns<T>(b, fromB + <usize>j * columnB, rowB, columnB, depth, min(2 * width, columns - j))
    }
    let pa = a
    let pc = c + <usize>j * sizeof<T>()
    for (let i = 0; i < rows; i += ROWS) {
      const height = min(ROWS, rows - i)
      const across = min(width, columns - j)
      if (height == ROWS && across == width) {
        panelOf<T>(pa, b, step, pc, stride, depth, first)
      } else {
        if (!first) copyPart<T>(edge, 32, pc, stride, height, across)
        panelOf<T>(pa, b, step, edge, 32, depth, first)
        copyPart<T>(pc, stride, edge, 32, height, across)
      }
      pa += panelA
      pc += stride * ROWS
    }
    b += panelB
  }
}

// @ts-ignore: decorator
@inline
function copyPart<T>(to: usize, toStride: usize, from: usize, fromStride: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++, to += toStride, from += fromStride) {
    for (let j: usize = 0; j < <usize>columns; j++) store<T>(to + j * sizeof<T>(), load<T>(from + j * sizeof<T>()))
  }
}

/** One panel of a by one of b. The loop over p is not unrolled: the compiler would run out of registers. */
function panelOf<T>(a: usize, b: usize, step: usize, c: usize, stride: usize, depth: i32, first: bool): void {
  const size = sizeof<T>()
  const c1 = c + stride
  const c2 = c1 + stride
  const c3 = c2 + stride
  const c4 = c3 + stride
  let r00 = v128.splat<T>(0)
  let r01 = r00
  let r10 = r00
  let r11 = r00
  let r20 = r00
  let r21 = r00
  let r30 = r00
  let r31 = r00
  let r40 = r00
  let r41 = r00
  if (!first) {
    r00 = v128.load(c)
    r01 = v128.load(c, 16)
    r10 = v128.load(c1)
    r11 = v128.load(c1, 16)
    r20 = v128.load(c2)
    r21 = v128.load(c2, 16)
    r30 = v128.load(c3)
    r31 = v128.load(c3, 16)
    r40 = v128.load(c4)
    r41 = v128.load(c4, 16)
  }
  for (; depth > 0; depth--) {
    const b0 = v128.load(b)
    const b1 = v128.load(b, 16)
    let x = v128.load_splat<T>(a)
    r00 = v128.add<T>(r00, v128.mul<T>(x, b0))
    r01 = v128.add<T>(r01, v128.mul<T>(x, b1))
    x = v128.load_splat<T>(a, size)
    r10 = v128.add<T>(r10, v128.mul<T>(x, b0))
    r11 = v128.add<T>(r11, v128.mul<T>(x, b1))
    x = v128.load_splat<T>(a, 2 * size)
    r20 = v128.add<T>(r20, v128.mul<T>(x, b0))
    r21 = v128.add<T>(r21, v128.mul<T>(x, b1))
    x = v128.load_splat<T>(a, 3 * size)
    r30 = v128.add<T>(r30, v128.mul<T>(x, b0))
    r31 = v128.add<T>(r31, v128.mul<T>(x, b1))
    x = v128.load_splat<T>(a, 4 * size)
    r40 = v128.add<T>(r40, v128.mul<T>(x, b0))
    r41 = v128.add<T>(r41, v128.mul<T>(x, b1))
    a += ROWS * size
    b += step
  }
  v128.store(c, r00)
  v128.store(c, r01, 16)
  v128.store(c1, r10)
  v128.store(c1, r11, 16)
  v128.store(c2, r20)
  v128.store(c2, r21, 16)
  v128.store(c3, r30)
  v128.store(c3, r31, 16)
  v128.store(c4, r40)
  v128.store(c4, r41, 16)
}

/** Makes `count` panels of b from `panel` on for the job. Threads may make different panels at the same time. */
export function packPanelsF64(job: usize, panel: i32, count: i32): void {
  packPanels<f64>(job, panel, count)
}
export function packPanelsF32(job: usize, panel: i32, count: i32): void {
  packPanels<f32>(job, panel, count)
}

// @ts-ignore: decorator
@inline
function packPanels<T>(job: usize, panel: i32, count: i32): void {
  const width = 32 / <i32>sizeof<T>()
  const columns = min(load<i32>(job, 28) - panel * width, count * width)
  const column = load<usize>(job, 60)
  const to = load<usize>(job, 4) + <usize>panel * load<usize>(job, 8)
  const from = load<usize>(job, 52) + <usize>(panel * width) * column
  packColumns<T>(to, from, load<usize>(job, 56), column, load<i32>(job, 32), columns)
}

/** Panels of 5 rows of a matrix whose rows are `row` and columns `column` bytes apart. */
// @ts-ignore: decorator
@inline
function packRows<T>(to: usize, from: usize, row: usize, column: usize, rows: i32, depth: i32): void {
  const size = sizeof<T>()
  for (let i = 0; i < rows; i += ROWS, from += row * ROWS) {
    const left = rows - i
    const from1 = left > 1 ? from + row : from
    const from2 = left > 2 ? from1 + row : from
    const from3 = left > 3 ? from2 + row : from
    const from4 = left > 4 ? from3 + row : from
    // Steps may be 0 or negative: what is counted are elements.
    let p = 0
    let at: usize = 0
    if (column == size && size == 4) {
      for (; p + 4 <= depth; p += 4, at += 16, to += 80) {
        transpose4(to, 20, v128.load(from + at), v128.load(from1 + at), v128.load(from2 + at), v128.load(from3 + at))
        store<f32>(to, load<f32>(from4 + at), 16)
        store<f32>(to, load<f32>(from4 + at, 4), 36)
        store<f32>(to, load<f32>(from4 + at, 8), 56)
        store<f32>(to, load<f32>(from4 + at, 12), 76)
      }
    } else if (row == size && left >= ROWS) {
      for (; p < depth; p++, at += column, to += size * ROWS) {
        v128.store(to, v128.load(from + at))
        if (size == 8) v128.store(to, v128.load(from + at, 16), 16)
        store<T>(to, load<T>(from + at, 4 * size), 4 * size)
      }
    }
    for (; p < depth; p++, at += column, to += size * ROWS) {
      store<T>(to, load<T>(from + at))
      store<T>(to, load<T>(from1 + at), size)
      store<T>(to, load<T>(from2 + at), 2 * size)
      store<T>(to, load<T>(from3 + at), 3 * size)
      store<T>(to, load<T>(from4 + at), 4 * size)
    }
  }
}

/** Panels of two vectors of columns. */
// @ts-ignore: decorator
@inline
function packColumns<T>(to: usize, from: usize, row: usize, column: usize, depth: i32, columns: i32): void {
  const size = sizeof<T>()
  const width = 32 / <i32>size
  for (let j = 0; j < columns; j += width, from += column * width) {
    let at = from
    let p = 0
    if (j + width > columns) {
      for (; p < depth; p++, at += row) {
        for (let c = 0; c < width; c++, to += size) {
          store<T>(to, j + c < columns ? load<T>(at + <usize>c * column) : 0)
        }
      }
      return
    }
    if (column == size && j + 2 * width <= columns) {
      // Two panels: a whole line of the cache.
      const next = <usize>depth * 32
      for (; p < depth; p++, at += row, to += 32) {
        v128.store(to, v128.load(at))
        v128.store(to, v128.load(at, 16), 16)
        v128.store(to + next, v128.load(at, 32))
        v128.store(to + next, v128.load(at, 48), 16)
      }
      to += next
      j += width
      from += column * width
    } else if (column == size) {
      for (; p < depth; p++, at += row, to += 32) {
        v128.store(to, v128.load(at))
        v128.store(to, v128.load(at, 16), 16)
      }
    } else if (row == size) {
      if (size == 4) {
        for (; p + 4 <= depth; p += 4, at += 16, to += 128) {
          quarter(to, at, column)
          quarter(to + 16, at + 4 * column, column)
        }
      } else {
        for (; p + 2 <= depth; p += 2, at += 16, to += 64) {
          transpose2(to, v128.load(at), v128.load(at + column))
          transpose2(to + 16, v128.load(at + 2 * column), v128.load(at + 3 * column))
        }
      }
    }
    for (; p < depth; p++, at += row, to += 32) {
      for (let c: usize = 0; c < <usize>width; c++) store<T>(to + c * size, load<T>(at + c * column))
    }
  }
}

// @ts-ignore: decorator
@inline
function quarter(to: usize, at: usize, column: usize): void {
  const at2 = at + 2 * column
  transpose4(to, 32, v128.load(at), v128.load(at + column), v128.load(at2), v128.load(at2 + column))
}

/** Stores the columns of four rows of four float32, `step` bytes apart. */
// @ts-ignore: decorator
@inline
function transpose4(to: usize, step: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5)
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5)
  const ab2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7)
  const cd2 = v128.shuffle<i32>(c, d, 2, 6, 3, 7)
  v128.store(to, v128.shuffle<i64>(ab, cd, 0, 2))
  v128.store(to + step, v128.shuffle<i64>(ab, cd, 1, 3))
  v128.store(to + 2 * step, v128.shuffle<i64>(ab2, cd2, 0, 2))
  v128.store(to + 3 * step, v128.shuffle<i64>(ab2, cd2, 1, 3))
}

/** Stores the columns of two rows of two float64, 32 bytes apart. */
// @ts-ignore: decorator
@inline
function transpose2(to: usize, a: v128, b: v128): void {
  v128.store(to, v128.shuffle<i64>(a, b, 0, 2))
  v128.store(to, v128.shuffle<i64>(a, b, 1, 3), 32)
}
