# The book's algorithms for images, normalisation and recurrence on plain NumPy arrays, with their gradients written out
# by hand. Reads a JSON list of {fn, arrays, options} from standard input and writes a JSON list of lists of arrays.
import json
import sys

import numpy as np


def pair(x):
    return (x, x) if isinstance(x, int) else tuple(x)


def im2col(img, kernel, stride, pad, to_matrix=False):
    N, C, H, W = img.shape
    (KH, KW), (SH, SW), (PH, PW) = pair(kernel), pair(stride), pair(pad)
    OH, OW = (H + PH * 2 - KH) // SH + 1, (W + PW * 2 - KW) // SW + 1
    img = np.pad(img, ((0, 0), (0, 0), (PH, PH + SH - 1), (PW, PW + SW - 1)), mode="constant")
    col = np.ndarray((N, C, KH, KW, OH, OW), dtype=img.dtype)
    for j in range(KH):
        for i in range(KW):
            col[:, :, j, i, :, :] = img[:, :, j : j + SH * OH : SH, i : i + SW * OW : SW]
    return col.transpose((0, 4, 5, 1, 2, 3)).reshape((N * OH * OW, -1)) if to_matrix else col


def col2im(col, shape, kernel, stride, pad, to_matrix=False):
    N, C, H, W = shape
    (KH, KW), (SH, SW), (PH, PW) = pair(kernel), pair(stride), pair(pad)
    OH, OW = (H + PH * 2 - KH) // SH + 1, (W + PW * 2 - KW) // SW + 1
    if to_matrix:
        col = col.reshape(N, OH, OW, C, KH, KW).transpose(0, 3, 4, 5, 1, 2)
    img = np.zeros((N, C, H + 2 * PH + SH - 1, W + 2 * PW + SW - 1), dtype=col.dtype)
    for j in range(KH):
        for i in range(KW):
            img[:, :, j : j + SH * OH : SH, i : i + SW * OW : SW] += col[:, :, j, i, :, :]
    return img[:, :, PH : H + PH, PW : W + PW]


def conv2d(x, W, b, stride, pad):
    col = im2col(x, W.shape[2:], stride, pad)
    y = np.tensordot(col, W, ((1, 2, 3), (1, 2, 3))) + b
    return np.rollaxis(y, 3, 1)


def deconv2d(x, W, b, stride, pad, outsize):
    gcol = np.rollaxis(np.tensordot(W, x, (0, 1)), 3)
    y = col2im(gcol, (x.shape[0], W.shape[1]) + tuple(outsize), W.shape[2:], stride, pad)
    return y + b.reshape((1, b.size, 1, 1))


def weight_gradient(x, gy, kernel, stride, pad):
    return np.tensordot(gy, im2col(x, kernel, stride, pad), ((0, 2, 3), (0, 4, 5)))


def conv2d_case(arrays, o):
    x, W, b, gy = arrays
    y = conv2d(x, W, b, o["stride"], o["pad"])
    zero = np.zeros(W.shape[1], x.dtype)
    gx = deconv2d(gy, W, zero, o["stride"], o["pad"], x.shape[2:])
    return [y, gx, weight_gradient(x, gy, W.shape[2:], o["stride"], o["pad"]), gy.sum(axis=(0, 2, 3))]


def deconv2d_case(arrays, o):
    x, W, b, gy = arrays
    y = deconv2d(x, W, b, o["stride"], o["pad"], o["outsize"])
    zero = np.zeros(W.shape[0], x.dtype)
    gx = conv2d(gy, W, zero, o["stride"], o["pad"])
    return [y, gx, weight_gradient(gy, x, W.shape[2:], o["stride"], o["pad"]), gy.sum(axis=(0, 2, 3))]


def pooling_case(arrays, o):
    x, gy = arrays
    col = im2col(x, o["kernelSize"], o["stride"], o["pad"])
    N, C, KH, KW, OH, OW = col.shape
    col = col.reshape(N, C, KH * KW, OH, OW)
    indexes = col.argmax(axis=2)
    gcol = np.zeros(N * C * OH * OW * KH * KW, dtype=x.dtype)
    gcol[indexes.ravel() + np.arange(0, indexes.size * KH * KW, KH * KW)] = gy.ravel()
    gcol = gcol.reshape(N, C, OH, OW, KH, KW)
    gcol = np.swapaxes(np.swapaxes(gcol, 2, 4), 3, 5)
    return [col.max(axis=2), col2im(gcol, x.shape, o["kernelSize"], o["stride"], o["pad"])]


def average_case(arrays, o):
    x, gy = arrays
    KH, KW = pair(o["kernelSize"])
    y = im2col(x, o["kernelSize"], o["stride"], o["pad"]).mean(axis=(2, 3))
    N, C, OH, OW = gy.shape
    gcol = np.broadcast_to((gy / (KH * KW)).reshape(-1), (KH, KW, N * C * OH * OW))
    gcol = gcol.reshape(KH, KW, N, C, OH, OW).transpose(2, 3, 0, 1, 4, 5)
    return [y, col2im(gcol, x.shape, o["kernelSize"], o["stride"], o["pad"])]


def columns_case(arrays, o):
    x, _ = arrays
    where = (o["kernelSize"], o["stride"], o["pad"])
    col = im2col(x, *where, o["toMatrix"])
    return [col, col2im(col, x.shape, *where, o["toMatrix"])]


def batch_norm(x, gamma, beta, mean, var, o, train):
    """y, a function from gy to the gradients, and the running statistics after the step."""
    flat = x if x.ndim == 2 else x.transpose(0, 2, 3, 1).reshape(-1, x.shape[1])
    back = lambda a: a if x.ndim == 2 else a.reshape(x.shape[0], x.shape[2], x.shape[3], -1).transpose(0, 3, 1, 2)
    if not train:
        return back(gamma * ((flat - mean) / np.sqrt(var + o["eps"])) + beta), None, mean, var
    m, v = flat.mean(axis=0), flat.var(axis=0)
    inv_std = 1 / np.sqrt(v + o["eps"])
    xc = (flat - m) * inv_std
    count = flat.shape[0]
    mean = mean * o["decay"] + (1 - o["decay"]) * m
    var = var * o["decay"] + (1 - o["decay"]) * v * (count / max(count - 1.0, 1.0))

    def gradients(gy):
        gy = gy if x.ndim == 2 else gy.transpose(0, 2, 3, 1).reshape(-1, x.shape[1])
        gbeta, ggamma = gy.sum(axis=0), (xc * gy).sum(axis=0)
        gx = (gy - gbeta / count - xc * ggamma / count) * (gamma * inv_std)
        return [back(gx), ggamma, gbeta]

    return back(gamma * xc + beta), gradients, mean, var


def batch_norm_case(arrays, o):
    x, gamma, beta, mean, var, gy = arrays
    y, gradients, mean, var = batch_norm(x, gamma, beta, mean, var, o, True)
    test = batch_norm(x, gamma, beta, mean, var, o, False)[0]
    return [y, *gradients(gy), mean, var, test]


def sigmoid(x):
    return np.tanh(x * 0.5) * 0.5 + 0.5


def rnn_case(arrays, o):
    Wx, b, Wh, *steps = arrays
    h, out = None, []
    for x in steps:
        h = np.tanh(x @ Wx + b + (0 if h is None else h @ Wh))
        out.append(h)
    return out


def lstm_case(arrays, o):
    weights, steps = arrays[:12], arrays[12:]
    Wx, b, Wh = weights[0:8:2], weights[1:8:2], weights[8:]
    h = c = None
    out = []
    for x in steps:
        f, i, g, u = [x @ Wx[k] + b[k] + (0 if h is None else h @ Wh[k]) for k in range(4)]
        c = sigmoid(i) * np.tanh(u) + (0 if c is None else sigmoid(f) * c)
        h = sigmoid(g) * np.tanh(c)
        out.append(h)
    return out + [c]


def random_layers_case(arrays, o):
    """The weights that the book's layers draw, in the book's order of calls."""
    np.random.seed(o["seed"])
    conv = np.random.randn(4, 3, 2, 3) * np.sqrt(1 / 18)
    deconv = np.random.randn(3, 4, 2, 2) * np.sqrt(1 / 12)
    embed = np.random.randn(5, 3)
    h2 = [np.random.randn(4, 4) * np.sqrt(1 / 4) for _ in range(4)]
    x2 = [np.random.randn(2, 4) * np.sqrt(1 / 2) for _ in range(4)]
    return [conv, deconv, embed, *h2, *x2]


CASES = {
    "conv2d": conv2d_case,
    "deconv2d": deconv2d_case,
    "pooling": pooling_case,
    "averagePooling": average_case,
    "columns": columns_case,
    "batchNorm": batch_norm_case,
    "rnn": rnn_case,
    "lstm": lstm_case,
    "randomLayers": random_layers_case,
}


def array(plain):
    return np.array(plain["data"], dtype=plain["dtype"]).reshape(plain["shape"])


def plain(a):
    a = np.asarray(a)
    return {"dtype": a.dtype.name, "shape": list(a.shape), "data": a.ravel().astype(np.float64).tolist()}


answers = [
    [plain(a) for a in CASES[case["fn"]]([array(a) for a in case["arrays"]], case["options"])]
    for case in json.load(sys.stdin)
]
json.dump(answers, sys.stdout)
