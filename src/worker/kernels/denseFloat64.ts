// Inner loops over float64 without gaps, from index 0. Eight elements a turn, so that the engine's checks of bounds
// weigh little. Each type has a file of its own, because a loop is fast while it meets one kind of buffer.

/** o = a + b. */
export function addBoth(a: Float64Array, b: Float64Array, o: Float64Array, n: number): void {
  let i = 0
  for (const end = n - 7; i < end; i += 8) {
    o[i] = a[i]! + b[i]!
    o[i + 1] = a[i + 1]! + b[i + 1]!
    o[i + 2] = a[i + 2]! + b[i + 2]!
    o[i + 3] = a[i + 3]! + b[i + 3]!
    o[i + 4] = a[i + 4]! + b[i + 4]!
    o[i + 5] = a[i + 5]! + b[i + 5]!
    o[i + 6] = a[i + 6]! + b[i + 6]!
    o[i + 7] = a[i + 7]! + b[i + 7]!
  }
  for (; i < n; i++) o[i] = a[i]! + b[i]!
}

/** o = a + y. */
export function addRight(a: Float64Array, y: number, o: Float64Array, n: number): void {
  let i = 0
  for (const end = n - 7; i < end; i += 8) {
    o[i] = a[i]! + y
    o[i + 1] = a[i + 1]! + y
    o[i + 2] = a[i + 2]! + y
    o[i + 3] = a[i + 3]! + y
    o[i + 4] = a[i + 4]! + y
    o[i + 5] = a[i + 5]! + y
    o[i + 6] = a[i + 6]! + y
    o[i + 7] = a[i + 7]! + y
  }
  for (; i < n; i++) o[i] = a[i]! + y
}

/** o = a - b. */
export function subtractBoth(a: Float64Array, b: Float64Array, o: Float64Array, n: number): void {
  let i = 0
  for (const end = n - 7; i < end; i += 8) {
    o[i] = a[i]! - b[i]!
    o[i + 1] = a[i + 1]! - b[i + 1]!
    o[i + 2] = a[i + 2]! - b[i + 2]!
    o[i + 3] = a[i + 3]! - b[i + 3]!
    o[i + 4] = a[i + 4]! - b[i + 4]!
    o[i + 5] = a[i + 5]! - b[i + 5]!
    o[i + 6] = a[i + 6]! - b[i + 6]!
    o[i + 7] = a[i + 7]! - b[i + 7]!
  }
  for (; i < n; i++) o[i] = a[i]! - b[i]!
}

/** o = a - y. */
export function subtractRight(a: Float64Array, y: number, o: Float64Array, n: number): void {
  let i = 0
  for (const end = n - 7; i < end; i += 8) {
    o[i] = a[i]! - y
    o[i + 1] = a[i + 1]! - y
    o[i + 2] = a[i + 2]! - y
    o[i + 3] = a[i + 3]! - y
    o[i + 4] = a[i + 4]! - y
    o[i + 5] = a[i + 5]! - y
    o[i + 6] = a[i + 6]! - y
    o[i + 7] = a[i + 7]! - y
  }
  for (; i < n; i++) o[i] = a[i]! - y
}

/** o = x - b. */
export function subtractLeft(x: number, b: Float64Array, o: Float64Array, n: number): void {
  let i = 0
  for (const end = n - 7; i < end; i += 8) {
    o[i] = x - b[i]!
    o[i + 1] = x - b[i + 1]!
    o[i + 2] = x - b[i + 2]!
    o[i + 3] = x - b[i + 3]!
    o[i + 4] = x - b[i + 4]!
    o[i + 5] = x - b[i + 5]!
    o[i + 6] = x - b[i + 6]!
    o[i + 7] = x - b[i + 7]!
  }
  for (; i < n; i++) o[i] = x - b[i]!
}

/** o = a * b. */
export function multiplyBoth(a: Float64Array, b: Float64Array, o: Float64Array, n: number): void {
  let i = 0
  for (const end = n - 7; i < end; i += 8) {
    o[i] = a[i]! * b[i]!
    o[i + 1] = a[i + 1]! * b[i + 1]!
    o[i + 2] = a[i + 2]! * b[i + 2]!
    o[i + 3] = a[i + 3]! * b[i + 3]!
    o[i + 4] = a[i + 4]! * b[i + 4]!
    o[i + 5] = a[i + 5]! * b[i + 5]!
    o[i + 6] = a[i + 6]! * b[i + 6]!
    o[i + 7] = a[i + 7]! * b[i + 7]!
  }
  for (; i < n; i++) o[i] = a[i]! * b[i]!
}

/** o = a * y. */
export function multiplyRight(a: Float64Array, y: number, o: Float64Array, n: number): void {
  let i = 0
  for (const end = n - 7; i < end; i += 8) {
    o[i] = a[i]! * y
    o[i + 1] = a[i + 1]! * y
    o[i + 2] = a[i + 2]! * y
    o[i + 3] = a[i + 3]! * y
    o[i + 4] = a[i + 4]! * y
    o[i + 5] = a[i + 5]! * y
    o[i + 6] = a[i + 6]! * y
    o[i + 7] = a[i + 7]! * y
  }
  for (; i < n; i++) o[i] = a[i]! * y
}

/** o = a / b. */
export function divideBoth(a: Float64Array, b: Float64Array, o: Float64Array, n: number): void {
  let i = 0
  for (const end = n - 7; i < end; i += 8) {
    o[i] = a[i]! / b[i]!
    o[i + 1] = a[i + 1]! / b[i + 1]!
    o[i + 2] = a[i + 2]! / b[i + 2]!
    o[i + 3] = a[i + 3]! / b[i + 3]!
    o[i + 4] = a[i + 4]! / b[i + 4]!
    o[i + 5] = a[i + 5]! / b[i + 5]!
    o[i + 6] = a[i + 6]! / b[i + 6]!
    o[i + 7] = a[i + 7]! / b[i + 7]!
  }
  for (; i < n; i++) o[i] = a[i]! / b[i]!
}

/** o = a / y. */
export function divideRight(a: Float64Array, y: number, o: Float64Array, n: number): void {
  let i = 0
  for (const end = n - 7; i < end; i += 8) {
    o[i] = a[i]! / y
    o[i + 1] = a[i + 1]! / y
    o[i + 2] = a[i + 2]! / y
    o[i + 3] = a[i + 3]! / y
    o[i + 4] = a[i + 4]! / y
    o[i + 5] = a[i + 5]! / y
    o[i + 6] = a[i + 6]! / y
    o[i + 7] = a[i + 7]! / y
  }
  for (; i < n; i++) o[i] = a[i]! / y
}

/** o = x / b. */
export function divideLeft(x: number, b: Float64Array, o: Float64Array, n: number): void {
  let i = 0
  for (const end = n - 7; i < end; i += 8) {
    o[i] = x / b[i]!
    o[i + 1] = x / b[i + 1]!
    o[i + 2] = x / b[i + 2]!
    o[i + 3] = x / b[i + 3]!
    o[i + 4] = x / b[i + 4]!
    o[i + 5] = x / b[i + 5]!
    o[i + 6] = x / b[i + 6]!
    o[i + 7] = x / b[i + 7]!
  }
  for (; i < n; i++) o[i] = x / b[i]!
}
