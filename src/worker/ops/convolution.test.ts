// Convolution, its adjoint and pooling against their definitions, written as plain sums over indices.
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { NDArray } from '../engine/ndarray'
import { sizeOf, type Shape } from '../engine/shape'
import { resetEngine } from '../engine/state'
import { Variable } from '../engine/variable'
import * as kernels from '../kernels'
import { RandomState } from '../np/random'
import { np } from '../np/state'
import { F } from '.'

beforeEach(() => resetEngine())

const draw = (shape: Shape, seed: number): NDArray =>
  kernels.reshape(new RandomState(seed).uniform(-2, 2, [sizeOf(shape)]) as NDArray, shape)
const inner = (a: NDArray, b: NDArray): number => kernels.sum(kernels.multiply(a, b)).first()
/** Element of images, zero outside. */
const pixel = (x: NDArray, n: number, c: number, i: number, j: number): number => {
  const [, , height, width] = x.shape as readonly [number, number, number, number]
  return i < 0 || j < 0 || i >= height || j >= width ? 0 : (x.item(n, c, i, j) as number)
}

interface Scene {
  readonly images: number
  readonly channels: number
  readonly made: number
  readonly size: readonly [number, number]
  readonly kernel: readonly [number, number]
  readonly stride: readonly [number, number]
  readonly pad: readonly [number, number]
}
const pairOf = (min: number, max: number): fc.Arbitrary<readonly [number, number]> =>
  fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }))
const scenes: fc.Arbitrary<Scene> = fc
  .record({
    images: fc.integer({ min: 1, max: 2 }),
    channels: fc.integer({ min: 1, max: 3 }),
    made: fc.integer({ min: 1, max: 3 }),
    size: pairOf(1, 6),
    kernel: pairOf(1, 4),
    stride: pairOf(1, 3),
    pad: pairOf(0, 2),
  })
  .filter(({ size, kernel, pad }) => [0, 1].every((i) => size[i]! + 2 * pad[i]! >= kernel[i]!))

/** y[n, o, p, q] = b[o] + Σ x[n, c, p·s - pad + j, q·s - pad + i] · W[o, c, j, i]. */
function direct(x: NDArray, W: NDArray, b: NDArray, { stride, pad }: Scene, out: Shape): number[] {
  const [count, made, rows, columns] = out as readonly [number, number, number, number]
  const [, channels, kh, kw] = W.shape as readonly [number, number, number, number]
  const y: number[] = []
  for (let n = 0; n < count; n++)
    for (let o = 0; o < made; o++)
      for (let p = 0; p < rows; p++)
        for (let q = 0; q < columns; q++) {
          let sum = b.item(o) as number
          for (let c = 0; c < channels; c++)
            for (let j = 0; j < kh; j++)
              for (let i = 0; i < kw; i++) {
                const value = pixel(x, n, c, p * stride[0] - pad[0] + j, q * stride[1] - pad[1] + i)
                sum += value * (W.item(o, c, j, i) as number)
              }
          y.push(sum)
        }
  return y
}

function operandsOf({ images, channels, made, size, kernel }: Scene): [NDArray, NDArray, NDArray] {
  return [draw([images, channels, ...size], 1), draw([made, channels, ...kernel], 2), draw([made], 3)]
}

describe('conv2d', () => {
  it('is the sum over the window, for any sizes, strides and padding, in float64 and float32', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { stride, pad } = scene
        const [x, W, b] = operandsOf(scene)
        const y = F.conv2d(x, W, b, { stride, pad }).data!
        const expected = direct(x, W, b, scene, y.shape)
        y.toTyped().forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 11))
        const single = [x, W, b].map((one) => one.astype('float32')) as [NDArray, NDArray, NDArray]
        const narrow = F.conv2d(...single, { stride, pad }).data!
        expect(narrow.dtype).toBe('float32')
        narrow.toTyped().forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4))
      }),
      { numRuns: 100 },
    )
  })

  it('has deconv2d as its adjoint: ⟨conv2d(x, W), y⟩ = ⟨x, deconv2d(y, W)⟩', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { stride, pad, size } = scene
        const [x, W] = operandsOf(scene)
        const y = F.conv2d(x, W, null, { stride, pad }).data!
        const weights = draw(y.shape, 4)
        const back = F.deconv2d(weights, W, null, { stride, pad, outsize: size }).data!
        expect(back.shape).toEqual(x.shape)
        expect(inner(y, weights)).toBeCloseTo(inner(x, back), 9)
      }),
      { numRuns: 100 },
    )
  })

  it('reads views of other layouts as what they show', () => {
    const x = draw([4, 5, 2, 3], 5).transpose([3, 2, 0, 1])
    const W = draw([2, 2, 4, 3], 6).transpose([0, 1, 3, 2])
    expect(x.contiguous).toBe(false)
    expect(F.conv2d(x, W, null, { pad: 1 }).data!.tolist()).toEqual(
      F.conv2d(x.copy(), W.copy(), null, { pad: 1 }).data!.tolist(),
    )
    const gy = draw([2, 3, 4, 4], 7).transpose([1, 0, 2, 3])
    const grads = [gy, gy.copy()].map((one) => {
      const images = new Variable(x)
      const weights = new Variable(W)
      const y = F.conv2d(images, weights, null, { pad: 1 })
      y.grad = new Variable(one)
      y.backward()
      return [images.grad!.data!.tolist(), weights.grad!.data!.tolist()]
    })
    expect(grads[0]).toEqual(grads[1])
  })

  it('takes the arguments one by one, as options, without b, and as a method', () => {
    const x = new Variable(draw([1, 2, 5, 5], 1))
    const W = new Variable(draw([3, 2, 3, 3], 2))
    const expected = F.conv2d(x, W, null, { stride: 2, pad: 1 }).data!.tolist()
    const call = F.conv2d as unknown as (...args: unknown[]) => Variable
    expect(call(x, W, null, 2, 1).data!.tolist()).toEqual(expected)
    expect(call(x, W, { stride: [2, 2], pad: 1 }).data!.tolist()).toEqual(expected)
    expect(call(x, W, undefined, 2, { pad: 1 }).data!.tolist()).toEqual(expected)
    expect(x.conv2d(W, null, 2, 1).data!.tolist()).toEqual(expected)
    expect(call(x, W).creator!.inputs).toHaveLength(2)
  })

  it('keeps whole numbers whole, and a batch without images empty', () => {
    const y = F.conv2d(np.ones([1, 1, 2, 2], 'int32'), np.full([1, 1, 2, 2], 3, 'int32'))
    expect([y.dtype, y.data!.tolist()]).toEqual(['int32', [[[[12]]]]])
    const x = new Variable(np.zeros([0, 2, 3, 3]))
    const W = new Variable(np.ones([1, 2, 2, 2]))
    const none = F.conv2d(x, W)
    none.backward()
    expect([none.shape, x.grad!.shape]).toEqual([
      [0, 1, 2, 2],
      [0, 2, 3, 3],
    ])
    expect(W.grad!.data!.toTyped().every((one) => one === 0)).toBe(true)
  })

  it('is one node of the graph, as in the book', () => {
    const y = F.conv2d(np.ones([1, 1, 3, 3]), np.ones([1, 1, 2, 2]), np.ones([1]))
    expect([y.creator!.title, y.creator!.generation]).toEqual(['Conv2d', 0])
    expect(y.creator!.inputs.every((input) => input.creator === null)).toBe(true)
  })
})

describe('deconv2d', () => {
  it('without an outsize makes the smallest image that the windows fill', () => {
    const W = np.ones([2, 3, 4, 3])
    const y = F.deconv2d(np.ones([1, 2, 5, 6]), W, null, { stride: [2, 3], pad: [1, 0] })
    expect(y.shape).toEqual([1, 3, 2 * 4 + 4 - 2, 3 * 5 + 3])
  })
})

describe('pooling', () => {
  it('is the largest and the mean of the window, padding counted as zeros', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { channels, kernel, stride, pad } = scene
        const [x] = operandsOf(scene)
        const options = { kernelSize: kernel, stride, pad }
        const largest = F.pooling(x, options).data!
        const mean = F.averagePooling(x, options).data!
        const [count, , rows, columns] = largest.shape as readonly [number, number, number, number]
        for (let n = 0; n < count; n++)
          for (let c = 0; c < channels; c++)
            for (let p = 0; p < rows; p++)
              for (let q = 0; q < columns; q++) {
                const window = Array.from({ length: kernel[0] * kernel[1] }, (_, k) =>
                  pixel(
                    x,
                    n,
                    c,
                    p * stride[0] - pad[0] + Math.floor(k / kernel[1]),
                    q * stride[1] - pad[1] + (k % kernel[1]),
                  ),
                )
                expect(largest.item(n, c, p, q)).toBe(Math.max(...window))
                const total = window.reduce((sum, one) => sum + one, 0)
                expect(mean.item(n, c, p, q)).toBeCloseTo(total / window.length, 12)
              }
      }),
      { numRuns: 60 },
    )
  })

  it('gives the gradient to the first of equal elements, and to none when the padding is larger', () => {
    const x = new Variable(np.array([[[[2, 2, 1, 2]]]]))
    F.pooling(x, [1, 2], [1, 2]).backward()
    expect(x.grad!.data!.tolist()).toEqual([[[[1, 0, 0, 1]]]])
    const low = new Variable(np.full([1, 1, 1, 2], -1))
    const y = F.pooling(low, { kernelSize: [3, 2], pad: [1, 0] })
    y.backward()
    expect([y.data!.tolist(), low.grad!.data!.tolist()]).toEqual([[[[[0]]]], [[[[0, 0]]]]])
  })

  it('lets NaN and infinities through, as np.max does', () => {
    const x = np.array([[[[1, NaN, NaN, 4, -Infinity, -Infinity]]]])
    expect(F.pooling(x, [1, 2], [1, 2]).data!.tolist()).toEqual([[[[NaN, NaN, -Infinity]]]])
  })
})

describe('im2col', () => {
  it('has col2im as its adjoint: ⟨im2col x, c⟩ = ⟨x, col2im c⟩', () => {
    fc.assert(
      fc.property(scenes, fc.boolean(), (scene, toMatrix) => {
        const [x] = operandsOf(scene)
        const options = { kernelSize: scene.kernel, stride: scene.stride, pad: scene.pad, toMatrix }
        const columns = F.im2col(x, options).data!
        const c = draw(columns.shape, 8)
        const back = F.col2im(c, x.shape, options).data!
        expect(inner(columns, c)).toBeCloseTo(inner(x, back), 9)
      }),
      { numRuns: 60 },
    )
  })
})

describe('wrong calls are refused with sizes and a cure', () => {
  const x = np.ones([1, 3, 8, 8])
  const call = (name: 'conv2d' | 'deconv2d' | 'pooling' | 'im2col' | 'col2im', ...args: unknown[]) => {
    const fn = F[name] as unknown as (...all: unknown[]) => Variable
    return () => fn(...args)
  }
  it.each([
    [
      call('conv2d', x, np.ones([4, 1, 3, 3])),
      'conv2d: x [1,3,8,8] has 3 channels, W [4,1,3,3] takes 1; W is [channels made, channels of x, height, width]',
    ],
    [
      call('conv2d', x, np.ones([4, 3, 9, 3])),
      'conv2d: the window [9,3] is larger than the image [8,8]; use a smaller window, or pad: 1',
    ],
    [
      call('conv2d', x, np.ones([4, 3, 13, 3]), { pad: 1 }),
      'conv2d: the window [13,3] is larger than the image [8,8] with pad [1,1]; use a smaller window, or pad: 3',
    ],
    [
      call('conv2d', np.ones([3, 8, 8]), np.ones([4, 3, 3, 3])),
      'conv2d: x has shape [3,8,8], not 4 axes; one image is a batch of one: reshape it to [1,3,8,8]',
    ],
    [
      call('conv2d', x, np.ones([4, 3, 3, 3]), np.ones([3])),
      'conv2d: b has shape [3], W [4,3,3,3] makes 4 channels; give one number per channel, shape [4]',
    ],
    [
      call('conv2d', x, np.ones([4, 3, 3, 3]), { stride: 0 }),
      'conv2d: stride is 0; use a whole number from 1, or two of them: [along the height, along the width]',
    ],
    [
      call('conv2d', x, np.ones([4, 3, 3, 3]), { pad: [1, -1] }),
      'conv2d: pad is [1,-1]; use a whole number from 0',
    ],
    [
      call('conv2d', x, np.ones([4, 3, 3, 3]), { padding: 1 }),
      "conv2d: unknown option 'padding'; the options are stride, pad",
    ],
    [call('conv2d', x, np.ones([4, 3, 3, 3]), null, 1, 1, 1), 'conv2d: got 3 arguments after the operands'],
    [call('conv2d', x), 'conv2d: got 1 argument; write conv2d(x, W, b)'],
    [
      call('deconv2d', x, np.ones([4, 3, 3, 3])),
      'deconv2d: x [1,3,8,8] has 3 channels, W [4,3,3,3] takes 4; W is [channels of x, channels made, height, width]',
    ],
    [
      call('deconv2d', x, np.ones([3, 4, 2, 2]), { stride: 2, outsize: 20 }),
      'do not lay [8,8] out as [20,20]; use an outsize from [16,16] to below one stride more',
    ],
    [
      call('deconv2d', np.ones([1, 3, 1, 1]), np.ones([3, 4, 2, 2]), { pad: 1 }),
      'do not lay [1,1] out as [0,0]; use less pad or a larger window',
    ],
    [call('pooling', x), 'pooling: the size of the window is missing; add { kernelSize: 2 }'],
    [call('pooling', x, 9), 'pooling: the window [9,9] is larger than the image [8,8]'],
    [
      call('pooling', x, { kernel_size: 2 }),
      "pooling: unknown option 'kernel_size'; the options are kernelSize, stride, pad",
    ],
    [call('im2col', x, 2, 1, 0, 1), 'im2col: toMatrix is 1; use true or false'],
    [
      call('col2im', np.ones([2, 2]), [1, 1, 3, 3], 2),
      'col2im: the columns have shape [2,2], those of images [1,1,3,3] have [4,4]',
    ],
  ])('%#', (fn, message) => {
    expect(fn).toThrow(message)
  })
})
