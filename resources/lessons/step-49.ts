// step: 49
// stage: 4
// title.en: Data behind one door
// title.ko: 데이터는 하나의 문으로
// panels: loss, variables
// expect: 300 examples
// expect: shape of an example: [2] with a label: true
// expect: 5 examples, number 3: 9.0 27.0
// expect: epoch 1 loss 1.13
// expect: epoch 30 loss 0.73

// %% [markdown] lang=en
// Data comes in many forms: computed, from a file, too large for the memory. The training loop should not
// care. A **data set** answers two questions only: how many examples (`length`), and which one is number
// i (`get(i)`).
//
// A data set of your own fills `data` and `label` in `prepare`. Or it overrides `length` and `get` and
// makes each example only when somebody asks.
//
// **Try.** Let `Cubes` compute its examples in `get`, without any table.
//
// **Look.** The Loss panel: the same training as in the last lesson, from single examples.
//
// **Exercise.** Write a data set that gives every point of the spiral twice, the second time mirrored.
// <details>
// `length` is 600. In `get(i)` take example `i % 300`, and for `i >= 300` multiply its point by
// `np.array([-1.0, 1.0])`.
// </details>

// %% [markdown] lang=ko
// 데이터의 모습은 여러 가지입니다. 계산한 것도 있고, 파일에 든 것도 있고, 메모리에 다 담을 수 없는 것도
// 있습니다. 학습하는 반복문은 그런 것을 몰라도 되어야 합니다. **데이터셋**은 두 가지만 답합니다. 예제가 몇
// 개인지(`length`), i번 예제가 무엇인지(`get(i)`)입니다.
//
// 데이터셋을 직접 만들 때는 `prepare`에서 `data`와 `label`을 채웁니다. 아니면 `length`와 `get`을 바꿔 쓰고,
// 누가 물을 때만 예제를 만들어도 됩니다.
//
// **해 보기.** `Cubes`가 표 없이 `get`에서 예제를 계산하게 해 보세요.
//
// **살펴보기.** 손실 패널을 보세요. 지난 레슨과 같은 학습을 예제 하나하나로 합니다.
//
// **연습.** 나선의 점을 두 번씩 주되 두 번째는 거울에 비친 점을 주는 데이터셋을 만들어 보세요.
// <details>
// `length`는 600입니다. `get(i)`에서 `i % 300`번 예제를 꺼내고, `i >= 300`이면 점에
// `np.array([-1.0, 1.0])`을 곱하세요.
// </details>

// %% Ask a data set ko="데이터셋에 묻기"
const data = new Spiral()
print(data.length, 'examples')
const [point, label] = data.get(0)
print('shape of an example:', point.shape, 'with a label:', label !== null)

// %% A data set of your own ko="직접 만든 데이터셋"
class Cubes extends Dataset {
  prepare() {
    this.data = np.array([0.0, 1.0, 4.0, 9.0, 16.0])
    this.label = np.array([0.0, 1.0, 8.0, 27.0, 64.0])
  }
}

const cubes = new Cubes()
const [square3, cube3] = cubes.get(3)
print(`${cubes.length} examples, number 3:`, square3, cube3)

// %% Train on single examples put together ko="예제를 하나씩 모아 학습하기"
const epochs = 30
const batchSize = 30
const spiral = new Spiral()
const model = new MLP([10, 3])
const optimizer = new SGD(1.0).setup(model)

for (let epoch = 1; epoch <= epochs; epoch++) {
  const order = np.random.permutation(spiral.length).tolist()
  let total = 0

  for (let i = 0; i < spiral.length; i += batchSize) {
    const batch = order.slice(i, i + batchSize).map((k) => spiral.get(k))
    const x = np.stack(batch.map(([point]) => point))
    const t = np.stack(batch.map(([, label]) => label))
    const loss = softmaxCrossEntropy(model(x), t)
    model.cleargrads()
    loss.backward()
    optimizer.update()
    total += loss.data.item() * batch.length
  }

  track('loss', total / spiral.length, epoch)
  if (epoch === 1 || epoch === epochs) print(`epoch ${epoch} loss ${(total / spiral.length).toFixed(2)}`)
}
