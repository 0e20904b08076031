// Formulas of several operations in one pass: gradients of activations, steps of optimizers. AssemblyScript; knows
// addresses, not arrays. Every product, sum and quotient is rounded as the operations one after the other do. An output
// may be the memory of an input.

/** o = gy·(1 - y²): the gradient of tanh from its result. */
export function tanhGradient64(gy: usize, y: usize, o: usize, n: i32): void {
  const end = gy + (<usize>n << 3)
  for (; gy + 16 <= end; gy += 16, y += 16, o += 16) {
    const value = v128.load(y)
    v128.store(o, f64x2.mul(v128.load(gy), f64x2.sub(f64x2.splat(1), f64x2.mul(value, value))))
  }
  for (; gy < end; gy += 8, y += 8, o += 8) {
    const value = load<f64>(y)
    store<f64>(o, load<f64>(gy) * (1 - value * value))
  }
}
export function tanhGradient32(gy: usize, y: usize, o: usize, n: i32): void {
  const end = gy + (<usize>n << 2)
  for (; gy + 16 <= end; gy += 16, y += 16, o += 16) {
    const value = v128.load(y)
    v128.store(o, f32x4.mul(v128.load(gy), f32x4.sub(f32x4.splat(1), f32x4.mul(value, value))))
  }
  for (; gy < end; gy += 4, y += 4, o += 4) {
    const value = load<f32>(y)
    store<f32>(o, load<f32>(gy) * (1 - value * value))
  }
}

/** o = (gy·y)·(1 - y): the gradient of the sigmoid from its result. */
export function sigmoidGradient64(gy: usize, y: usize, o: usize, n: i32): void {
  const end = gy + (<usize>n << 3)
  for (; gy + 16 <= end; gy += 16, y += 16, o += 16) {
    const value = v128.load(y)
    v128.store(o, f64x2.mul(f64x2.mul(v128.load(gy), value), f64x2.sub(f64x2.splat(1), value)))
  }
  for (; gy < end; gy += 8, y += 8, o += 8) {
    const value = load<f64>(y)
    store<f64>(o, load<f64>(gy) * value * (1 - value))
  }
}
export function sigmoidGradient32(gy: usize, y: usize, o: usize, n: i32): void {
  const end = gy + (<usize>n << 2)
  for (; gy + 16 <= end; gy += 16, y += 16, o += 16) {
    const value = v128.load(y)
    v128.store(o, f32x4.mul(f32x4.mul(v128.load(gy), value), f32x4.sub(f32x4.splat(1), value)))
  }
  for (; gy < end; gy += 4, y += 4, o += 4) {
    const value = load<f32>(y)
    store<f32>(o, load<f32>(gy) * value * (1 - value))
  }
}

/** o = gy·1 where x is above 0, gy·0 elsewhere: the gradient of relu. */
export function reluGradient64(gy: usize, x: usize, o: usize, n: i32): void {
  const ones = f64x2.splat(1)
  const zeros = f64x2.splat(0)
  const end = gy + (<usize>n << 3)
  for (; gy + 16 <= end; gy += 16, x += 16, o += 16) {
    v128.store(o, f64x2.mul(v128.load(gy), v128.and(ones, f64x2.gt(v128.load(x), zeros))))
  }
  for (; gy < end; gy += 8, x += 8, o += 8) store<f64>(o, load<f64>(gy) * (load<f64>(x) > 0 ? 1 : 0))
}
export function reluGradient32(gy: usize, x: usize, o: usize, n: i32): void {
  const ones = f32x4.splat(1)
  const zeros = f32x4.splat(0)
  const end = gy + (<usize>n << 2)
  for (; gy + 16 <= end; gy += 16, x += 16, o += 16) {
    v128.store(o, f32x4.mul(v128.load(gy), v128.and(ones, f32x4.gt(v128.load(x), zeros))))
  }
  for (; gy < end; gy += 4, x += 4, o += 4) store<f32>(o, load<f32>(gy) * (load<f32>(x) > 0 ? 1 : 0))
}

/** o = x where x is above 0, else x·slope. */
export function leakyRelu64(x: usize, o: usize, n: i32, slope: f64): void {
  const slopes = f64x2.splat(slope)
  const zeros = f64x2.splat(0)
  const end = x + (<usize>n << 3)
  for (; x + 16 <= end; x += 16, o += 16) {
    const value = v128.load(x)
    v128.store(o, v128.bitselect(value, f64x2.mul(value, slopes), f64x2.gt(value, zeros)))
  }
  for (; x < end; x += 8, o += 8) {
    const value = load<f64>(x)
    store<f64>(o, value > 0 ? value : value * slope)
  }
}
export function leakyRelu32(x: usize, o: usize, n: i32, slope: f32): void {
  const slopes = f32x4.splat(slope)
  const zeros = f32x4.splat(0)
  const end = x + (<usize>n << 2)
  for (; x + 16 <= end; x += 16, o += 16) {
    const value = v128.load(x)
    v128.store(o, v128.bitselect(value, f32x4.mul(value, slopes), f32x4.gt(value, zeros)))
  }
  for (; x < end; x += 4, o += 4) {
    const value = load<f32>(x)
    store<f32>(o, value > 0 ? value : value * slope)
  }
}

/** o = gy·1 where x is above 0, gy·slope elsewhere: the gradient of leakyRelu. */
export function leakyReluGradient64(gy: usize, x: usize, o: usize, n: i32, slope: f64): void {
  const slopes = f64x2.splat(slope)
  const ones = f64x2.splat(1)
  const zeros = f64x2.splat(0)
  const end = gy + (<usize>n << 3)
  for (; gy + 16 <= end; gy += 16, x += 16, o += 16) {
    const factors = v128.bitselect(ones, slopes, f64x2.gt(v128.load(x), zeros))
    v128.store(o, f64x2.mul(v128.load(gy), factors))
  }
  for (; gy < end; gy += 8, x += 8, o += 8) store<f64>(o, load<f64>(gy) * (load<f64>(x) > 0 ? 1 : slope))
}
export function leakyReluGradient32(gy: usize, x: usize, o: usize, n: i32, slope: f32): void {
  const slopes = f32x4.splat(slope)
  const ones = f32x4.splat(1)
  const zeros = f32x4.splat(0)
  const end = gy + (<usize>n << 2)
  for (; gy + 16 <= end; gy += 16, x += 16, o += 16) {
    const factors = v128.bitselect(ones, slopes, f32x4.gt(v128.load(x), zeros))
    v128.store(o, f32x4.mul(v128.load(gy), factors))
  }
  for (; gy < end; gy += 4, x += 4, o += 4) store<f32>(o, load<f32>(gy) * (load<f32>(x) > 0 ? 1 : slope))
}

/** o = p - g·rate. */
export function descend64(p: usize, g: usize, o: usize, n: i32, rate: f64): void {
  const rates = f64x2.splat(rate)
  const end = p + (<usize>n << 3)
  for (; p + 16 <= end; p += 16, g += 16, o += 16) {
    v128.store(o, f64x2.sub(v128.load(p), f64x2.mul(v128.load(g), rates)))
  }
  for (; p < end; p += 8, g += 8, o += 8) {
    store<f64>(o, load<f64>(p) - load<f64>(g) * rate)
  }
}
export function descend32(p: usize, g: usize, o: usize, n: i32, rate: f32): void {
  const rates = f32x4.splat(rate)
  const end = p + (<usize>n << 2)
  for (; p + 16 <= end; p += 16, g += 16, o += 16) {
    v128.store(o, f32x4.sub(v128.load(p), f32x4.mul(v128.load(g), rates)))
  }
  for (; p < end; p += 4, g += 4, o += 4) {
    store<f32>(o, load<f32>(p) - load<f32>(g) * rate)
  }
}

/** v = v·kept - g·rate; o = p + v. */
export function momentum64(p: usize, v: usize, g: usize, o: usize, n: i32, kept: f64, rate: f64): void {
  const kepts = f64x2.splat(kept)
  const rates = f64x2.splat(rate)
  const end = p + (<usize>n << 3)
  for (; p + 16 <= end; p += 16, v += 16, g += 16, o += 16) {
    const velocity = f64x2.sub(f64x2.mul(v128.load(v), kepts), f64x2.mul(v128.load(g), rates))
    v128.store(v, velocity)
    v128.store(o, f64x2.add(v128.load(p), velocity))
  }
  for (; p < end; p += 8, v += 8, g += 8, o += 8) {
    const velocity = load<f64>(v) * kept - load<f64>(g) * rate
    store<f64>(v, velocity)
    store<f64>(o, load<f64>(p) + velocity)
  }
}
export function momentum32(p: usize, v: usize, g: usize, o: usize, n: i32, kept: f32, rate: f32): void {
  const kepts = f32x4.splat(kept)
  const rates = f32x4.splat(rate)
  const end = p + (<usize>n << 2)
  for (; p + 16 <= end; p += 16, v += 16, g += 16, o += 16) {
    const velocity = f32x4.sub(f32x4.mul(v128.load(v), kepts), f32x4.mul(v128.load(g), rates))
    v128.store(v, velocity)
    v128.store(o, f32x4.add(v128.load(p), velocity))
  }
  for (; p < end; p += 4, v += 4, g += 4, o += 4) {
    const velocity = load<f32>(v) * kept - load<f32>(g) * rate
    store<f32>(v, velocity)
    store<f32>(o, load<f32>(p) + velocity)
  }
}

/** m += (g - m)·a; v += (g² - v)·b; o = p - m·rate / (√v + eps). */
export function adam64(p: usize, m: usize, v: usize, g: usize, o: usize, n: i32, a: f64, b: f64, rate: f64, eps: f64): void {
  const aa = f64x2.splat(a)
  const bb = f64x2.splat(b)
  const rates = f64x2.splat(rate)
  const epsilons = f64x2.splat(eps)
  const end = p + (<usize>n << 3)
  for (; p + 16 <= end; p += 16, m += 16, v += 16, g += 16, o += 16) {
    const gradient = v128.load(g)
    const oldMean = v128.load(m)
    const oldSquare = v128.load(v)
    const mean = f64x2.add(oldMean, f64x2.mul(f64x2.sub(gradient, oldMean), aa))
    const square = f64x2.add(oldSquare, f64x2.mul(f64x2.sub(f64x2.mul(gradient, gradient), oldSquare), bb))
    v128.store(m, mean)
    v128.store(v, square)
    const step = f64x2.div(f64x2.mul(mean, rates), f64x2.add(f64x2.sqrt(square), epsilons))
    v128.store(o, f64x2.sub(v128.load(p), step))
  }
  for (; p < end; p += 8, m += 8, v += 8, g += 8, o += 8) {
    const gradient = load<f64>(g)
    const oldMean = load<f64>(m)
    const oldSquare = load<f64>(v)
    const mean = oldMean + (gradient - oldMean) * a
    const square = oldSquare + (gradient * gradient - oldSquare) * b
    store<f64>(m, mean)
    store<f64>(v, square)
    store<f64>(o, load<f64>(p) - (mean * rate) / (sqrt<f64>(square) + eps))
  }
}
export function adam32(p: usize, m: usize, v: usize, g: usize, o: usize, n: i32, a: f32, b: f32, rate: f32, eps: f32): void {
  const aa = f32x4.splat(a)
  const bb = f32x4.splat(b)
  const rates = f32x4.splat(rate)
  const epsilons = f32x4.splat(eps)
  const end = p + (<usize>n << 2)
  for (; p + 16 <= end; p += 16, m += 16, v += 16, g += 16, o += 16) {
    const gradient = v128.load(g)
    const oldMean = v128.load(m)
    const oldSquare = v128.load(v)
    const mean = f32x4.add(oldMean, f32x4.mul(f32x4.sub(gradient, oldMean), aa))
    const square = f32x4.add(oldSquare, f32x4.mul(f32x4.sub(f32x4.mul(gradient, gradient), oldSquare), bb))
    v128.store(m, mean)
    v128.store(v, square)
    const step = f32x4.div(f32x4.mul(mean, rates), f32x4.add(f32x4.sqrt(square), epsilons))
    v128.store(o, f32x4.sub(v128.load(p), step))
  }
  for (; p < end; p += 4, m += 4, v += 4, g += 4, o += 4) {
    const gradient = load<f32>(g)
    const oldMean = load<f32>(m)
    const oldSquare = load<f32>(v)
    const mean = oldMean + (gradient - oldMean) * a
    const square = oldSquare + (gradient * gradient - oldSquare) * b
    store<f32>(m, mean)
    store<f32>(v, square)
    store<f32>(o, load<f32>(p) - (mean * rate) / (sqrt<f32>(square) + eps))
  }
}
