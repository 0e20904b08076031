"""The book's algorithm in Python on NumPy, written anew: one object a function, outputs held weakly, a list of functions
sorted by generation at every push, gradients of graphs cut off. Also NumPy alone. Answers requests line by line."""
import json
import sys
import time
import weakref

import numpy as np

recording = True


def as_array(value):
    return np.array(value) if np.isscalar(value) else value


class Variable:
    __array_priority__ = 200

    def __init__(self, data):
        self.data = data
        self.grad = None
        self.creator = None
        self.generation = 0

    def set_creator(self, function):
        self.creator = function
        self.generation = function.generation + 1

    def backward(self):
        global recording
        if self.grad is None:
            self.grad = Variable(np.ones_like(self.data))
        waiting = []
        seen = set()

        def push(function):
            if function not in seen:
                waiting.append(function)
                seen.add(function)
                waiting.sort(key=lambda one: one.generation)

        push(self.creator)
        while waiting:
            function = waiting.pop()
            gys = [output().grad for output in function.outputs]
            before, recording = recording, False
            try:
                gxs = function.backward(*gys)
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(function.inputs, gxs):
                    if gx is None:
                        continue
                    x.grad = gx if x.grad is None else x.grad + gx
                    if x.creator is not None:
                        push(x.creator)
            finally:
                recording = before
            for output in function.outputs:
                output().grad = None


def as_variable(value):
    return value if isinstance(value, Variable) else Variable(value)


class Function:
    def __call__(self, *inputs):
        inputs = [as_variable(x) for x in inputs]
        ys = self.forward(*[x.data for x in inputs])
        if not isinstance(ys, tuple):
            ys = (ys,)
        outputs = [Variable(as_array(y)) for y in ys]
        if recording:
            self.generation = max(x.generation for x in inputs)
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = [weakref.ref(output) for output in outputs]
        return outputs if len(outputs) > 1 else outputs[0]


def sum_to(x, shape):
    if x.shape == shape:
        return x
    lead = x.data.ndim - len(shape)
    axes = tuple(range(lead)) + tuple(i + lead for i, n in enumerate(shape) if n == 1)
    return Variable(x.data.sum(axes, keepdims=True).reshape(shape))


Variable.shape = property(lambda self: self.data.shape)


class Add(Function):
    def forward(self, a, b):
        self.shapes = a.shape, b.shape
        return a + b

    def backward(self, gy):
        return sum_to(gy, self.shapes[0]), sum_to(gy, self.shapes[1])


class Sub(Function):
    def forward(self, a, b):
        return a - b

    def backward(self, gy):
        return gy, -gy


class Mul(Function):
    def forward(self, a, b):
        return a * b

    def backward(self, gy):
        a, b = self.inputs
        return gy * b, gy * a


class Neg(Function):
    def forward(self, x):
        return -x

    def backward(self, gy):
        return -gy


class Pow2(Function):
    def forward(self, x):
        return x**2

    def backward(self, gy):
        (x,) = self.inputs
        return 2 * x * gy


class Tanh(Function):
    def forward(self, x):
        return np.tanh(x)

    def backward(self, gy):
        y = self.outputs[0]()
        return gy * (1 - y * y)


class Sigmoid(Function):
    def forward(self, x):
        return np.tanh(x * 0.5) * 0.5 + 0.5

    def backward(self, gy):
        y = self.outputs[0]()
        return gy * y * (1 - y)


class Transpose(Function):
    def forward(self, x):
        return x.T


class MatMul(Function):
    def forward(self, x, w):
        return x @ w

    def backward(self, gy):
        x, w = self.inputs
        return MatMul()(gy, Transpose()(w)), MatMul()(Transpose()(x), gy)


class Linear(Function):
    def forward(self, x, w, b):
        return x @ w + b

    def backward(self, gy):
        x, w, b = self.inputs
        return MatMul()(gy, Transpose()(w)), MatMul()(Transpose()(x), gy), sum_to(gy, b.shape)


class CrossEntropy(Function):
    def forward(self, x, t):
        top = x.max(1, keepdims=True)
        log_z = top + np.log(np.exp(x - top).sum(1, keepdims=True))
        return -(x - log_z)[np.arange(len(x)), t].sum() / np.float32(len(x))

    def backward(self, gy):
        x, t = self.inputs
        e = np.exp(x.data - x.data.max(1, keepdims=True))
        p = e / e.sum(1, keepdims=True)
        one_hot = np.eye(p.shape[1], dtype=p.dtype)[t.data]
        return Variable((p - one_hot) * (gy.data * (1 / len(p))).astype(p.dtype)), None


def operator(make):
    return lambda a, b: make()(a, b if isinstance(b, Variable) else as_array(b))


Variable.__add__ = Variable.__radd__ = operator(Add)
Variable.__mul__ = Variable.__rmul__ = operator(Mul)
Variable.__sub__ = operator(Sub)
Variable.__rsub__ = lambda a, b: Sub()(as_array(b), a)
Variable.__neg__ = lambda a: Neg()(a)


def square(x):
    return Pow2()(x)


def chain():
    w, b, x = Variable(np.array(0.5)), Variable(np.array(0.1)), Variable(np.array(0.3))
    y = x
    for _ in range(2500):
        y = -Tanh()(y * w + b)
    y.backward()
    return float(b.grad.data)


def goldstein(x, y):
    a = 1 + square(x + y + 1) * (19 - 14 * x + 3 * square(x) - 14 * y + 6 * x * y + 3 * square(y))
    c = 18 - 32 * x + 12 * square(x) + 48 * y - 36 * x * y + 27 * square(y)
    return a * (30 + square(2 * x - 3 * y) * c)


def wide():
    x, y = Variable(np.array(1.0)), Variable(np.array(1.0))
    z = goldstein(x, y)
    for _ in range(99):
        z = z + goldstein(x, y)
    z.backward()
    return float(x.grad.data)


def squares(with_graph, dtype):
    x = Variable(np.full(1_000_000, 0.9, dtype))

    def run():
        global recording
        if with_graph:
            x.grad = None
            square(square(square(x))).backward()
            return float(x.grad.data[0])
        recording = False
        try:
            return float(square(square(square(x))).data[0])
        finally:
            recording = True

    return run


def elementwise(name, size, dtype):
    a = np.linspace(-2, 2, size).astype(dtype)
    b = np.linspace(0.1, 3, size).astype(dtype)
    rows = a.reshape(-1, 100)
    bias = b[:100].copy()
    run = {
        "add": lambda: a + b,
        "mul": lambda: a * b,
        "bias": lambda: rows + bias,
        "sum": lambda: a.sum(),
        "exp": lambda: np.exp(a),
        "log": lambda: np.log(b),
        "sin": lambda: np.sin(a),
        "cos": lambda: np.cos(a),
        "tanh": lambda: np.tanh(a),
        "sigmoid": lambda: np.tanh(a * 0.5) * 0.5 + 0.5,
    }[name]
    return lambda: float(np.ravel(run())[-1])


def matmul(size, dtype):
    a = np.cos(np.arange(size * size, dtype=float)).reshape(size, size).astype(dtype)
    b = np.sin(np.arange(size * size, dtype=float)).reshape(size, size).astype(dtype)
    return lambda: float((a @ b)[-1, -1])


def mlp(dtype):
    def values(rows, columns, scale):
        return (np.cos(np.arange(rows * columns, dtype=float)) * scale).reshape(rows, columns).astype(dtype)

    x, t = Variable(values(128, 784, 1)), Variable(np.arange(128) % 10)
    parameters = [
        Variable(values(784, 256, 0.05)),
        Variable(np.zeros(256, dtype)),
        Variable(values(256, 10, 0.05)),
        Variable(np.zeros(10, dtype)),
    ]

    def run():
        w0, b0, w1, b1 = parameters
        for p in parameters:
            p.grad = None
        hidden = Sigmoid()(Linear()(x, w0, b0))
        loss = CrossEntropy()(Linear()(hidden, w1, b1), t)
        loss.backward()
        for p in parameters:
            p.data = p.data - np.asarray(0.01, dtype) * p.grad.data
        return float(loss.data)

    return run


def prepare(row):
    kind, *rest = row.split(" ")
    if kind == "chain":
        return chain
    if kind == "wide":
        return wide
    if kind in ("squares", "squares-no-grad"):
        return squares(kind == "squares", rest[0])
    if kind == "elementwise":
        return elementwise(rest[0], int(rest[1]), rest[2])
    if kind == "matmul":
        return matmul(int(rest[0]), rest[1])
    if kind == "mlp":
        return mlp(rest[0])
    return None


def peak_memory():
    """Bytes that the process took at most, from its start to now, or None where the system does not tell."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        return None


prepared = {}
before = None
for line in sys.stdin:
    request = json.loads(line)
    name = request["row"]
    if name == "versions":
        answer = {"versions": f"Python {sys.version.split()[0]}, NumPy {np.__version__}"}
    else:
        if name not in prepared:
            prepared.clear()
            before = peak_memory()
            prepared[name] = prepare(name)
        run = prepared[name]
        if run is None:
            answer = {"missing": True}
        else:
            times, end = [], time.perf_counter() + request["milliseconds"] / 1000
            while not times or time.perf_counter() < end:
                start = time.perf_counter()
                check = run()
                times.append((time.perf_counter() - start) * 1000)
            answer = {"times": times, "check": check}
            if before is not None:
                answer["growth"] = peak_memory() - before
    print(json.dumps(answer), flush=True)
