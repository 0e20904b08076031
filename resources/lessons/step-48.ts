// step: 48
// stage: 4
// title.en: Three spirals
// title.ko: 세 갈래 나선
// panels: figures, loss, gradients
// expect: 300 points
// expect: epoch 1 loss 1.13
// expect: epoch 100 loss 0.43
// expect: epoch 200 loss 0.18
// expect: accuracy 0.94

// %% [markdown] lang=en
// Three hundred points in three arms that wind around each other. No straight border separates them.
// The network of the last lesson can learn it, with two numbers in and three scores out.
//
// All points at once for each step would be slow, so we take small random groups: **mini-batches** of 30.
// When every point has had its turn, one **epoch** is over.
//
// **Try.** 300 epochs, then 3 hidden lines instead of 10. Look at the map each time.
//
// **Look.** The Loss panel: it stays high for a while, then falls quickly. The Figures panel has a map:
// each colour is the class that the network chooses there, and the points lie on it.
//
// **Exercise.** Why is the loss curve jagged, and not smooth as for the line?
// <details>
// Each epoch sees the points in another order, and each step sees only 30 of them, so its direction is
// only about right.
// </details>

// %% [markdown] lang=ko
// 점 300개가 서로 감기는 세 갈래로 놓여 있습니다. 직선으로는 나눌 수 없습니다. 지난 레슨의 신경망이 숫자 둘을
// 받아 점수 셋을 내면 배울 수 있습니다.
//
// 한 걸음마다 모든 점을 쓰면 느립니다. 그래서 임의로 작은 묶음을 만듭니다. 30개씩 묶은 것이
// **미니배치**입니다. 모든 점이 한 번씩 쓰이면 한 **에포크**가 끝납니다.
//
// **해 보기.** 에포크를 300으로, 그다음 은닉층의 직선을 10개 대신 3개로 바꿔 보세요. 그때마다 지도를 보세요.
//
// **살펴보기.** 손실 패널의 곡선은 한동안 높이 머물다가 빠르게 내려갑니다. 그림 패널에는 지도가 있습니다. 색은
// 신경망이 그 자리에서 고른 클래스이고, 그 위에 점들이 놓여 있습니다.
//
// **연습.** 손실 곡선은 왜 직선을 찾을 때처럼 매끄럽지 않고 들쭉날쭉할까요?
// <details>
// 에포크마다 점의 순서가 다르고, 걸음마다 30개만 봅니다. 그래서 방향이 대강만 맞습니다.
// </details>

// %% The points ko="점들"
const data = new Spiral()
const x = data.data
const t = data.label
print(x.length, 'points')

// %% The network ko="신경망"
const epochs = 200
const batchSize = 30
const model = new MLP([10, 3])
const optimizer = new SGD(1.0).setup(model)

// %% Training in mini-batches ko="미니배치로 학습하기"
for (let epoch = 1; epoch <= epochs; epoch++) {
  const order = np.random.permutation(x.length)
  let total = 0

  for (let i = 0; i < x.length; i += batchSize) {
    const chosen = order.get(`${i}:${i + batchSize}`)
    const loss = softmaxCrossEntropy(model(x.get(chosen)), t.get(chosen))
    model.cleargrads()
    loss.backward()
    optimizer.update()
    total += loss.data.item() * chosen.length
  }

  track('loss', total / x.length, epoch)
  if (epoch === 1 || epoch % 100 === 0) print(`epoch ${epoch} loss ${(total / x.length).toFixed(2)}`)
}

const right = accuracy(model(x), t)
print('accuracy', right.data.item().toFixed(2))

// %% A map of the answers ko="답의 지도"
function answer(u, v) {
  const places = np.stack([u.data.reshape([-1]), v.data.reshape([-1])], { axis: 1 })
  return np.argmax(model(places).data, { axis: 1 }).reshape(u.shape)
}

contour(answer, { x: [-1, 1], y: [-1, 1], size: 101, levels: [0.5, 1.5], title: 'Answers' })
scatter(x.get(':', 0), x.get(':', 1), { classes: t, title: 'Answers' })
