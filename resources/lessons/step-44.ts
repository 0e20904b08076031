// step: 44
// stage: 4
// title.en: Layers carry the parameters
// title.ko: 층이 매개변수를 챙깁니다
// panels: loss, gradients, variables
// expect: parameters: 4
// expect ~1e-9: variable(0.8165178386036895)
// expect ~1e-9: variable(0.24990280147191882)
// expect ~1e-9: variable(0.2460987374407991)

// %% [markdown] lang=en
// Four parameters were still easy to look after. With forty, every loop that lists them by hand would
// have a mistake in it. A **layer** is a function that owns its parameters: it makes them, uses them, and
// can name them all with `params()`.
//
// `Linear(10)` is a layer with ten outputs. It does not need to know the number of inputs: it makes its
// table `W` when the first data comes in. A `Parameter` is a variable; its class only says "training may
// change this one".
//
// **Try.** Use 3 and then 50 instead of 10 lines in the first layer.
//
// **Look.** The Variables panel and the Gradients panel: the parameters of both layers.
//
// **Exercise.** Write the class `Scale`, a layer with one parameter `s` that multiplies its input.
// <details>
// `class Scale extends Layer { s = new Parameter(np.array(1.0)); forward(x) { return x * this.s } }`
// </details>

// %% [markdown] lang=ko
// 매개변수가 넷이면 아직 돌볼 만합니다. 마흔 개라면 손으로 적은 목록에 꼭 실수가 생깁니다. **층**은 자기
// 매개변수를 가진 함수입니다. 매개변수를 만들고, 쓰고, `params()`로 모두 알려 줍니다.
//
// `Linear(10)`은 출력이 열 개인 층입니다. 입력이 몇 개인지는 몰라도 됩니다. 첫 데이터가 들어올 때 표 `W`를
// 만듭니다. `Parameter`도 변수입니다. 클래스 이름으로 "학습이 바꾸어도 되는 것"이라고 알려 줄 뿐입니다.
//
// **해 보기.** 첫 층의 직선을 10개 대신 3개, 50개로 바꿔 보세요.
//
// **살펴보기.** 변수 패널과 기울기 패널에서 두 층의 매개변수를 보세요.
//
// **연습.** 매개변수 `s` 하나를 입력에 곱하는 층 `Scale`을 만들어 보세요.
// <details>
// `class Scale extends Layer { s = new Parameter(np.array(1.0)); forward(x) { return x * this.s } }`
// </details>

// %% Points along a wave ko="물결을 이루는 점"
np.random.seed(0)
const x = np.random.rand(100, 1)
const y = np.sin(2 * np.pi * x) + np.random.rand(100, 1)

// %% Two layers ko="층 두 개"
const l1 = new Linear(10)
const l2 = new Linear(1)

function predict(x) {
  return l2(sigmoid(l1(x)))
}

predict(x)
print('parameters:', l1.params().length + l2.params().length)

// %% Training without a list of parameters ko="매개변수 목록 없이 학습하기"
const lr = 0.2
const iterations = 2001

for (let i = 0; i < iterations; i++) {
  const loss = meanSquaredError(y, predict(x))
  l1.cleargrads()
  l2.cleargrads()
  loss.backward()

  for (const layer of [l1, l2]) {
    for (const p of layer.params()) p.data -= lr * p.grad.data
  }

  if (i % 10 === 0) track('loss', loss, i)
  if (i % 1000 === 0) print(loss)
}
