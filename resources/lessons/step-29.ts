// step: 29
// stage: 3
// title.en: Newton's method by hand
// title.ko: 손으로 쓰는 뉴턴 방법
// panels: figures, loss, variables
// expect: 0 variable(2.0)
// expect: 1 variable(1.4545454545454546)
// expect: 2 variable(1.1510467893775467)
// expect: 3 variable(1.0253259289766978)
// expect: 4 variable(1.0009084519430513)
// expect: 5 variable(1.0000012353089454)
// expect: 6 variable(1.000000000002289)
// expect: 7 variable(1.0)
// expect: 8 variable(1.0)
// expect: 9 variable(1.0)
// expect: gradient descent: still 0.0023 away
// expect: gradient descent after 1000 steps: 0.6837 0.4660
// expect: newton after 6 steps: 1.0000 1.0000

// %% [markdown] lang=en
// Gradient descent knows the slope but not how the slope itself changes. **Newton's method** uses both:
// it lays a parabola on the curve and jumps to the lowest point of that parabola. The step is the first
// derivative divided by the second.
//
// Our package finds the first derivative by itself. The second one we still write by hand: for
// x⁴ − 2x² it is 12x² − 4.
//
// **Try.** Start at 0.1 instead of 2. Newton looks for a flat place; is every flat place a lowest point?
//
// **Look.** The Loss panel: the distance from 1 for both methods, with Log scale on. With Newton the
// number of right digits doubles at each step. The Figures panel shows where the first jumps land, and
// then both methods in the banana valley of step 28: a handful of jumps against 1000 steps.
//
// **Exercise.** Why can we not simply call `backward` twice to get the second derivative?
// <details>
// The second call walks the same graph again and adds the same first derivative once more. To get
// further, the gradient itself would have to have a graph. That is the subject of steps 30 to 32.
// </details>

// %% [markdown] lang=ko
// 경사하강법은 기울기를 알지만, 기울기가 어떻게 변하는지는 모릅니다. **뉴턴 방법**은 둘 다 씁니다. 곡선에
// 포물선을 맞춰 놓고 그 포물선의 가장 낮은 점으로 뛰어갑니다. 걸음은 1차 미분을 2차 미분으로 나눈 값입니다.
//
// 1차 미분은 꾸러미가 구해 줍니다. 2차 미분은 아직 손으로 씁니다. x⁴ − 2x²이면 12x² − 4입니다.
//
// **해 보기.** 2 대신 0.1에서 시작해 보세요. 뉴턴 방법은 평평한 곳을 찾습니다. 평평한 곳은 모두 가장 낮은
// 점일까요?
//
// **살펴보기.** 손실 패널에 두 방법이 1에서 얼마나 떨어져 있는지 보입니다. 로그 눈금을 켜 보세요. 뉴턴
// 방법은 걸음마다 맞는 자릿수가 두 배로 늘어납니다. 그림 패널에는 처음 몇 번의 도약이 닿은 곳이 보이고,
// 28단계의 바나나 골짜기에서 두 방법을 견주어 볼 수 있습니다. 도약 몇 번과 1000걸음의 차이입니다.
//
// **연습.** `backward`를 두 번 부르면 2차 미분이 나올까요?
// <details>
// 나오지 않습니다. 두 번째 호출은 같은 그래프를 다시 걸어 같은 1차 미분을 한 번 더 더합니다. 더 나아가려면
// 기울기에도 그래프가 있어야 합니다. 30~32단계의 주제입니다.
// </details>

// %% The curve and its second derivative ko="곡선과 2차 미분"
function f(x) {
  return x ** 4 - 2 * x ** 2
}

function secondDerivative(x: NDArray): NDArray {
  return 12 * x ** 2 - 4
}

// %% Ten steps of Newton ko="뉴턴 방법 열 걸음"
const x = new Variable(np.array(2.0))
const xs = np.linspace(0.6, 2.1, 120)
const jumps = []
plot(xs, f(xs), { name: 'f', title: 'Newton on the curve' })

for (let i = 0; i < 10; i++) {
  print(i, x)
  track('newton', np.abs(x.data - 1), i)
  const y = f(x)
  jumps.push([x.data.item(), y.data.item()])
  const places = np.array(jumps)
  scatter(places.get(':', 0), places.get(':', 1), { name: 'jumps', title: 'Newton on the curve' })
  x.cleargrad()
  y.backward()
  x.data -= x.grad.data / secondDerivative(x.data)
}

// %% The same with gradient descent ko="같은 일을 경사하강법으로"
const w = new Variable(np.array(2.0))

for (let i = 0; i < 60; i++) {
  track('gradient descent', np.abs(w.data - 1), i)
  const y = f(w)
  w.cleargrad()
  y.backward()
  w.data -= 0.01 * w.grad.data
}
print('gradient descent: still', np.abs(w.data - 1).item().toFixed(4), 'away')

// %% Both in the banana valley ko="바나나 골짜기에서 견주기"
function rosenbrock(a, b) {
  return 100 * (b - a ** 2) ** 2 + (a - 1) ** 2
}

function slopes(a, b) {
  a.cleargrad()
  b.cleargrad()
  rosenbrock(a, b).backward()
  return [a.grad.data, b.grad.data]
}

const valley = { x: [-1.5, 1.5], y: [-0.5, 2.5] }
const a = new Variable(np.array(0.0))
const b = new Variable(np.array(2.0))
contour(rosenbrock, { ...valley, title: 'Gradient descent', path: [a, b] })

for (let i = 0; i < 1000; i++) {
  const [ga, gb] = slopes(a, b)
  a.data -= 0.001 * ga
  b.data -= 0.001 * gb
}
print('gradient descent after 1000 steps:', a.data.item().toFixed(4), b.data.item().toFixed(4))

const c = new Variable(np.array(0.0))
const d = new Variable(np.array(2.0))
contour(rosenbrock, { ...valley, title: 'Newton', path: [c, d] })

for (let i = 0; i < 6; i++) {
  const [gc, gd] = slopes(c, d)
  // The four second derivatives, worked out on paper.
  const cc = 1200 * c.data ** 2 - 400 * d.data + 2
  const cd = -400 * c.data
  const dd = 200
  const area = cc * dd - cd * cd
  c.data -= (dd * gc - cd * gd) / area
  d.data -= (cc * gd - cd * gc) / area
}
print('newton after 6 steps:', c.data.item().toFixed(4), d.data.item().toFixed(4))
