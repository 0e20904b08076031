// Convolution of images, its adjoint, and its gradient in the weights (step 57). Each is the gradient of the others.
import { ArrayError } from '../engine/arrayError'
import { formatShape, type Shape } from '../engine/shape'
import * as kernels from '../kernels'
import type { Pair, Windows } from '../kernels/windows'
import type { InputsOf, Op } from './op'
import { checkImages, namedArguments, outSize, parsePair, parseSteps } from './windows'
import type { Size, StepOptions, Steps } from './windows'

/** The window that weights [·, ·, KH, KW] make. */
function windowsOf(W: Shape, { stride, pad }: Steps): Windows {
  return { kernel: [W[2]!, W[3]!], stride, pad }
}

/** Checks the operands of a convolution or its adjoint: channels must agree. `taken` and `made` are axes of W. */
function checkWeights(
  subject: string,
  [x, W, b]: InputsOf<readonly ['x', 'W', 'b?'], Shape>,
  taken: 0 | 1,
  layout: string,
): void {
  const [, channels] = checkImages(subject, 'x', x)
  const weights = checkImages(subject, 'W', W)
  if (channels !== weights[taken]) {
    throw new ArrayError(
      `${subject}: x ${formatShape(x)} has ${channels} channels, W ${formatShape(W)} takes ${weights[taken]}`,
      `W is ${layout}`,
    )
  }
  const made = weights[1 - taken]
  if (b !== undefined && (b.length !== 1 || b[0] !== made)) {
    throw new ArrayError(
      `${subject}: b has shape ${formatShape(b)}, W ${formatShape(W)} makes ${made} channels`,
      `give one number per channel, shape [${made}]`,
    )
  }
}

function conv2dShape([x, W, b]: InputsOf<readonly ['x', 'W', 'b?'], Shape>, steps: Steps): Shape {
  checkWeights('conv2d', [x, W, b], 1, '[channels made, channels of x, height, width]')
  return [x[0]!, W[0]!, ...outSize('conv2d', x[2]!, x[3]!, windowsOf(W, steps))]
}

export const conv2d: Op<
  readonly ['x', 'W', 'b?'],
  readonly [stride?: Size | StepOptions, pad?: Size | StepOptions],
  Steps
> = {
  name: 'conv2d',
  title: 'Conv2d',
  inputs: ['x', 'W', 'b?'],
  doc: 'Every filter of W over every image of x, plus b: x [N, C, H, W], W [OC, C, KH, KW], b [OC].',
  lesson: 57,
  parameters: '{ stride, pad }',
  attributes: (...args) => parseSteps('conv2d', namedArguments('conv2d', ['stride', 'pad'], args)),
  shape: conv2dShape,
  forward: ([x, W, b], steps) => {
    conv2dShape([x.shape, W.shape, b?.shape], steps)
    return kernels.convolve(x, W, b, windowsOf(W.shape, steps))
  },
  backward: (F, gy, { inputs: [x, W, b], attributes: { stride, pad } }) => {
    const [, , height, width] = F.data(x).shape as readonly [number, number, number, number]
    const [, , kh, kw] = F.data(W).shape as readonly [number, number, number, number]
    const gx = F.deconv2d(gy, W, undefined, { stride, pad, outsize: [height, width] })
    const gW = F.conv2dGradW(x, gy, [kh, kw], stride, pad)
    return b === undefined ? [gx, gW] : [gx, gW, F.sum(gy, { axis: [0, 2, 3] })]
  },
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
        [
          [
            [
              [1, 0],
              [0, 2],
            ],
          ],
        ],
        [100],
      ],
      out: [
        [
          [
            [111, 114],
            [120, 123],
          ],
        ],
      ],
    },
  ],
  laws: {
    shapes: [
      { in: [[2, 2, 4, 5], [3, 2, 3, 2], [3]] },
      {
        in: [
          [1, 2, 5, 4],
          [2, 2, 2, 3],
        ],
        args: [{ stride: [2, 1], pad: [1, 2] }],
      },
      { in: [[2, 3, 6, 6], [2, 3, 3, 3], [2]], args: [2, 1] },
      {
        in: [
          [2, 3, 2, 2],
          [2, 3, 1, 1],
        ],
      },
    ],
  },
}

interface DeconvOptions extends StepOptions {
  readonly outsize?: Size | null
}
interface DeconvAttributes extends Steps {
  /** Height and width of the result; null: the smallest that fits. */
  readonly outsize: Pair | null
}

function deconv2dShape(
  [x, W, b]: InputsOf<readonly ['x', 'W', 'b?'], Shape>,
  attributes: DeconvAttributes,
): readonly [number, number, number, number] {
  checkWeights('deconv2d', [x, W, b], 0, '[channels of x, channels made, height, width]')
  const windows = windowsOf(W, attributes)
  const { kernel, stride, pad } = windows
  const smallest = [0, 1].map((i) => stride[i]! * (x[2 + i]! - 1) + kernel[i]! - 2 * pad[i]!)
  const [height, width] = (attributes.outsize ?? smallest) as Pair
  const fits =
    height > 0 && width > 0 && outSize('deconv2d', height, width, windows).every((one, i) => one === x[2 + i])
  if (fits) return [x[0]!, W[1]!, height, width]
  throw new ArrayError(
    `deconv2d: windows ${formatShape(kernel)} with stride ${formatShape(stride)} and pad ${formatShape(pad)} do not lay ${formatShape(x.slice(2))} out as ${formatShape([height, width])}`,
    attributes.outsize === null
      ? 'use less pad or a larger window'
      : `use an outsize from ${formatShape(smallest)} to below one stride more`,
  )
}

export const deconv2d: Op<
  readonly ['x', 'W', 'b?'],
  readonly [stride?: Size | DeconvOptions, pad?: Size | DeconvOptions, outsize?: Size | null],
  DeconvAttributes
> = {
  name: 'deconv2d',
  title: 'Deconv2d',
  inputs: ['x', 'W', 'b?'],
  doc: 'The transposed convolution, which makes images larger: x [N, C, H, W], W [C, OC, KH, KW], b [OC].',
  lesson: 57,
  parameters: '{ stride, pad, outsize }',
  attributes: (...args) => {
    const named = namedArguments('deconv2d', ['stride', 'pad', 'outsize'], args)
    const outsize = named['outsize'] ?? null
    return {
      ...parseSteps('deconv2d', named),
      outsize: outsize === null ? null : parsePair('deconv2d: outsize', outsize, 1),
    }
  },
  shape: deconv2dShape,
  forward: ([x, W, b], attributes) => {
    const [, , height, width] = deconv2dShape([x.shape, W.shape, b?.shape], attributes)
    return kernels.deconvolve(x, W, b, windowsOf(W.shape, attributes), [height, width])
  },
  backward: (F, gy, { inputs: [x, W, b], attributes: { stride, pad } }) => {
    const [, , kh, kw] = F.data(W).shape as readonly [number, number, number, number]
    const gx = F.conv2d(gy, W, undefined, { stride, pad })
    const gW = F.conv2dGradW(gy, x, [kh, kw], stride, pad)
    return b === undefined ? [gx, gW] : [gx, gW, F.sum(gy, { axis: [0, 2, 3] })]
  },
  vectors: [
    {
      in: [
        [
          [
            [
              [1, 2],
              [3, 4],
            ],
          ],
        ],
        [
          [
            [
              [1, 0],
              [0, 2],
            ],
          ],
        ],
      ],
      out: [
        [
          [
            [1, 2, 0],
            [3, 6, 4],
            [0, 6, 8],
          ],
        ],
      ],
    },
  ],
  laws: {
    shapes: [
      { in: [[2, 2, 3, 2], [2, 3, 3, 2], [3]] },
      {
        in: [
          [1, 2, 3, 3],
          [2, 2, 3, 3],
        ],
        args: [{ stride: 2, pad: 1, outsize: [6, 5] }],
      },
    ],
  },
}

/** The gradient of conv2d in W, and (with gy and x in each other's place) of deconv2d. */
export const conv2dGradW: Op<
  readonly ['x', 'gy'],
  readonly [kernelSize: Pair, stride: Pair, pad: Pair],
  Windows
> = {
  name: 'conv2dGradW',
  title: 'Conv2DGradW',
  inputs: ['x', 'gy'],
  doc: 'The gradient of conv2d in its weights.',
  lesson: 57,
  parameters: 'kernelSize, stride, pad',
  attributes: (kernel, stride, pad) => ({ kernel, stride, pad }),
  shape: ([x, gy], { kernel }) => [gy[1]!, x[1]!, ...kernel],
  forward: ([x, gy], windows) => kernels.convolveGradient(x, gy, windows),
  backward: (F, ggW, { inputs: [x, gy], attributes: { stride, pad } }) => {
    const [, , height, width] = F.data(x).shape as readonly [number, number, number, number]
    return [
      F.deconv2d(gy, ggW, undefined, { stride, pad, outsize: [height, width] }),
      F.conv2d(x, ggW, undefined, { stride, pad }),
    ]
  },
  vectors: [
    {
      in: [
        [
          [
            [
              [1, 2],
              [3, 4],
            ],
          ],
        ],
        [[[[10]]]],
      ],
      args: [
        [2, 2],
        [1, 1],
        [0, 0],
      ],
      out: [
        [
          [
            [10, 20],
            [30, 40],
          ],
        ],
      ],
    },
  ],
  laws: {
    linear: true,
    shapes: [
      {
        in: [
          [2, 2, 5, 4],
          [2, 3, 3, 3],
        ],
        args: [
          [3, 2],
          [2, 1],
          [1, 0],
        ],
      },
    ],
  },
}
