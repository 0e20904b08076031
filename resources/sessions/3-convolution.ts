// title.en: Convolution: squares, pluses, crosses
// title.ko: 합성곱: 네모, 더하기, 엑스

// %% [markdown] lang=en
// Filters that look for shapes. Noisy images of squares, pluses and crosses, each somewhere else. A convolution
// slides small filters over the image, so that a shape is found wherever it stands; pooling keeps the strongest
// answers. Watch the loss fall and the accuracy rise, then open the graph: Conv2d, BatchNorm, ReLU and Pooling are
// one node each.

// %% [markdown] lang=ko
// 모양을 찾는 필터입니다. 네모, 더하기, 엑스 모양이 저마다 다른 자리에 있는, 잡음 섞인 이미지입니다. 합성곱은 작은
// 필터를 이미지 위로 밀고 다니므로 모양이 어디에 있든 찾아내고, 풀링은 가장 강한 응답을 남깁니다. 손실이 줄고
// 정확도가 오르는 모습을 지켜본 다음 그래프를 여세요. Conv2d, BatchNorm, ReLU, Pooling이 저마다 노드 하나입니다.

// %% Data ko="데이터"
const train = new Shapes()
const unseen = new Shapes(false)

function draw(image) {
  const rows = image.get(0).tolist()
  return rows.map((row) => row.map((v) => (v > 0.5 ? '#' : '.')).join(' ')).join('\n')
}
print(draw(train.get(0)[0]))
print('label', train.get(0)[1])

// %% The network ko="신경망"
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

// %% Training ko="학습"
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

// %% Images that it has not seen ko="처음 보는 이미지"
testMode(() =>
  noGrad(() => {
    print('accuracy', accuracy(net(unseen.data), unseen.label))
  }),
)
