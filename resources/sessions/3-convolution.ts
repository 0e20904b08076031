// title: Convolution: squares, pluses, crosses
// %% [markdown]
// # Filters that look for shapes
// Noisy images of squares, pluses and crosses, each somewhere else. A convolution slides small filters over the
// image, so that a shape is found wherever it stands; pooling keeps the strongest answers. Watch the loss fall and the
// accuracy rise, then open the graph: Conv2d, BatchNorm, ReLU and Pooling are one node each.

// %% Data
const train = new Shapes()
const unseen = new Shapes(false)

function draw(image) {
  const rows = image.get(0).tolist()
  return rows.map((row) => row.map((v) => (v > 0.5 ? '#' : '.')).join(' ')).join('\n')
}
print(draw(train.get(0)[0]))
print('label', train.get(0)[1])

// %% The network
class Net extends Model {
  conv1 = new Conv2d(8, 3, { pad: 1, nobias: true, dtype: 'float32' })
  norm = new BatchNorm()
  conv2 = new Conv2d(8, 3, { pad: 1, dtype: 'float32' })
  out = new Linear(3, { dtype: 'float32' })

  forward(x) {
    const a = pooling(relu(this.norm(this.conv1(x))), { kernelSize: 2, stride: 2 })
    const b = pooling(relu(this.conv2(a)), { kernelSize: 2, stride: 2 })
    return this.out(flatten(b))
  }
}

np.random.seed(0)
const net = new Net()
const optimizer = new Adam({ alpha: 0.01 }).setup(net)

// %% Training
const epochs = 8
const loader = new DataLoader(train, 30)
for (let epoch = 1; epoch <= epochs; epoch++) {
  for (const [x, t] of loader) {
    const y = net(x)
    const loss = softmaxCrossEntropy(y, t)
    net.cleargrads()
    loss.backward()
    optimizer.update()
    track({ loss, accuracy: accuracy(y, t) })
  }
  progress(epoch, epochs, 'epoch')
}

// %% Images that it has not seen
testMode(() =>
  noGrad(() => {
    print('accuracy', accuracy(net(unseen.data), unseen.label))
  }),
)
