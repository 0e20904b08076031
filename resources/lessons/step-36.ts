// step: 36
// stage: 3
// title.en: A gradient inside a formula
// title.ko: 식 속의 기울기
// panels: graph, variables
// expect: variable(4.0)
// expect: variable(100.0)

// %% [markdown] lang=en
// A gradient that is a variable can be used like any other: you may compute with it and differentiate
// again. Here y = x², and then z = (dy/dx)³ + y. With dy/dx = 2x this is z = 8x³ + x², so its slope at 2
// is 24x² + 2x = 100.
//
// This is called **double backpropagation**. Some training methods add the size of a gradient to the
// loss, and then they need exactly this.
//
// **Try.** Leave `createGraph` out and read what happens to the answer.
//
// **Look.** The Graph panel: `y` goes into `z` directly, and once more by way of its gradient.
//
// **Exercise.** Let z = (dy/dx)² − y for y = x³ at 2. Compute the slope on paper and check it.
// <details>
// dy/dx = 3x², so z = 9x⁴ − x³ and the slope is 36x³ − 3x² = 276.
// </details>

// %% [markdown] lang=ko
// 변수인 기울기는 다른 변수처럼 쓸 수 있습니다. 그것으로 계산하고 다시 미분해도 됩니다. 여기서는 y = x²이고
// z = (dy/dx)³ + y입니다. dy/dx = 2x이므로 z = 8x³ + x²이고, 2에서 기울기는 24x² + 2x = 100입니다.
//
// 이것을 **이중 역전파**라고 합니다. 기울기의 크기를 손실에 더하는 학습 방법이 있는데, 바로 이것이
// 필요합니다.
//
// **해 보기.** `createGraph`를 빼고 답이 어떻게 되는지 보세요.
//
// **살펴보기.** 그래프 패널에서 `y`는 `z`로 바로 들어가고, 기울기를 거쳐서 한 번 더 들어갑니다.
//
// **연습.** y = x³, z = (dy/dx)² − y일 때 2에서 기울기를 종이에 구하고 확인해 보세요.
// <details>
// dy/dx = 3x²이므로 z = 9x⁴ − x³이고 기울기는 36x³ − 3x² = 276입니다.
// </details>

// %% Use the gradient in a new formula ko="기울기를 새 식에 쓰기"
const x = new Variable(np.array(2.0))
const y = x ** 2
y.backward({ createGraph: true })
const gx = x.grad
print(gx)

x.cleargrad()
const z = gx ** 3 + y
z.backward()
print(x.grad)
