// Windows of images as the rows of a matrix, and back: each is the gradient of the other (step 57).
import { ArrayError } from '../engine/arrayError'
import { GraphTypeError } from '../engine/graphError'
import type { NDArray } from '../engine/ndarray'
import { describe, formatShape, parseShape, sameShape, type Shape } from '../engine/shape'
import * as kernels from '../kernels'
import type { Windows } from '../kernels'
import type { Op } from './op'
import { checkImages, namedArguments, outSize, parseWindows, type Size, type WindowOptions } from './windows'

interface ColumnOptions extends WindowOptions {
  readonly toMatrix?: boolean
}

interface Columns {
  readonly windows: Windows
  /** True: a row per window, [N·OH·OW, C·KH·KW]; false: [N, C, KH, KW, OH, OW]. */
  readonly toMatrix: boolean
}

function parseColumns(subject: string, named: Record<string, unknown>): Columns {
  const toMatrix = named['toMatrix'] ?? true
  if (typeof toMatrix !== 'boolean') {
    throw new GraphTypeError(`${subject}: toMatrix is ${describe(toMatrix)}`, 'use true or false')
  }
  return { windows: parseWindows(subject, named), toMatrix }
}

/** Shape of the columns of images of `shape`. */
function columnsShape(
  subject: string,
  shape: Shape,
  { windows, toMatrix }: Columns,
): { readonly shape: Shape; readonly wide: readonly [number, number, number, number, number, number] } {
  const [n, c, height, width] = checkImages(subject, 'the image', shape)
  const [rows, columns] = outSize(subject, height, width, windows)
  const wide = [n, c, ...windows.kernel, rows, columns] as const
  const [kh, kw] = windows.kernel
  return { wide, shape: toMatrix ? [n * rows * columns, c * kh * kw] : wide }
}

export const im2col: Op<
  readonly ['x'],
  readonly [
    kernelSize?: Size | ColumnOptions,
    stride?: Size | ColumnOptions,
    pad?: Size | ColumnOptions,
    toMatrix?: boolean,
  ],
  Columns
> = {
  name: 'im2col',
  title: 'Im2col',
  inputs: ['x'],
  doc: 'Every window of the images x as one row: what turns a convolution into a matrix product.',
  lesson: 57,
  parameters: '{ kernelSize, stride, pad, toMatrix }',
  attributes: (...args) =>
    parseColumns('im2col', namedArguments('im2col', ['kernelSize', 'stride', 'pad', 'toMatrix'], args)),
  shape: ([x], attributes) => columnsShape('im2col', x, attributes).shape,
  forward: ([x], attributes) => {
    const { shape } = columnsShape('im2col', x.shape, attributes)
    const columns = kernels.im2col(x, attributes.windows)
    if (!attributes.toMatrix) return columns
    return kernels.reshape(kernels.transpose(columns, [0, 4, 5, 1, 2, 3]), shape)
  },
  backward: (F, gy, { inputs: [x], attributes: { windows, toMatrix } }) => [
    F.col2im(gy, F.data(x).shape, { ...optionsOf(windows), toMatrix }),
  ],
  vectors: [
    {
      in: [
        [
          [
            [
              [1, 2, 3],
              [4, 5, 6],
              [7, 8, 9],
            ],
          ],
        ],
      ],
      args: [2],
      out: [
        [1, 2, 4, 5],
        [2, 3, 5, 6],
        [4, 5, 7, 8],
        [5, 6, 8, 9],
      ],
    },
  ],
  laws: {
    linear: true,
    shapes: [
      { in: [[2, 2, 4, 3]], args: [2] },
      { in: [[1, 2, 5, 4]], args: [{ kernelSize: [3, 2], stride: [2, 1], pad: [1, 2] }] },
      { in: [[2, 1, 4, 4]], args: [3, 2, 1, false] },
    ],
  },
}

/** Windows as the options of a function. */
export function optionsOf({ kernel, stride, pad }: Windows): Required<WindowOptions> {
  return { kernelSize: kernel, stride, pad }
}

export const col2im: Op<
  readonly ['x'],
  readonly [
    inputShape: Shape,
    kernelSize?: Size | ColumnOptions,
    stride?: Size | ColumnOptions,
    pad?: Size | ColumnOptions,
    toMatrix?: boolean,
  ],
  Columns & { readonly inputShape: Shape }
> = {
  name: 'col2im',
  title: 'Col2im',
  inputs: ['x'],
  doc: 'Images from the windows that im2col made of them; where windows overlap, their values are added.',
  lesson: 57,
  parameters: 'inputShape, { kernelSize, stride, pad, toMatrix }',
  attributes: (...args) => {
    const names = ['inputShape', 'kernelSize', 'stride', 'pad', 'toMatrix']
    const named = namedArguments('col2im', names, args)
    const inputShape = parseShape('col2im: inputShape', named['inputShape'])
    return { inputShape, ...parseColumns('col2im', named) }
  },
  shape: ([x], attributes) => {
    checkColumns(x, attributes)
    return attributes.inputShape
  },
  forward: ([x], attributes) => {
    const { inputShape, windows, toMatrix } = attributes
    checkColumns(x.shape, attributes)
    return kernels.col2im(toMatrix ? wideColumns(x, attributes) : x, inputShape, windows)
  },
  backward: (F, gy, { attributes: { windows, toMatrix } }) => [
    F.im2col(gy, { ...optionsOf(windows), toMatrix }),
  ],
  vectors: [
    {
      in: [
        [
          [1, 2, 4, 5],
          [2, 3, 5, 6],
          [4, 5, 7, 8],
          [5, 6, 8, 9],
        ],
      ],
      args: [[1, 1, 3, 3], 2],
      out: [
        [
          [
            [1, 4, 3],
            [8, 20, 12],
            [7, 16, 9],
          ],
        ],
      ],
    },
  ],
  laws: {
    linear: true,
    shapes: [
      { in: [[4, 8]], args: [[1, 2, 3, 3], 2] },
      { in: [[18, 8]], args: [[3, 2, 5, 4], { kernelSize: 2, stride: 2, pad: [0, 1] }] },
      { in: [[2, 1, 3, 3, 2, 2]], args: [[2, 1, 4, 4], 3, 2, 1, false] },
    ],
  },
}

function checkColumns(given: Shape, attributes: Columns & { readonly inputShape: Shape }): void {
  const { shape } = columnsShape('col2im', attributes.inputShape, attributes)
  if (sameShape(given, shape)) return
  throw new ArrayError(
    `col2im: the columns have shape ${formatShape(given)}, those of images ${formatShape(attributes.inputShape)} have ${formatShape(shape)}`,
    'give the kernelSize, stride, pad and toMatrix with which im2col made them',
  )
}

/** Rows of windows as [N, C, KH, KW, OH, OW]. */
function wideColumns(x: NDArray, attributes: Columns & { readonly inputShape: Shape }): NDArray {
  const [n, c, kh, kw, rows, columns] = columnsShape('col2im', attributes.inputShape, attributes).wide
  return kernels.transpose(kernels.reshape(x, [n, rows, columns, c, kh, kw]), [0, 3, 4, 5, 1, 2])
}
