// step: 43
// stage: 4
// title.en: A small neural network
// title.ko: 작은 신경망
// panels: figures, loss, gradients
// expect ~1e-9: variable(0.8473695850105871)
// expect ~1e-9: variable(0.2514286285183606)
// expect ~1e-9: variable(0.24759485466749875)
// expect ~1e-9: variable(0.23786120447054832)
// expect ~1e-9: variable(0.2122223133310295)
// expect ~1e-9: variable(0.1674218111783421)
// expect ~1e-9: variable(0.09681932619992707)
// expect ~1e-8: variable(0.07849528290602338)
// expect ~1e-8: variable(0.07749729552991161)
// expect ~1e-8: variable(0.07722132399559319)

// %% [markdown] lang=en
// Now the points follow a wave, and no straight line fits. A **neural network** bends lines: it takes ten
// lines at once (W1, b1), sends each through a smooth step (`sigmoid`), and adds the ten results up
// (W2, b2).
//
// The numbers in W1, b1, W2, b2 are the **parameters**. At the start they are random and small. Nothing
// else changes: the same loss, the same loop as for the line.
//
// 10,000 steps take a few seconds. You may stop at any time.
//
// **Try.** Other numbers of lines: `hidden` 2, then 50. Then leave the `sigmoid` out. However long you
// train, what can the network draw now?
//
// **Look.** The Figures panel: drag the timeline and watch the curve bend. The Loss panel: nothing seems to
// happen for a while, then it falls in steps. The Gradients panel shows the four parameters.
//
// **Exercise.** Start with `W1` and `W2` all zeros instead of random numbers. Why does the network learn badly?
// <details>
// All ten lines begin equal, get equal gradients, and stay equal: ten copies of one.
// </details>

// %% [markdown] lang=ko
// 이번에는 점들이 물결을 이룹니다. 어떤 직선도 맞지 않습니다. **신경망**은 직선을 구부립니다. 직선 열 개를
// 한꺼번에 만들고(W1, b1), 저마다 부드러운 계단(`sigmoid`)에 통과시킨 뒤, 열 개의 결과를 더합니다(W2, b2).
//
// W1, b1, W2, b2에 든 숫자가 **매개변수**입니다. 처음에는 작은 임의의 수입니다. 나머지는 그대로입니다. 손실도
// 반복문도 직선을 찾을 때와 같습니다.
//
// 10,000번을 도는 데 몇 초 걸립니다. 언제든 멈출 수 있습니다.
//
// **해 보기.** 직선의 수 `hidden`을 2로, 그다음 50으로 바꿔 보세요. 이번에는 `sigmoid`를 빼 보세요. 아무리
// 오래 학습해도 신경망이 그릴 수 있는 것은 무엇일까요?
//
// **살펴보기.** 그림 패널을 열고 타임라인을 끌면 곡선이 구부러지는 모습이 보입니다. 손실은 한동안 그대로인
// 듯하다가 계단처럼 내려갑니다. 기울기 패널에는 매개변수 넷이 보입니다.
//
// **연습.** `W1`과 `W2`를 임의의 수 대신 모두 0으로 시작해 보세요. 왜 잘 배우지 못할까요?
// <details>
// 열 개의 직선이 똑같이 시작해 똑같은 기울기를 받고 계속 똑같습니다. 하나를 열 번 베낀 셈입니다.
// </details>

// %% Points along a wave ko="물결을 이루는 점"
np.random.seed(0)
const x = np.random.rand(100, 1)
const y = np.sin(2 * np.pi * x) + np.random.rand(100, 1)

// %% Ten lines and a bend ko="직선 열 개와 구부림"
const hidden = 10
const W1 = new Variable(0.01 * np.random.randn(1, hidden))
const b1 = new Variable(np.zeros(hidden))
const W2 = new Variable(0.01 * np.random.randn(hidden, 1))
const b2 = new Variable(np.zeros(1))

function predict(x) {
  const h = sigmoid(linear(x, W1, b1))
  return linear(h, W2, b2)
}

// %% The curve that it draws now ko="지금 그리는 곡선"
const grid = np.linspace(0, 1, 101).reshape([101, 1])
scatter(x, y, { title: 'Points and network' })

function draw() {
  const curve = noGrad(() => predict(grid))
  plot(grid, curve, { name: 'network', title: 'Points and network' })
}

// %% Training ko="학습"
const lr = 0.2
const iterations = 10000

for (let i = 0; i < iterations; i++) {
  const loss = meanSquaredError(y, predict(x))
  for (const p of [W1, b1, W2, b2]) p.cleargrad()
  loss.backward()

  W1.data -= lr * W1.grad.data
  b1.data -= lr * b1.grad.data
  W2.data -= lr * W2.grad.data
  b2.data -= lr * b2.grad.data

  if (i % 20 === 0) track('loss', loss, i)
  if (i % 250 === 0) draw()
  if (i % 1000 === 0) {
    print(loss)
    progress(i, iterations, 'training')
  }
}
