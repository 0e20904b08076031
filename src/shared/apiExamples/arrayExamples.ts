// Examples of np, random numbers, and the members of values, by owner and name. See apiExamples.ts.
export const arrayExamples: Readonly<Record<string, string>> = {
  'np.random': 'print(np.random.rand(2, 2))',
  'np.array': 'print(np.array([[1, 2], [3, 4]]))',
  'np.asarray': 'print(np.asarray([1.0, 2.0]))',
  'np.zeros': 'print(np.zeros([2, 3]))',
  'np.ones': 'print(np.ones([2, 3]))',
  'np.full': 'print(np.full([2, 2], 7.0))',
  'np.eye': 'print(np.eye(3))',
  'np.arange': 'print(np.arange(0, 10, 2))',
  'np.linspace': 'print(np.linspace(0, 1, 5))',
  'np.empty': 'print(np.empty([2, 3]).shape)',
  'np.zeros_like': `const a = np.array([1.0, 4.0, 9.0])
print(np.zeros_like(a))`,
  'np.ones_like': `const a = np.array([1.0, 4.0, 9.0])
print(np.ones_like(a))`,
  'np.full_like': `const a = np.array([1.0, 4.0, 9.0])
print(np.full_like(a, 5))`,
  'np.add': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.add(a, b))`,
  'np.subtract': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.subtract(a, b))`,
  'np.multiply': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.multiply(a, b))`,
  'np.divide': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.divide(a, b))`,
  'np.power': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.power(a, b))`,
  'np.maximum': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.maximum(a, b))`,
  'np.minimum': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.minimum(a, b))`,
  'np.equal': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.equal(a, b))`,
  'np.not_equal': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.not_equal(a, b))`,
  'np.greater': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.greater(a, b))`,
  'np.greater_equal': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.greater_equal(a, b))`,
  'np.less': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.less(a, b))`,
  'np.less_equal': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.less_equal(a, b))`,
  'np.dot': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.dot(a, b))`,
  'np.outer': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.outer(a, b))`,
  'np.allclose': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.allclose(a, b))`,
  'np.array_equal': `const a = np.array([1.0, 4.0, 9.0])
const b = np.array([2.0, 4.0, 3.0])
print(np.array_equal(a, b))`,
  'np.logical_and': `const a = np.array([1.0, 4.0, 9.0])
print(np.logical_and(np.greater(a, 2), np.less(a, 5)))`,
  'np.logical_or': `const a = np.array([1.0, 4.0, 9.0])
print(np.logical_or(np.greater(a, 2), np.less(a, 5)))`,
  'np.logical_not': `const a = np.array([1.0, 4.0, 9.0])
print(np.logical_not(np.greater(a, 2)))`,
  'np.negative': `const a = np.array([1.0, 4.0, 9.0])
print(np.negative(a))`,
  'np.exp': `const a = np.array([1.0, 4.0, 9.0])
print(np.exp(a))`,
  'np.log': `const a = np.array([1.0, 4.0, 9.0])
print(np.log(a))`,
  'np.sin': `const a = np.array([1.0, 4.0, 9.0])
print(np.sin(a))`,
  'np.cos': `const a = np.array([1.0, 4.0, 9.0])
print(np.cos(a))`,
  'np.tan': `const a = np.array([1.0, 4.0, 9.0])
print(np.tan(a))`,
  'np.tanh': `const a = np.array([1.0, 4.0, 9.0])
print(np.tanh(a))`,
  'np.sqrt': `const a = np.array([1.0, 4.0, 9.0])
print(np.sqrt(a))`,
  'np.square': `const a = np.array([1.0, 4.0, 9.0])
print(np.square(a))`,
  'np.abs': `const a = np.array([1.0, 4.0, 9.0])
print(np.abs(a))`,
  'np.sign': `const a = np.array([1.0, 4.0, 9.0])
print(np.sign(a))`,
  'np.sum': `const a = np.array([1.0, 4.0, 9.0])
print(np.sum(a))`,
  'np.mean': `const a = np.array([1.0, 4.0, 9.0])
print(np.mean(a))`,
  'np.prod': `const a = np.array([1.0, 4.0, 9.0])
print(np.prod(a))`,
  'np.max': `const a = np.array([1.0, 4.0, 9.0])
print(np.max(a))`,
  'np.min': `const a = np.array([1.0, 4.0, 9.0])
print(np.min(a))`,
  'np.argmax': `const a = np.array([1.0, 4.0, 9.0])
print(np.argmax(a))`,
  'np.argmin': `const a = np.array([1.0, 4.0, 9.0])
print(np.argmin(a))`,
  'np.std': `const a = np.array([1.0, 4.0, 9.0])
print(np.std(a))`,
  'np.var': `const a = np.array([1.0, 4.0, 9.0])
print(np.var(a))`,
  'np.cumsum': `const a = np.array([1.0, 4.0, 9.0])
print(np.cumsum(a))`,
  'np.flip': `const a = np.array([1.0, 4.0, 9.0])
print(np.flip(a))`,
  'np.isnan': `const a = np.array([1.0, 4.0, 9.0])
print(np.isnan(a))`,
  'np.isfinite': `const a = np.array([1.0, 4.0, 9.0])
print(np.isfinite(a))`,
  'np.isinf': `const a = np.array([1.0, 4.0, 9.0])
print(np.isinf(a))`,
  'np.floor': 'print(np.floor(np.array([1.2, 2.5, -0.7])))',
  'np.ceil': 'print(np.ceil(np.array([1.2, 2.5, -0.7])))',
  'np.rint': 'print(np.rint(np.array([1.2, 2.5, -0.7])))',
  'np.round': 'print(np.round(np.array([1.2, 2.5, -0.7])))',
  'np.any': `const a = np.array([1.0, 4.0, 9.0])
print(np.any(np.greater(a, 2)))`,
  'np.all': `const a = np.array([1.0, 4.0, 9.0])
print(np.all(np.greater(a, 2)))`,
  'np.clip': `const a = np.array([1.0, 4.0, 9.0])
print(np.clip(a, 2, 5))`,
  'np.reshape': 'print(np.reshape(np.arange(6), [2, 3]))',
  'np.transpose': `const a = np.arange(6).reshape([2, 3])
print(np.transpose(a))`,
  'np.expand_dims': `const a = np.array([1.0, 4.0, 9.0])
print(np.expand_dims(a, 0).shape)`,
  'np.squeeze': 'print(np.squeeze(np.ones([1, 3, 1])).shape)',
  'np.ravel': `const a = np.arange(6).reshape([2, 3])
print(np.ravel(a))`,
  'np.broadcast_to': `const a = np.array([1.0, 4.0, 9.0])
print(np.broadcast_to(a, [2, 3]))`,
  'np.split': 'for (const part of np.split(np.arange(6), 3)) print(part)',
  'np.repeat': `const a = np.array([1.0, 4.0, 9.0])
print(np.repeat(a, 2))`,
  'np.tile': `const a = np.array([1.0, 4.0, 9.0])
print(np.tile(a, 2))`,
  'np.pad': `const a = np.array([1.0, 4.0, 9.0])
print(np.pad(a, 1))`,
  'np.matmul': `const a = np.arange(6).reshape([2, 3])
print(np.matmul(a, np.transpose(a)))`,
  'np.concatenate': `const a = np.array([1.0, 4.0, 9.0])
print(np.concatenate([a, a]))`,
  'np.stack': `const a = np.array([1.0, 4.0, 9.0])
print(np.stack([a, a]))`,
  'np.meshgrid': `const [x, y] = np.meshgrid(np.arange(3), np.arange(2))
print(x)
print(y)`,
  'np.where': `const a = np.array([1.0, 4.0, 9.0])
print(np.where(np.greater(a, 2), a, 0))`,
  'np.pi': 'print(np.pi)',
  'np.e': 'print(np.e)',
  'np.inf': 'print(np.inf)',
  'np.nan': 'print(np.nan)',
  'np.newaxis': `const a = np.array([1.0, 4.0, 9.0])
print(a.get(np.newaxis).shape)`,
  'np.random.seed': `np.random.seed(0)
print(np.random.rand())
np.random.seed(0)
print(np.random.rand())`,
  'np.random.rand': `np.random.seed(0)
print(np.random.rand(2, 3))`,
  'np.random.randn': `np.random.seed(0)
print(np.random.randn(2, 3))`,
  'np.random.uniform': `np.random.seed(0)
print(np.random.uniform(-1, 1, 4))`,
  'np.random.normal': `np.random.seed(0)
print(np.random.normal(0, 1, 4))`,
  'np.random.randint': `np.random.seed(0)
print(np.random.randint(0, 10, 5))`,
  'np.random.permutation': `np.random.seed(0)
print(np.random.permutation(5))`,
  'np.random.choice': `np.random.seed(0)
print(np.random.choice([1, 2, 3], 4))`,
  'np.random.shuffle': `np.random.seed(0)
const a = np.arange(5)
np.random.shuffle(a)
print(a)`,
  'value.data': `const x = new Variable(np.array([[1.0, 2.0], [3.0, 4.0]]), 'x')
print(x.data)`,
  'value.name': `const x = new Variable(np.array([[1.0, 2.0], [3.0, 4.0]]), 'x')
print(x.name)`,
  'value.shape': `const x = new Variable(np.array([[1.0, 2.0], [3.0, 4.0]]), 'x')
print(x.shape)`,
  'value.ndim': `const x = new Variable(np.array([[1.0, 2.0], [3.0, 4.0]]), 'x')
print(x.ndim)`,
  'value.size': `const x = new Variable(np.array([[1.0, 2.0], [3.0, 4.0]]), 'x')
print(x.size)`,
  'value.dtype': `const x = new Variable(np.array([[1.0, 2.0], [3.0, 4.0]]), 'x')
print(x.dtype)`,
  'value.length': `const x = new Variable(np.array([[1.0, 2.0], [3.0, 4.0]]), 'x')
print(x.length)`,
  'value.T': `const x = new Variable(np.array([[1.0, 2.0], [3.0, 4.0]]), 'x')
print(x.T)`,
  'value.grad': `const x = new Variable(np.array(3.0))
const y = x ** 2 + x
y.backward()
print(x.grad)`,
  'value.creator': `const x = new Variable(np.array(3.0))
const y = x ** 2 + x
print(y.creator.constructor.name, x.creator)`,
  'value.generation': `const x = new Variable(np.array(3.0))
const y = x ** 2 + x
print(x.generation, y.generation)`,
  'value.input': `const x = new Variable(np.array(3.0))
const y = x ** 2
print(y.creator.input)`,
  'value.inputs': `const x = new Variable(np.array(3.0))
const y = x ** 2 + x
print(y.creator.inputs.length)`,
  'value.output': `const x = new Variable(np.array(3.0))
const y = x ** 2 + x
print(y.creator.output)`,
  'value.outputs': `const x = new Variable(np.array(3.0))
const y = x ** 2 + x
print(y.creator.outputs.length)`,
  'value.backward': `const x = new Variable(np.array(3.0))
const y = x ** 2 + x
y.backward({ retainGrad: true })
print(y.grad, x.grad)`,
  'value.cleargrad': `const x = new Variable(np.array(3.0))
const y = x ** 2 + x
y.backward()
x.cleargrad()
print(x.grad)`,
  'value.setCreator': `const f = square(new Variable(np.array(2.0))).creator
const y = new Variable(np.array(4.0))
y.setCreator(f)
print(y.generation)`,
  'value.unchain': `const x = new Variable(np.array(3.0))
const y = x ** 2 + x
y.unchain()
print(y.creator)`,
  'value.unchainBackward': `const x = new Variable(np.array(3.0))
const y = x ** 2 + x
y.unchainBackward()
print(y.generation)`,
  'value.dot': `const x = new Variable(np.array([[1.0, 2.0], [3.0, 4.0]]), 'x')
print(x.dot(x))`,
  'value.get': `const x = new Variable(np.array([[1.0, 2.0], [3.0, 4.0]]), 'x')
print(x.get(0))
print(x.get(null, '1:2').shape)`,
  'value.set': `const a = np.zeros([2, 2])
a.set(5, 0, 1)
print(a)`,
  'value.item': 'print(np.array([[1.0, 2.0]]).item(0, 1))',
  'value.tolist': 'print(np.eye(2).tolist().length)',
  'value.copy': `const a = np.zeros([2])
const b = a.copy()
b.set(1, 0)
print(a, b)`,
  'value.astype': "print(np.array([1.7, 2.2]).astype('int32'))",
  'value.argmax': 'print(np.array([1.0, 5.0, 2.0]).argmax())',
  'value.toString': `const x = new Variable(np.array([[1.0, 2.0], [3.0, 4.0]]), 'x')
print(x.toString())`,
}
