// step: 42
// stage: 4
// title.en: Find a line
// title.ko: 직선 찾기
// panels: figures, loss, gradients, variables
// expect: variable([[0.64433458]]) variable([1.29473389]) variable(42.296340129442335)
// expect: variable([[1.12672345]]) variable([2.26959351]) variable(23.97380754378544)
// expect: variable([[1.48734571]]) variable([3.00386712]) variable(13.609686745040522)
// expect: variable([[2.12054108]]) variable([5.46483864]) variable(0.07916414732237737)
// expect: variable([[2.11807369]]) variable([5.46608905]) variable(0.07908606512411756)

// %% [markdown] lang=en
// A hundred points lie near the line 2x + 5, shifted by noise. We do not tell the program the 2 and the 5.
// It begins with 0 and 0 and has to find them.
//
// How far off a guess is, is measured by the **loss**: the mean of the squared distances between what the
// line predicts and what the points say. Training is gradient descent on the loss: predict, compute the
// loss, go back, take a small step.
//
// **Try.** Learning rates 0.01, 0.5 and 1.2. One is slow, one is fast, one flies away.
//
// **Look.** The Figures panel: drag the timeline and watch the line rise to the points. The Loss panel:
// steep at first, then flat. The Gradients panel: both gradients shrink as the line gets better.
//
// **Exercise.** The loss does not reach 0, and `b` ends near 5.47 instead of 5. Why?
// <details>
// The noise lies between 0 and 1, so on average it lifts the points by 0.5, and the rest of it cannot be
// on one line.
// </details>

// %% [markdown] lang=ko
// 점 100개가 직선 2x + 5 근처에 잡음과 함께 흩어져 있습니다. 2와 5를 알려 주지 않습니다. 프로그램은 0과 0에서
// 시작해 스스로 찾아야 합니다.
//
// 얼마나 틀렸는지는 **손실**로 잽니다. 직선이 예측한 값과 실제 점 사이의 거리를 제곱해 평균한 값입니다. 학습은
// 손실에 경사하강법을 쓰는 일입니다. 예측하고, 손실을 구하고, 역전파하고, 조금 움직입니다.
//
// **해 보기.** 학습률을 0.01, 0.5, 1.2로 바꿔 보세요. 하나는 느리고, 하나는 빠르고, 하나는 멀리 날아갑니다.
//
// **살펴보기.** 그림 패널을 열고 타임라인을 끌어 보세요. 직선이 점들 쪽으로 올라갑니다. 손실 패널의 곡선은
// 처음에 가파르고 나중에 평평합니다. 기울기 패널에서는 직선이 나아질수록 두 기울기가 작아집니다.
//
// **연습.** 손실은 0이 되지 않고 `b`는 5가 아니라 5.47 근처에서 끝납니다. 왜 그럴까요?
// <details>
// 잡음이 0과 1 사이라서 평균 0.5만큼 점을 끌어올립니다. 나머지 잡음은 한 직선에 놓일 수 없습니다.
// </details>

// %% A hundred points near a line ko="직선 근처의 점 100개"
np.random.seed(0)
const x = new Variable(np.random.rand(100, 1))
const y = new Variable(5 + 2 * x.data + np.random.rand(100, 1))
scatter(x, y, { title: 'Points and line' })

// %% The guess and its loss ko="예측과 손실"
const W = new Variable(np.zeros([1, 1]))
const b = new Variable(np.zeros(1))

function predict(x) {
  return matmul(x, W) + b
}

// %% Training ko="학습"
const lr = 0.1
const iterations = 100

for (let i = 0; i < iterations; i++) {
  const loss = meanSquaredError(y, predict(x))
  W.cleargrad()
  b.cleargrad()
  loss.backward()

  W.data -= lr * W.grad.data
  b.data -= lr * b.grad.data
  track('loss', loss)
  const [slope, start] = [W.data.item(), b.data.item()]
  plot([0, 1], [start, start + slope], { name: 'line', title: 'Points and line' })
  if (i < 3 || i >= iterations - 2) print(W, b, loss)
}
