// step: 34
// stage: 3
// title.en: Sine, again and again
// title.ko: 사인을 거듭 미분하기
// panels: figures, variables
// expect: 0 0.8414709848078965
// expect: 1 0.5403023058681398
// expect: 2 -0.8414709848078965
// expect: 3 -0.5403023058681398
// expect: 4 0.8414709848078965

// %% [markdown] lang=en
// The slope of sine is cosine, the slope of cosine is minus sine, and after four times we are back at
// the beginning. `backward` of sine calls `cos`, and `backward` of cosine calls `sin`: two functions that
// know each other.
//
// The second cell does the same for 200 points at once and draws the four curves.
//
// **Try.** Replace `sin` by `exp`. What do the curves look like now?
//
// **Look.** The Figures panel: four waves. Each one is the one before, moved a quarter to the left.
//
// **Exercise.** Why does one `backward` work for 200 points at once, though it needs one number to start?
// <details>
// It starts with 200 ones, one for each point. Each point only depends on itself, so each gets its own
// slope.
// </details>

// %% [markdown] lang=ko
// 사인의 기울기는 코사인이고 코사인의 기울기는 −사인입니다. 네 번 미분하면 처음으로 돌아옵니다. 사인의
// `backward`는 `cos`를, 코사인의 `backward`는 `sin`을 부릅니다. 서로를 아는 두 함수입니다.
//
// 둘째 셀은 점 200개에서 같은 일을 한꺼번에 하고 곡선 넷을 그립니다.
//
// **해 보기.** `sin`을 `exp`로 바꿔 보세요. 곡선이 어떻게 되나요?
//
// **살펴보기.** 그림 패널에 물결 넷이 보입니다. 저마다 앞의 물결을 왼쪽으로 4분의 1만큼 옮긴 모양입니다.
//
// **연습.** 역전파는 숫자 하나에서 시작한다고 했는데, 왜 점 200개에서 한 번에 될까요?
// <details>
// 점마다 하나씩 1이 200개인 배열에서 시작합니다. 점은 자기 자신에게만 달려 있으므로 저마다 자기 기울기를
// 얻습니다.
// </details>

// %% Four derivatives at one point ko="한 점에서 네 번 미분하기"
const x = new Variable(np.array(1.0))
let y = sin(x)
print(0, y.data)

for (let order = 1; order <= 4; order++) {
  x.cleargrad()
  y.backward({ createGraph: true })
  y = x.grad
  print(order, y.data)
}

// %% Four curves ko="곡선 넷"
const points = new Variable(np.linspace(-7, 7, 200))
const names = ['sin', 'first', 'second', 'third']
let curve = sin(points)
plot(points, curve, { name: names[0], title: 'Sine and its slopes' })

for (let order = 1; order <= 3; order++) {
  points.cleargrad()
  curve.backward({ createGraph: true })
  curve = points.grad
  plot(points, curve, { name: names[order], title: 'Sine and its slopes' })
}
