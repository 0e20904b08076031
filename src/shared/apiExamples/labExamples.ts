// Examples of what is no function of variables: the lab itself, classes, training, by owner and name. See apiExamples.ts.
export const labExamples: Readonly<Record<string, string>> = {
  '.print': "print('x =', 3, np.array([1.0, 2.0]))",
  '.track': `for (let i = 0; i < 20; i++) {
  track('loss', 1 / (i + 1))
}
print('see the Loss tab')`,
  '.test': `test('square', () => {
  assertEqual(square(3.0).data, 9.0)
})
print('done')`,
  '.assert': `assert(1 + 1 === 2, 'numbers add up')
print('it holds')`,
  '.assertEqual': `assertEqual(np.array([1.0, 2.0]) * 2, [2.0, 4.0])
print('equal')`,
  '.assertAllclose': `assertAllclose(np.exp(np.array(1.0)), 2.71828, { rtol: 1e-4 })
print('close')`,
  '.progress': `for (let i = 1; i <= 10; i++) progress(i, 10, 'counting')
print('done')`,
  '.plot': `const xs = np.linspace(-3, 3, 100)
plot(xs, np.sin(xs), { name: 'sin', title: 'Waves' })
plot(xs, np.cos(xs), { name: 'cos', title: 'Waves' })
print(xs.shape)`,
  '.scatter': `const data = new Spiral()
const points = data.data
scatter(points.get(':', 0), points.get(':', 1), { classes: data.label, title: 'Spiral' })
print(points.shape)`,
  '.contour': `function bowl(x, y) {
  return x ** 2 + 4 * y ** 2
}
const x = new Variable(np.array(4.0))
const y = new Variable(np.array(3.0))
contour(bowl, { x: [-5, 5], y: [-4, 4], path: [x, y] })
for (let i = 0; i < 20; i++) {
  const z = bowl(x, y)
  x.cleargrad()
  y.cleargrad()
  z.backward()
  x.data -= 0.1 * x.grad.data
  y.data -= 0.1 * y.grad.data
}
print(x, y)`,
  '.showGraph': `const x = new Variable(np.array(2.0))
const y = square(x) + x
showGraph(y)
print(y)`,
  '.NDArray': `const a = np.array([[1.0, 2.0], [3.0, 4.0]])
print(a.shape, a.dtype, a instanceof NDArray)
print(a)`,
  '.Variable': `const x = new Variable(np.array(3.0), 'x')
const y = x ** 2
y.backward()
print(y, x.grad)`,
  '.Function': `class Cube extends Function {
  forward(x) {
    return x ** 3
  }
  backward(gy) {
    const [x] = this.inputs
    return 3 * x ** 2 * gy
  }
}
const cube = new Cube()
const x = new Variable(np.array(2.0))
const y = cube(x)
y.backward()
print(y, x.grad)`,
  '.Parameter': `const W = new Parameter(np.ones([2, 2]), 'W')
print(W, W instanceof Variable)`,
  '.Layer': `class Scale extends Layer {
  a = new Parameter(np.array(2.0), 'a')
  forward(x) {
    return x * this.a
  }
}
const scale = new Scale()
const y = scale(np.array([1.0, 2.0]))
sum(y).backward()
print(y)
for (const p of scale.params()) print(p.name, p.grad)`,
  '.Linear': `const layer = new Linear(2)
const y = layer(np.ones([3, 4]))
print(y.shape)
for (const p of layer.params()) print(p.name, p.shape)`,
  '.Model': `class Net extends Model {
  l1 = new Linear(4)
  l2 = new Linear(1)
  forward(x) {
    return this.l2(sigmoid(this.l1(x)))
  }
}
const net = new Net()
print(net(np.ones([3, 2])).shape)`,
  '.Sequential': `const net = new Sequential(new Linear(4), sigmoid, new Linear(1))
print(net(np.ones([3, 2])).shape)`,
  '.MLP': `const net = new MLP([8, 3], relu)
print(net(np.ones([5, 2])).shape)`,
  '.Optimizer': `class Sign extends Optimizer {
  updateOne(p) {
    p.data = p.data - 0.1 * np.sign(p.grad.data)
  }
}
const model = new MLP([1])
const optimizer = new Sign().setup(model)
const loss = sum(model(np.ones([2, 3])) ** 2)
loss.backward()
optimizer.update()
print(loss, sum(model(np.ones([2, 3])) ** 2))`,
  '.SGD': `const model = new MLP([4, 1])
const x = np.array([[0.0], [0.5], [1.0]])
const t = np.array([[0.0], [1.0], [0.0]])
const optimizer = new SGD({ lr: 0.2 }).setup(model)
for (let i = 0; i < 100; i++) {
  const loss = meanSquaredError(model(x), t)
  model.cleargrads()
  loss.backward()
  optimizer.update()
  track('loss', loss)
}
print(model(x))`,
  '.MomentumSGD': `const model = new MLP([4, 1])
const x = np.array([[0.0], [0.5], [1.0]])
const t = np.array([[0.0], [1.0], [0.0]])
const optimizer = new MomentumSGD({ lr: 0.1, momentum: 0.9 }).setup(model)
for (let i = 0; i < 100; i++) {
  const loss = meanSquaredError(model(x), t)
  model.cleargrads()
  loss.backward()
  optimizer.update()
  track('loss', loss)
}
print(model(x))`,
  '.AdaGrad': `const model = new MLP([4, 1])
const x = np.array([[0.0], [0.5], [1.0]])
const t = np.array([[0.0], [1.0], [0.0]])
const optimizer = new AdaGrad({ lr: 0.1 }).setup(model)
for (let i = 0; i < 100; i++) {
  const loss = meanSquaredError(model(x), t)
  model.cleargrads()
  loss.backward()
  optimizer.update()
  track('loss', loss)
}
print(model(x))`,
  '.AdaDelta': `const model = new MLP([4, 1])
const x = np.array([[0.0], [0.5], [1.0]])
const t = np.array([[0.0], [1.0], [0.0]])
const optimizer = new AdaDelta().setup(model)
for (let i = 0; i < 100; i++) {
  const loss = meanSquaredError(model(x), t)
  model.cleargrads()
  loss.backward()
  optimizer.update()
  track('loss', loss)
}
print(model(x))`,
  '.Adam': `const model = new MLP([4, 1])
const x = np.array([[0.0], [0.5], [1.0]])
const t = np.array([[0.0], [1.0], [0.0]])
const optimizer = new Adam({ alpha: 0.05 }).setup(model)
for (let i = 0; i < 100; i++) {
  const loss = meanSquaredError(model(x), t)
  model.cleargrads()
  loss.backward()
  optimizer.update()
  track('loss', loss)
}
print(model(x))`,
  '.WeightDecay': `const model = new MLP([4, 1])
const x = np.array([[0.0], [0.5], [1.0]])
const t = np.array([[0.0], [1.0], [0.0]])
const optimizer = new SGD({ lr: 0.2 }).setup(model)
optimizer.addHook(new WeightDecay(0.01))
const loss = meanSquaredError(model(x), t)
loss.backward()
optimizer.update()
print(loss, meanSquaredError(model(x), t))`,
  '.ClipGrad': `const model = new MLP([4, 1])
const x = np.array([[0.0], [0.5], [1.0]])
const t = np.array([[0.0], [1.0], [0.0]])
const optimizer = new SGD({ lr: 0.2 }).setup(model)
optimizer.addHook(new ClipGrad(1.0))
const loss = meanSquaredError(model(x), t)
loss.backward()
optimizer.update()
print(loss, meanSquaredError(model(x), t))`,
  '.FreezeParam': `const model = new MLP([1])
const x = np.ones([2, 3])
model(x)
const optimizer = new SGD({ lr: 0.2 }).setup(model)
optimizer.addHook(new FreezeParam(model))
const loss = sum(model(x) ** 2)
loss.backward()
optimizer.update()
print(loss, sum(model(x) ** 2))`,
  '.Dataset': `class Squares extends Dataset {
  prepare() {
    this.data = np.arange(5)
    this.label = np.arange(5) ** 2
  }
}
const data = new Squares()
print(data.length)
const [x, t] = data.get(3)
print(x, t)`,
  '.Spiral': `const data = new Spiral()
const [x, t] = data.get(0)
print(data.length, x, t)`,
  '.SinCurve': `const data = new SinCurve()
const [x, t] = data.get(0)
print(data.length, x, t)`,
  '.DataLoader': `const loader = new DataLoader(new Spiral(), 100)
for (const [x, t] of loader) print(x.shape, t.shape)`,
  '.SeqDataLoader': `let count = 0
for (const [x, t] of new SeqDataLoader(new SinCurve(), 30)) {
  if (count++ === 0) print(x.shape, t.shape)
}
print(count)`,
  '.F': `const x = new Variable(np.array([1.0, 2.0]))
print(F.sum(F.exp(x)))`,
  '.Config': `print(Config.enableBackprop, Config.train)
noGrad(() => print(Config.enableBackprop))`,
  '.np': 'print(np.arange(6).reshape([2, 3]))',
  '.meanSquaredError': `const y = new Variable(np.array([[1.0], [3.0]]))
const loss = meanSquaredError(y, np.array([[0.0], [1.0]]))
loss.backward()
print(loss, y.grad)`,
  '.softmaxCrossEntropy': `const scores = new Variable(np.array([[2.0, 1.0, 0.0], [0.0, 1.0, 2.0]]))
const loss = softmaxCrossEntropy(scores, np.array([0, 2]))
loss.backward()
print(loss)
print(scores.grad)`,
  '.sigmoidCrossEntropy': `const x = new Variable(np.array([2.0, -1.0]))
const loss = sigmoidCrossEntropy(x, np.array([1, 0]))
loss.backward()
print(loss, x.grad)`,
  '.binaryCrossEntropy': `const p = new Variable(np.array([0.9, 0.2]))
const loss = binaryCrossEntropy(p, np.array([1, 0]))
loss.backward()
print(loss, p.grad)`,
  '.accuracy': `const scores = np.array([[0.2, 0.8], [0.9, 0.1]])
print(accuracy(scores, np.array([1, 1])))`,
  '.dropout': `const x = new Variable(np.ones([6]))
print(dropout(x, { ratio: 0.5 }))
testMode(() => print(dropout(x)))`,
  '.asArray': 'print(asArray(3.0).shape, asArray(np.ones([2])).shape)',
  '.asVariable': 'print(asVariable(3.0))',
  '.usingConfig': `const x = new Variable(np.array(2.0))
const y = usingConfig('enableBackprop', false, () => square(x))
print(y, y.creator)`,
  '.noGrad': `const x = new Variable(np.array(2.0))
const y = noGrad(() => square(x))
print(y, y.creator)`,
  '.testMode': `testMode(() => print(Config.train))
print(Config.train)`,
  '.numericalDiff': `const x = new Variable(np.array(2.0))
print(numericalDiff(square, x))`,
  '.numericalGrad': `const x = new Variable(np.array([1.0, 2.0]))
print(numericalGrad(square, x))`,
  '.gradientCheck': `const x = new Variable(np.array([1.0, 2.0]))
print(gradientCheck((v) => sin(v) * v, x))`,
  '.getDotGraph': `const x = new Variable(np.array(2.0), 'x')
print(getDotGraph(square(x)))`,
  '.saveWeights': `const model = new MLP([2, 1])
const x = np.ones([1, 2])
print(model(x))
const weights = saveWeights(model)
print(Object.keys(weights).length)`,
  '.loadWeights': `const model = new MLP([2, 1])
const x = np.ones([1, 2])
print(model(x))
const weights = saveWeights(model)
const other = new MLP([2, 1])
other(x)
loadWeights(other, weights)
print(other(x))`,
}
