// Copies of grids of elements in any layout into rows without gaps, `pitch` bytes apart. AssemblyScript; knows addresses,
// not arrays.
//
// Element (i, j) of a grid is at from + i·rowStep + j·columnStep.

/** A line of the cache holds neighbours of one column: a tile as high as a line reads it while it is there. */
const LINE: i32 = 64

// @ts-ignore: decorator
@inline
function copyRows<T>(from: usize, rowStep: isize, columnStep: isize, to: usize, rows: i32, columns: i32, pitch: usize): void {
  for (; rows > 0; rows--, from += rowStep, to += pitch) {
    const end = to + <usize>columns * sizeof<T>()
    for (let p = from, q = to; q < end; p += columnStep, q += sizeof<T>()) store<T>(q, load<T>(p))
  }
}

/** Two columns of two neighbours each as two rows. */
// @ts-ignore: decorator
@inline
function turn2(p: usize, columnStep: isize, q: usize, pitch: usize): void {
  const a = v128.load(p)
  const b = v128.load(p + columnStep)
  v128.store(q, v128.shuffle<i64>(a, b, 0, 2))
  v128.store(q + pitch, v128.shuffle<i64>(a, b, 1, 3))
}

/** Four columns of four neighbours each as four rows. */
// @ts-ignore: decorator
@inline
function turn4(p: usize, columnStep: isize, q: usize, pitch: usize): void {
  const a = v128.load(p)
  const b = v128.load(p + columnStep)
  const c = v128.load(p + 2 * columnStep)
  const d = v128.load(p + 3 * columnStep)
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5)
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5)
  const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7)
  const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7)
  v128.store(q, v128.shuffle<i64>(ab, cd, 0, 2))
  v128.store(q + pitch, v128.shuffle<i64>(ab, cd, 1, 3))
  v128.store(q + 2 * pitch, v128.shuffle<i64>(abHigh, cdHigh, 0, 2))
  v128.store(q + 3 * pitch, v128.shuffle<i64>(abHigh, cdHigh, 1, 3))
}

/** Neighbours stand in columns: a tile of whole lines of the cache at a time. */
// @ts-ignore: decorator
@inline
function turn<T>(from: usize, columnStep: isize, to: usize, rows: i32, columns: i32, pitch: usize): void {
  const size = <i32>sizeof<T>()
  const side = LINE / size
  const step = 16 / size
  const wholeRows = rows - (rows & (side - 1))
  const wholeColumns = columns - (columns & (side - 1))
  for (let j = 0; j < wholeColumns; j += side) {
    for (let i = 0; i < wholeRows; i += side) {
      const p = from + <isize>j * columnStep + <usize>(i * size)
      const q = to + <usize>i * pitch + <usize>(j * size)
      for (let v = 0; v < side; v += step) {
        for (let u = 0; u < side; u += step) {
          const source = p + <isize>v * columnStep + <usize>(u * size)
          const target = q + <usize>u * pitch + <usize>(v * size)
          if (sizeof<T>() == 8) turn2(source, columnStep, target, pitch)
          else turn4(source, columnStep, target, pitch)
        }
      }
    }
  }
  const right = from + <isize>wholeColumns * columnStep
  copyRows<T>(right, size, columnStep, to + <usize>(wholeColumns * size), wholeRows, columns - wholeColumns, pitch)
  const below = from + <usize>(wholeRows * size)
  copyRows<T>(below, size, columnStep, to + <usize>wholeRows * pitch, rows - wholeRows, columns, pitch)
}

// @ts-ignore: decorator
@inline
function rearrange<T>(
  from: usize,
  rowStep: isize,
  columnStep: isize,
  to: usize,
  pitch: usize,
  rows: i32,
  columns: i32,
): void {
  if (columnStep == sizeof<T>()) {
    const row = <usize>columns * sizeof<T>()
    for (; rows > 0; rows--, from += rowStep, to += pitch) memory.copy(to, from, row)
  } else if (sizeof<T>() > 1 && rowStep == sizeof<T>()) turn<T>(from, columnStep, to, rows, columns, pitch)
  else copyRows<T>(from, rowStep, columnStep, to, rows, columns, pitch)
}

export function rearrange64(
  from: usize,
  rowStep: isize,
  columnStep: isize,
  to: usize,
  pitch: usize,
  rows: i32,
  columns: i32,
): void {
  rearrange<u64>(from, rowStep, columnStep, to, pitch, rows, columns)
}
export function rearrange32(
  from: usize,
  rowStep: isize,
  columnStep: isize,
  to: usize,
  pitch: usize,
  rows: i32,
  columns: i32,
): void {
  rearrange<u32>(from, rowStep, columnStep, to, pitch, rows, columns)
}
export function rearrange8(
  from: usize,
  rowStep: isize,
  columnStep: isize,
  to: usize,
  pitch: usize,
  rows: i32,
  columns: i32,
): void {
  rearrange<u8>(from, rowStep, columnStep, to, pitch, rows, columns)
}
