// The largest or the mean element of every window (step 57).
import * as kernels from '../kernels'
import type { Windows } from '../kernels'
import type { Shape } from '../engine/shape'
import { optionsOf } from './columns'
import type { Op } from './op'
import { checkImages, namedArguments, outSize, parseWindows, type Size, type WindowOptions } from './windows'

type PoolArguments = readonly [
  kernelSize?: Size | WindowOptions,
  stride?: Size | WindowOptions,
  pad?: Size | WindowOptions,
]

function parsePooling(subject: string, args: PoolArguments): Windows {
  return parseWindows(subject, namedArguments(subject, ['kernelSize', 'stride', 'pad'], args))
}

function pooledShape(subject: string, x: Shape, windows: Windows): Shape {
  const [n, c, height, width] = checkImages(subject, 'x', x)
  return [n, c, ...outSize(subject, height, width, windows)]
}

export const pooling: Op<readonly ['x'], PoolArguments, Windows> = {
  name: 'pooling',
  title: 'Pooling',
  inputs: ['x'],
  doc: 'Largest element of every window of images x [N, C, H, W]; of equal ones the first gets the gradient.',
  lesson: 57,
  parameters: '{ kernelSize, stride, pad }',
  attributes: (...args) => parsePooling('pooling', args),
  shape: ([x], windows) => pooledShape('pooling', x, windows),
  forward: ([x], windows) => {
    pooledShape('pooling', x.shape, windows)
    return kernels.pickLargest(x, x, windows)
  },
  backward: (F, gy, { inputs: [x], attributes }) => [F.poolingGrad(gy, x, attributes)],
  vectors: [
    {
      in: [
        [
          [
            [
              [1, 2, 5, 3],
              [4, 3, 1, 0],
            ],
          ],
        ],
      ],
      args: [2, 2],
      out: [[[[4, 5]]]],
    },
  ],
  laws: {
    shapes: [
      { in: [[2, 2, 4, 4]], args: [2, 2] },
      { in: [[1, 2, 5, 4]], args: [{ kernelSize: [3, 2], stride: [2, 1], pad: 1 }] },
    ],
  },
}

/** The gradient of pooling: x says where its windows are largest, and gets no gradient itself. */
export const poolingGrad: Op<readonly ['gy', 'x'], readonly [windows: Windows], Windows> = {
  name: 'poolingGrad',
  title: 'Pooling2DGrad',
  inputs: ['gy', 'x'],
  doc: 'The gradient of pooling: each element of gy added where x is largest in its window.',
  lesson: 57,
  parameters: 'windows',
  attributes: (windows) => windows,
  shape: ([, x]) => x,
  forward: ([gy, x], windows) => kernels.addToLargest(gy, x, windows),
  backward: (F, ggx, { inputs: [, x], attributes }) => [F.poolingPick(ggx, x, attributes), null],
  vectors: [
    {
      in: [[[[[10]]]], [[[[1, 3, 2]]]]],
      args: [{ kernel: [1, 3], stride: [1, 1], pad: [0, 0] }],
      out: [[[[0, 10, 0]]]],
    },
  ],
  laws: { shapes: [] },
}

/** The gradient of poolingGrad. */
export const poolingPick: Op<readonly ['ggx', 'x'], readonly [windows: Windows], Windows> = {
  name: 'poolingPick',
  title: 'Pooling2DWithIndexes',
  inputs: ['ggx', 'x'],
  doc: 'The elements of ggx where x is largest in each window.',
  lesson: 57,
  parameters: 'windows',
  attributes: (windows) => windows,
  shape: ([, x], windows) => pooledShape('pooling', x, windows),
  forward: ([ggx, x], windows) => kernels.pickLargest(ggx, x, windows),
  backward: (F, gy, { inputs: [, x], attributes }) => [F.poolingGrad(gy, x, attributes), null],
  vectors: [
    {
      in: [[[[[10, 20, 30]]]], [[[[1, 3, 2]]]]],
      args: [{ kernel: [1, 3], stride: [1, 1], pad: [0, 0] }],
      out: [[[[20]]]],
    },
  ],
  laws: { shapes: [] },
}

export const averagePooling: Op<readonly ['x'], PoolArguments, Windows> = {
  name: 'averagePooling',
  title: 'AveragePooling',
  inputs: ['x'],
  doc: 'Mean of every window of images x [N, C, H, W]; padding counts as zeros.',
  lesson: 57,
  parameters: '{ kernelSize, stride, pad }',
  attributes: (...args) => parsePooling('averagePooling', args),
  shape: ([x], windows) => pooledShape('averagePooling', x, windows),
  forward: ([x], windows) => {
    pooledShape('averagePooling', x.shape, windows)
    return kernels.mean(kernels.im2col(x, windows), { axis: [2, 3] })
  },
  backward: (F, gy, { inputs: [x], attributes: windows }) => {
    const [kh, kw] = windows.kernel
    const [n, c, rows, columns] = F.data(gy).shape as readonly [number, number, number, number]
    const share = F.reshape(F.mul(gy, 1 / (kh * kw)), [n, c, 1, 1, rows, columns])
    const spread = F.broadcastTo(share, [n, c, kh, kw, rows, columns])
    return [F.col2im(spread, F.data(x).shape, { ...optionsOf(windows), toMatrix: false })]
  },
  vectors: [
    {
      in: [
        [
          [
            [
              [1, 2, 5, 3],
              [4, 3, 1, 0],
            ],
          ],
        ],
      ],
      args: [2, 2],
      out: [[[[2.5, 2.25]]]],
    },
  ],
  laws: {
    linear: true,
    shapes: [
      { in: [[2, 2, 4, 4]], args: [2, 2] },
      { in: [[1, 2, 5, 4]], args: [{ kernelSize: [3, 2], stride: [2, 1], pad: 1 }] },
    ],
  },
}
