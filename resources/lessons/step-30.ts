// step: 30-32
// stage: 3
// title.en: A gradient with a graph of its own
// title.ko: 기울기에도 계산 그래프가
// panels: graph, variables
// expect: variable(24.0)
// expect: without createGraph, the gradient has a creator: false
// expect: variable(24.0)
// expect: with createGraph, the gradient has a creator: true
// expect: variable(44.0)

// %% [markdown] lang=en
// To differentiate twice, the first derivative must itself be something that we can walk back. What
// would that take?
//
// Look at `backward` of Square: 2 · x · gy. It is a computation like any other. If `x` and `gy` are plain
// arrays, nothing is recorded. If they are **variables**, then every sign in it records a function, and
// the backward pass builds a second graph while it runs.
//
// So the change is small: a gradient is a variable, and `backward` of a function computes with
// variables. Because this second graph costs time and memory, it is built only on request, with
// `createGraph: true`.
//
// For x⁴ − 2x² at 2: the first derivative 4x³ − 4x is 24, the second 12x² − 4 is 44.
//
// **Try.** Ask for the third derivative. It should be 24x = 48.
//
// **Look.** The Graph panel: the part that backward added hangs on the part of forward.
//
// **Exercise.** Why is there a `cleargrad` between the two calls of `backward`?
// <details>
// `x.grad` holds the first derivative. Without clearing, the second one would be added to it: 24 + 44.
// Keep the first one under another name before you clear.
// </details>

// %% [markdown] lang=ko
// 두 번 미분하려면 1차 미분도 거슬러 갈 수 있는 것이어야 합니다. 무엇이 필요할까요?
//
// Square의 `backward`를 보세요: 2 · x · gy. 보통의 계산과 다르지 않습니다. `x`와 `gy`가 그냥 배열이면 아무것도
// 기록되지 않습니다. **변수**라면 연산자마다 함수가 기록되고, 역전파를 하는 동안 두 번째 그래프가
// 만들어집니다.
//
// 그래서 조금만 바꾸면 됩니다. 기울기를 변수로 하고, 함수의 `backward`가 변수로 계산하게 합니다. 두 번째
// 그래프에는 시간과 메모리가 들기 때문에 `createGraph: true`로 부탁할 때만 만듭니다.
//
// x⁴ − 2x²의 경우 2에서 1차 미분 4x³ − 4x는 24, 2차 미분 12x² − 4는 44입니다.
//
// **해 보기.** 3차 미분을 구해 보세요. 24x = 48이 나와야 합니다.
//
// **살펴보기.** 그래프 패널에서 역전파가 더한 부분이 순전파의 그래프에 이어져 있습니다.
//
// **연습.** `backward`를 두 번 부르는 사이에 왜 `cleargrad`가 있을까요?
// <details>
// `x.grad`에는 1차 미분이 들어 있습니다. 비우지 않으면 2차 미분이 거기에 더해져 24 + 44가 됩니다. 비우기
// 전에 1차 미분을 다른 이름으로 챙겨 두세요.
// </details>

// %% The usual backward: only a number ko="보통의 역전파: 숫자만 나옵니다"
function f(x) {
  return x ** 4 - 2 * x ** 2
}

const x = new Variable(np.array(2.0))
const y = f(x)
y.backward()
print(x.grad)
print('without createGraph, the gradient has a creator:', x.grad.creator !== null)

// %% The gradient with a graph ko="그래프가 있는 기울기"
const w = new Variable(np.array(2.0))
const z = f(w)
z.backward({ createGraph: true })
const first = w.grad
print(first)
print('with createGraph, the gradient has a creator:', first.creator !== null)

// %% Differentiate the gradient ko="기울기를 미분하기"
w.cleargrad()
first.backward()
print(w.grad)
