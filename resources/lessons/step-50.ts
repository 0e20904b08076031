// step: 50
// stage: 4
// title.en: A loader, and a fair test
// title.ko: 배치를 꺼내 주는 로더와 공정한 시험
// panels: loss, gradients
// expect: 10 batches of shape [30, 2]
// expect: epoch 1 train 1.0944 test 1.0468
// expect: epoch 50 train 0.6683 test 0.6850
// expect: epoch 100 train 0.3146 test 0.3248
// expect: accuracy train 0.87 test 0.86

// %% [markdown] lang=en
// Shuffling, cutting into mini-batches, starting again: every training needs it. A **DataLoader** does
// it; the loop becomes `for (const [x, t] of loader)`.
//
// The second new thing is more important. A network can learn its examples by heart and still know
// nothing about new ones. So we keep points aside that are never trained on, the **test set**, and measure
// the loss there, too. For measuring no gradients are needed: `noGrad`.
//
// **Try.** 300 epochs. Do both curves keep falling?
//
// **Look.** The Loss panel: train and test together. When the train curve falls and the test curve rises,
// the network is learning by heart.
//
// **Exercise.** Train on only 30 points and test on all of the test set. What do the two curves do?
// <details>
// Stop the inner loop after its first batch, with a loader that does not shuffle. The train loss goes
// towards 0, and the test loss stays high.
// </details>

// %% [markdown] lang=ko
// 섞고, 미니배치로 나누고, 처음부터 다시 시작하는 일은 어느 학습에나 필요합니다. **DataLoader**가 이 일을
// 맡습니다. 반복문은 `for (const [x, t] of loader)`가 됩니다.
//
// 두 번째로 배울 것이 더 중요합니다. 신경망은 예제를 통째로 외우고도 새로운 것은 전혀 모를 수 있습니다.
// 그래서 학습에 쓰지 않는 점을 따로 둡니다. 이것이 **테스트 데이터**이고, 여기서도 손실을 잽니다. 잴 때는
// 기울기가 필요 없으므로 `noGrad`를 씁니다.
//
// **해 보기.** 300에포크까지 학습해 보세요. 두 곡선이 모두 계속 내려가나요?
//
// **살펴보기.** 손실 패널에 학습 곡선과 테스트 곡선이 함께 있습니다. 학습 곡선은 내려가는데 테스트 곡선이
// 올라가면 외우고 있는 것입니다.
//
// **연습.** 점 30개로만 학습하고 테스트는 전체로 해 보세요. 두 곡선은 어떻게 되나요?
// <details>
// 섞지 않는 로더를 쓰고 안쪽 반복문을 첫 배치에서 멈추세요. 학습 손실은 0으로 가고 테스트 손실은 높은 채로
// 있습니다.
// </details>

// %% Two sets, two loaders ko="데이터 둘, 로더 둘"
const trainSet = new Spiral(true)
const testSet = new Spiral(false)
const trainLoader = new DataLoader(trainSet, 30)
const testLoader = new DataLoader(testSet, 30, { shuffle: false })

let batches = 0
let shape = []
for (const [x] of testLoader) {
  batches++
  shape = x.shape
}
print(batches, 'batches of shape', shape)

// %% One pass over a loader ko="로더를 한 바퀴 돌기"
const model = new MLP([10, 3])
const optimizer = new SGD(1.0).setup(model)

function pass(loader, learn) {
  let loss = 0
  let right = 0
  for (const [x, t] of loader) {
    const y = model(x)
    const batchLoss = softmaxCrossEntropy(y, t)
    if (learn) {
      model.cleargrads()
      batchLoss.backward()
      optimizer.update()
    }
    loss += batchLoss.data.item() * t.length
    right += accuracy(y, t).data.item() * t.length
  }
  return { loss: loss / loader.dataset.length, right: right / loader.dataset.length }
}

// %% Train and test ko="학습과 시험"
const epochs = 100
let train = null
let test = null

for (let epoch = 1; epoch <= epochs; epoch++) {
  train = pass(trainLoader, true)
  test = noGrad(() => pass(testLoader, false))
  track('train loss', train.loss, epoch)
  track('test loss', test.loss, epoch)
  if (epoch === 1 || epoch % 50 === 0) {
    print(`epoch ${epoch} train ${train.loss.toFixed(4)} test ${test.loss.toFixed(4)}`)
  }
}
print(`accuracy train ${train.right.toFixed(2)} test ${test.right.toFixed(2)}`)
