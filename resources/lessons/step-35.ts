// step: 35
// stage: 3
// title.en: How a graph grows
// title.ko: 그래프는 어떻게 자라나요
// panels: graph, loss
// expect: 1 0.41997434161402614
// expect: 2 -0.6397000084492246
// expect: 3 0.6216266807712962
// expect: 4 0.6650910447505024
// expect: the graph grows: true

// %% [markdown] lang=en
// Hyperbolic tangent, `tanh`, is a smooth step from −1 to 1 that neural networks like. If y = tanh(x),
// then its slope is 1 − y². The slope is built from the output itself.
//
// In the slope stands y², and y depends on x. So each further derivative has more terms than the last,
// and the graph grows quickly. Here you can watch it.
//
// **Try.** Go up to the seventh derivative. How does the time change?
//
// **Look.** The Graph panel. The Loss panel counts the functions in the graph of each derivative.
//
// **Exercise.** Which of these functions stay as small as they are, however often you differentiate:
// `exp`, `x ** 3`, `sin`?
// <details>
// By hand, all three. But a program does not simplify: it records what is computed, and the recorded
// graph grows for each of them, only more slowly than for tanh.
// </details>

// %% [markdown] lang=ko
// 쌍곡탄젠트 `tanh`는 −1에서 1로 부드럽게 올라가는 함수이고 신경망에서 즐겨 씁니다. y = tanh(x)라면 기울기는
// 1 − y²입니다. 출력 자신으로 기울기를 만듭니다.
//
// 기울기에 y²이 있고 y는 x에 달려 있습니다. 그래서 미분할 때마다 항이 늘고 그래프가 빠르게 자랍니다.
// 여기서 그 모습을 볼 수 있습니다.
//
// **해 보기.** 7차 미분까지 올려 보세요. 시간은 어떻게 달라지나요?
//
// **살펴보기.** 그래프 패널을 보세요. 손실 패널에는 미분마다 그래프에 든 함수의 개수가 보입니다.
//
// **연습.** `exp`, `x ** 3`, `sin` 가운데 몇 번을 미분해도 커지지 않는 것은 무엇일까요?
// <details>
// 손으로 하면 셋 다 커지지 않습니다. 하지만 프로그램은 식을 간단히 하지 않고 계산한 대로 기록합니다. 그래서
// 셋 다 그래프가 자랍니다. tanh보다 느릴 뿐입니다.
// </details>

// %% Derivatives of tanh and the size of their graphs ko="tanh의 미분과 그래프의 크기"
const x = new Variable(np.array(1.0))
let y = tanh(x)
const sizes = []

for (let order = 1; order <= 4; order++) {
  x.cleargrad()
  y.backward({ createGraph: true })
  y = x.grad
  print(order, y.data)

  const functions = getDotGraph(y).split('shape=box').length - 1
  track('functions in the graph', functions, order)
  sizes.push(functions)
}

print('the graph grows:', sizes.every((size, i) => i === 0 || size > sizes[i - 1]))
