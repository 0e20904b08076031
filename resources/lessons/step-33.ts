// step: 33
// stage: 3
// title.en: Newton's method by itself
// title.ko: 저절로 되는 뉴턴 방법
// panels: loss, graph, variables
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

// %% [markdown] lang=en
// Step 29 needed a second derivative that we had worked out on paper. Now the package finds it: one
// `backward` with `createGraph` gives the first derivative, a second `backward` on that gives the second.
// The numbers are the same to the last digit.
//
// **Try.** Another formula: `x ** 6 - 3 * x ** 2 + x`. Nothing else has to change.
//
// **Look.** The Graph panel at one step: it holds the formula and its derivative. The Loss panel shows
// the distance from 1.
//
// **Exercise.** Find the square root of 2 with Newton: a lowest point of x³/3 − 2x lies there.
// <details>
// Its first derivative is x² − 2, which is 0 at the square root of 2. Replace `f` and start at 1.
// </details>

// %% [markdown] lang=ko
// 29단계에서는 종이에 미리 구해 둔 2차 미분이 필요했습니다. 이제 꾸러미가 구해 줍니다. `createGraph`를 켠
// `backward`로 1차 미분을 얻고, 거기서 다시 `backward`를 하면 2차 미분이 나옵니다. 숫자는 끝자리까지
// 같습니다.
//
// **해 보기.** `x ** 6 - 3 * x ** 2 + x` 같은 다른 식으로 바꿔 보세요. 그 밖에는 아무것도 바꾸지 않아도 됩니다.
//
// **살펴보기.** 그래프 패널에서 한 걸음을 보세요. 식과 그 미분이 함께 들어 있습니다. 손실 패널에는 1까지의
// 거리가 보입니다.
//
// **연습.** 뉴턴 방법으로 2의 제곱근을 구해 보세요. x³/3 − 2x의 가장 낮은 점이 그 자리에 있습니다.
// <details>
// 1차 미분이 x² − 2이고 2의 제곱근에서 0이 됩니다. `f`를 바꾸고 1에서 시작하세요.
// </details>

// %% Ten steps, both derivatives by backward ko="두 미분 모두 역전파로, 열 걸음"
function f(x) {
  return x ** 4 - 2 * x ** 2
}

const x = new Variable(np.array(2.0))

for (let i = 0; i < 10; i++) {
  print(i, x)
  track('distance', np.abs(x.data - 1), i)

  const y = f(x)
  x.cleargrad()
  y.backward({ createGraph: true })

  const gx = x.grad
  x.cleargrad()
  gx.backward()
  const gx2 = x.grad

  x.data -= gx.data / gx2.data
}
