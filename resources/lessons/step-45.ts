// step: 45
// stage: 4
// title.en: Layers in a model
// title.ko: 층을 묶어 모델로
// panels: loss, graph, variables
// expect: parameters: 4
// expect: the three models agree: true

// %% [markdown] lang=en
// A layer may hold other layers. Then it knows all their parameters, too. A **model** is the outermost
// such layer: one object for the whole network, with one `cleargrads` and one `params`.
//
// Three ways to write the same network:
//
// - a class of your own: full freedom in `forward`;
// - `MLP([10, 1])`: fully connected layers with a sigmoid between them;
// - `Sequential(…)`: a list of layers and functions.
//
// **Try.** A deeper model: `MLP([10, 10, 1])`.
//
// **Look.** The Graph panel: all three have the same graph.
//
// **Exercise.** Give your own class a second path: the input goes to the output once through the layers
// and once directly, and both are added.
// <details>
// In `forward`: `return this.l2(sigmoid(this.l1(x))) + this.direct(x)` with `direct = new Linear(1)`.
// </details>

// %% [markdown] lang=ko
// 층 안에 다른 층을 넣을 수 있습니다. 그러면 안에 든 층의 매개변수도 모두 압니다. **모델**은 가장 바깥에 있는
// 층입니다. 신경망 전체가 객체 하나가 되고, `cleargrads`와 `params`도 하나씩만 있으면 됩니다.
//
// 같은 신경망을 쓰는 방법이 셋 있습니다.
//
// - 직접 만든 클래스: `forward`를 마음대로 쓸 수 있습니다.
// - `MLP([10, 1])`: 모두 이어진 층 사이에 sigmoid를 둡니다.
// - `Sequential(…)`: 층과 함수를 늘어놓습니다.
//
// **해 보기.** `MLP([10, 10, 1])`로 더 깊은 모델을 만들어 보세요.
//
// **살펴보기.** 그래프 패널에서 셋이 같은 그래프인지 보세요.
//
// **연습.** 직접 만든 클래스에 둘째 길을 내 보세요. 입력이 층을 거쳐 한 번, 바로 한 번 출력으로 가고 둘을
// 더합니다.
// <details>
// `direct = new Linear(1)`을 두고 `forward`에서
// `return this.l2(sigmoid(this.l1(x))) + this.direct(x)`라고 씁니다.
// </details>

// %% A model of your own ko="직접 만든 모델"
class TwoLayerNet extends Model {
  l1 = new Linear(10)
  l2 = new Linear(1)

  forward(x) {
    return this.l2(sigmoid(this.l1(x)))
  }
}

// %% Train any model ko="어떤 모델이든 학습하기"
function train(name, makeModel) {
  np.random.seed(0)
  const x = np.random.rand(100, 1)
  const y = np.sin(2 * np.pi * x) + np.random.rand(100, 1)
  const model = makeModel()
  let loss = null

  for (let i = 0; i < 200; i++) {
    loss = meanSquaredError(y, model(x))
    model.cleargrads()
    loss.backward()
    for (const p of model.params()) p.data -= 0.2 * p.grad.data
    track(name, loss)
  }
  return { model, loss }
}

const own = train('own class', () => new TwoLayerNet())
const mlp = train('MLP', () => new MLP([10, 1]))
const list = train('Sequential', () => new Sequential(new Linear(10), sigmoid, new Linear(1)))

print('parameters:', own.model.params().length)
const final = own.loss.data
print('the three models agree:', np.allclose(final, mlp.loss.data) && np.allclose(final, list.loss.data))
