// Examples of the functions of variables, by owner and name. See apiExamples.ts.
export const functionExamples: Readonly<Record<string, string>> = {
  '.add': `const x = new Variable(np.array(3.0))
const z = new Variable(np.array(2.0))
const y = add(x, z)
y.backward()
print(y, x.grad, z.grad)`,
  '.sub': `const x = new Variable(np.array(3.0))
const z = new Variable(np.array(2.0))
const y = sub(x, z)
y.backward()
print(y, x.grad, z.grad)`,
  '.mul': `const x = new Variable(np.array(3.0))
const z = new Variable(np.array(2.0))
const y = mul(x, z)
y.backward()
print(y, x.grad, z.grad)`,
  '.div': `const x = new Variable(np.array(3.0))
const z = new Variable(np.array(2.0))
const y = div(x, z)
y.backward()
print(y, x.grad, z.grad)`,
  '.neg': `const x = new Variable(np.array([1.0, 2.0, 3.0]))
const y = neg(x)
print(y)
y.backward()
print(x.grad)`,
  '.square': `const x = new Variable(np.array([1.0, 2.0, 3.0]))
const y = square(x)
print(y)
y.backward()
print(x.grad)`,
  '.exp': `const x = new Variable(np.array([1.0, 2.0, 3.0]))
const y = exp(x)
print(y)
y.backward()
print(x.grad)`,
  '.log': `const x = new Variable(np.array([1.0, 2.0, 3.0]))
const y = log(x)
print(y)
y.backward()
print(x.grad)`,
  '.sqrt': `const x = new Variable(np.array([1.0, 2.0, 3.0]))
const y = sqrt(x)
print(y)
y.backward()
print(x.grad)`,
  '.sin': `const x = new Variable(np.array([1.0, 2.0, 3.0]))
const y = sin(x)
print(y)
y.backward()
print(x.grad)`,
  '.cos': `const x = new Variable(np.array([1.0, 2.0, 3.0]))
const y = cos(x)
print(y)
y.backward()
print(x.grad)`,
  '.tanh': `const x = new Variable(np.array([1.0, 2.0, 3.0]))
const y = tanh(x)
print(y)
y.backward()
print(x.grad)`,
  '.abs': `const x = new Variable(np.array([-1.0, 0.5, 2.0]))
const y = abs(x)
print(y)
y.backward()
print(x.grad)`,
  '.sigmoid': `const x = new Variable(np.array([1.0, 2.0, 3.0]))
const y = sigmoid(x)
print(y)
y.backward()
print(x.grad)`,
  '.relu': `const x = new Variable(np.array([-1.0, 0.5, 2.0]))
const y = relu(x)
print(y)
y.backward()
print(x.grad)`,
  '.leakyRelu': `const x = new Variable(np.array([-1.0, 0.5, 2.0]))
const y = leakyRelu(x)
print(y)
y.backward()
print(x.grad)`,
  '.pow': `const x = new Variable(np.array([1.0, 2.0, 3.0]))
const y = pow(x, 3)
print(y)
y.backward()
print(x.grad)`,
  '.clip': `const x = new Variable(np.array([1.0, 2.0, 3.0]))
const y = clip(x, 1.5, 2.5)
print(y)
y.backward()
print(x.grad)`,
  '.sum': `const x = new Variable(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
const y = sum(x, { axis: 1 })
print(y)
y.backward()
print(x.grad)`,
  '.mean': `const x = new Variable(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
const y = mean(x, { axis: 1 })
print(y)
y.backward()
print(x.grad)`,
  '.average': `const x = new Variable(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
const y = average(x, { axis: 1 })
print(y)
y.backward()
print(x.grad)`,
  '.max': `const x = new Variable(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
const y = max(x, { axis: 1 })
print(y)
y.backward()
print(x.grad)`,
  '.min': `const x = new Variable(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
const y = min(x, { axis: 1 })
print(y)
y.backward()
print(x.grad)`,
  '.reshape': `const x = new Variable(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
const y = reshape(x, [3, 2])
print(y)
y.backward()
print(x.grad)`,
  '.transpose': `const x = new Variable(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
const y = transpose(x)
print(y)
y.backward()
print(x.grad)`,
  '.getItem': `const x = new Variable(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
const y = getItem(x, 1)
print(y)
y.backward()
print(x.grad)`,
  '.concatenate': `const a = new Variable(np.ones([1, 2]))
const b = new Variable(np.zeros([2, 2]))
print(concatenate([a, b], { axis: 0 }))`,
  '.sumTo': `const x = new Variable(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
const y = sumTo(x, [1, 3])
print(y)
y.backward()
print(x.grad)`,
  '.broadcastTo': `const x = new Variable(np.array([1.0, 2.0, 3.0]))
const y = broadcastTo(x, [2, 3])
print(y)
y.backward()
print(x.grad)`,
  '.matmul': `const x = new Variable(np.array([[1.0, 2.0]]))
const W = new Variable(np.array([[3.0], [4.0]]))
const y = matmul(x, W)
y.backward()
print(y, x.grad, W.grad)`,
  '.linear': `const x = new Variable(np.array([[1.0, 2.0]]))
const W = new Variable(np.array([[3.0], [4.0]]))
const b = new Variable(np.array([0.5]))
print(linear(x, W, b))`,
  '.softmax': `const x = new Variable(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
const y = softmax(x)
print(y)
y.backward()
print(x.grad)`,
  '.logSoftmax': `const x = new Variable(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
const y = logSoftmax(x)
print(y)
y.backward()
print(x.grad)`,
  '.expandDims': `const x = new Variable(np.array([1.0, 2.0, 3.0]))
const y = expandDims(x, 0)
print(y)
y.backward()
print(x.grad)`,
  '.flatten': `const x = new Variable(np.ones([2, 3, 4]))
print(flatten(x).shape)`,
}
