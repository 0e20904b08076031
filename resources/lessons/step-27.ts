// step: 27
// stage: 3
// title.en: Sine from powers
// title.ko: 거듭제곱으로 만드는 사인
// panels: graph, loss, variables
// expect: --- original sin ---
// expect: 0.7071067811865475
// expect: variable(0.7071067811865476)
// expect: --- approximate sin ---
// expect: 0.7071064695751781
// expect: variable(0.7071032148228457)

// %% [markdown] lang=en
// There are two ways to teach the package a new function.
//
// 1. Write a class with `forward` and `backward`. We know that the slope of sin is cos.
// 2. Write it with what is there already, and let backward do the rest. Near 0, sine is a sum of powers:
//    x − x³/3! + x⁵/5! − … (a **Taylor series**). The more terms, the closer.
//
// The second way needs no thought about slopes, and even works with a loop whose length is decided while
// it runs: it ends when the next term is smaller than a threshold.
//
// **Try.** Set the threshold to 1e-150. The graph grows, and the error disappears.
//
// **Look.** The Graph panel: each term adds a few functions. The Loss panel: the size of each term.
//
// **Exercise.** The exponential is 1 + x + x²/2! + x³/3! + … Write it in the same way and compare it with
// `exp` at 1.
// <details>
// One loop; the term is `x ** i / factorial(i)`. Begin with `new Variable(np.array(1.0))`.
// </details>

// %% [markdown] lang=ko
// 꾸러미에 새 함수를 가르치는 방법은 둘입니다.
//
// 1. `forward`와 `backward`가 있는 클래스를 씁니다. sin의 기울기가 cos라는 것은 알고 있습니다.
// 2. 이미 있는 것으로 쓰고 나머지는 역전파에 맡깁니다. 0 근처에서 사인은 거듭제곱의 합입니다:
//    x − x³/3! + x⁵/5! − … (**테일러 급수**). 항이 많을수록 가까워집니다.
//
// 둘째 방법은 기울기를 생각할 필요가 없습니다. 반복 횟수가 실행 중에 정해지는 반복문이어도 됩니다. 다음 항이
// 문턱값보다 작아지면 끝납니다.
//
// **해 보기.** 문턱값을 1e-150으로 바꿔 보세요. 그래프가 커지고 오차가 사라집니다.
//
// **살펴보기.** 그래프 패널에서 항마다 함수가 몇 개씩 늘어납니다. 손실 패널에는 항의 크기가 보입니다.
//
// **연습.** 지수 함수는 1 + x + x²/2! + x³/3! + … 입니다. 같은 방법으로 써서 1에서 `exp`와 견주어 보세요.
// <details>
// 반복문 하나면 됩니다. 항은 `x ** i / factorial(i)`이고, `new Variable(np.array(1.0))`에서 시작합니다.
// </details>

// %% Sine as a class ko="클래스로 만든 사인"
class Sin extends Function {
  forward(x) {
    return np.sin(x)
  }

  backward(gy) {
    const [x] = this.inputs
    return gy * cos(x)
  }
}

const x = new Variable(np.array(np.pi / 4))
const y = new Sin()(x)
y.backward()
print('--- original sin ---')
print(y.data)
print(x.grad)

// %% Sine as a series ko="급수로 만든 사인"
function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1)
}

function mySin(x, threshold = 0.0001) {
  let total = 0
  for (let i = 0; i < 100000; i++) {
    const c = (-1) ** i / factorial(2 * i + 1)
    const term = c * x ** (2 * i + 1)
    total = total + term
    track('term', np.abs(term.data))
    if (np.abs(term.data).item() < threshold) break
  }
  return total
}

x.cleargrad()
const approximation = mySin(x)
approximation.backward()
print('--- approximate sin ---')
print(approximation.data)
print(x.grad)
