// Examples of convolution, normalisation and recurrence: functions and layers, by name. See apiExamples.ts.
export const networkExamples: Readonly<Record<string, string>> = {
  '.conv2d': `const x = new Variable(np.arange(16).reshape([1, 1, 4, 4]) * 1.0)
const W = new Variable(np.array([[[[1.0, 0.0], [0.0, -1.0]]]]))
const y = conv2d(x, W, { stride: 1, pad: 0 })
y.backward()
print(y.shape)
print(W.grad)`,
  '.deconv2d': `const x = new Variable(np.array([[[[1.0, 2.0], [3.0, 4.0]]]]))
const W = new Variable(np.ones([1, 1, 2, 2]))
print(deconv2d(x, W, { stride: 2 }))`,
  '.pooling': `const x = new Variable(np.array([[[[1.0, 2.0, 5.0, 3.0], [4.0, 3.0, 1.0, 0.0]]]]))
const y = pooling(x, { kernelSize: 2, stride: 2 })
y.backward()
print(y)
print(x.grad)`,
  '.averagePooling': `const x = new Variable(np.array([[[[1.0, 2.0, 5.0, 3.0], [4.0, 3.0, 1.0, 0.0]]]]))
print(averagePooling(x, { kernelSize: 2, stride: 2 }))`,
  '.im2col': `const x = np.arange(9).reshape([1, 1, 3, 3])
print(im2col(x, { kernelSize: 2 }))`,
  '.col2im': `const x = np.ones([1, 1, 3, 3])
const columns = im2col(x, { kernelSize: 2 })
print('how many windows each pixel is in:')
print(col2im(columns, [1, 1, 3, 3], { kernelSize: 2 }))`,
  '.batchNorm': `const x = new Variable(np.array([[1.0, 10.0], [3.0, 30.0]]))
const mean = np.zeros([2])
const variance = np.ones([2])
print(batchNorm(x, np.ones([2]), np.zeros([2]), mean, variance))
print('running mean', mean)
testMode(() => print(batchNorm(x, np.ones([2]), np.zeros([2]), mean, variance)))`,
  '.embedId': `const W = new Variable(np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]))
const words = np.array([2, 0, 2], 'int32')
sum(embedId(words, W)).backward()
print(embedId(words, W))
print(W.grad)`,
  '.Conv2d': `const layer = new Conv2d(4, 3, { stride: 1, pad: 1 })
const y = layer(np.ones([2, 3, 8, 8]))
print(y.shape)
for (const p of layer.params()) print(p.name, p.shape)`,
  '.Deconv2d': `const layer = new Deconv2d(1, 2, { stride: 2 })
print(layer(np.ones([1, 3, 4, 4])).shape)`,
  '.RNN': `const rnn = new RNN(5)
for (let step = 0; step < 3; step++) print(rnn(np.ones([1, 2])).shape)
rnn.resetState()
print(rnn.h)`,
  '.LSTM': `class Next extends Model {
  memory = new LSTM(8)
  out = new Linear(1)
  forward(x) {
    return this.out(this.memory(x))
  }
}
const model = new Next()
for (const value of [0.1, 0.2, 0.3]) print(model(np.array([[value]])))
model.memory.resetState()`,
  '.EmbedId': `const layer = new EmbedId(100, 3)
print(layer(np.array([7, 7, 42], 'int32')))`,
  '.Shapes': `const [image, label] = new Shapes().get(0)
const lines = image.get(0).tolist().map((row) => row.map((v) => (v > 0.5 ? '#' : '.')).join(''))
print(lines.join('\\n'))
print('label', label)`,
  '.BatchNorm': `const layer = new BatchNorm()
const x = np.random.randn(50, 2) * 3 + 10
print('mean', np.mean(layer(x).data, { axis: 0 }))
print('running mean', layer.avgMean.data)
testMode(() => print('in test mode', np.mean(layer(x).data, { axis: 0 })))`,
}
