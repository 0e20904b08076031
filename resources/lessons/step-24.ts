// step: 24
// stage: 2
// title.en: Landscapes
// title.ko: 함수의 지형
// panels: figures, graph, loss, variables
// expect: variable(2.0) variable(2.0) variable(2.0)
// expect: variable(0.040000000000000036) variable(0.040000000000000036) variable(0.040000000000000036)
// expect: variable(1876.0)
// expect: variable(-5376.0) variable(8064.0)
// expect: sphere ends at 0.0001 -0.0001
// expect: matyas ends at -0.6686 -0.6686
// expect: goldstein ends at 0.0195 -0.9901

// %% [markdown] lang=en
// Three formulas that people use to test programs that search for a lowest point. Think of each as a
// landscape over a plane: x and y say where you stand, z says how high.
//
// - the **sphere**: a round bowl;
// - **Matyas**: a long shallow valley;
// - **Goldstein–Price**: a wild one with many terms. Nobody wants to differentiate it by hand. We write
//   the formula and get both gradients.
//
// The gradient points uphill. A small step against it goes down: that is **gradient descent**. The last
// cell takes forty such steps on each landscape. `contour` draws a landscape as a map with lines of equal
// height, and the path of the two variables on it.
//
// **Try.** Change the step size of the sphere from 0.12 to 0.45 and to 1.05. When does the path leave the
// bowl? Start on Goldstein–Price at `[-0.8, -0.2]`: where does that path end?
//
// **Look.** The Figures panel: three maps. Drag the timeline, and the point walks along its path. It
// always crosses the lines at a right angle. The Graph panel shows the last step on Goldstein–Price.
//
// **Exercise.** On Matyas the path stops far from the lowest point. Why, and what helps?
// <details>
// Along the valley the slope is tiny, so each step is tiny, too. More steps help (try 400), or a larger
// step size, as long as the path does not swing out of the valley.
// </details>

// %% [markdown] lang=ko
// 가장 낮은 점을 찾는 프로그램을 시험할 때 쓰는 수식 셋입니다. 평면 위의 지형이라고 생각해 보세요. x와 y는
// 서 있는 곳, z는 높이입니다.
//
// - **sphere**: 둥근 그릇
// - **Matyas**: 길고 완만한 골짜기
// - **Goldstein–Price**: 항이 아주 많은 거친 지형입니다. 손으로 미분하고 싶은 사람은 없습니다. 수식만 쓰면
//   기울기 둘이 나옵니다.
//
// 기울기는 오르막을 가리킵니다. 그 반대로 조금 움직이면 내려갑니다. 이것이 **경사하강법**입니다. 마지막
// 셀은 지형마다 마흔 걸음을 내려갑니다. `contour`는 높이가 같은 곳을 선으로 이은 지도를 그리고, 그 위에 두
// 변수가 지나온 길을 그립니다.
//
// **해 보기.** sphere의 걸음 크기 0.12를 0.45와 1.05로 바꿔 보세요. 언제 그릇 밖으로 나가나요?
// Goldstein–Price에서는 `[-0.8, -0.2]`에서 출발해 보세요. 길이 어디에서 끝나나요?
//
// **살펴보기.** 그림 패널에 지도 셋이 있습니다. 타임라인을 끌면 점이 길을 따라 움직입니다. 길은 등고선과
// 언제나 직각으로 만납니다. 그래프 패널에는 Goldstein–Price에서 걸은 마지막 걸음이 보입니다.
//
// **연습.** Matyas에서는 길이 가장 낮은 점에서 먼 곳에서 멈춥니다. 왜 그럴까요? 어떻게 하면 될까요?
// <details>
// 골짜기를 따라서는 기울기가 아주 작아서 걸음도 아주 작아집니다. 걸음을 늘리거나(400번을 해 보세요) 걸음
// 크기를 키우면 됩니다. 다만 골짜기 밖으로 튀지 않을 만큼만 키우세요.
// </details>

// %% Two gentle landscapes ko="완만한 지형 둘"
function sphere(x, y) {
  return x ** 2 + y ** 2
}

function matyas(x, y) {
  return 0.26 * (x ** 2 + y ** 2) - 0.48 * x * y
}

for (const f of [sphere, matyas]) {
  const x = new Variable(np.array(1.0))
  const y = new Variable(np.array(1.0))
  const z = f(x, y)
  z.backward()
  print(z, x.grad, y.grad)
}

// %% A wild one ko="거친 지형"
function goldstein(x, y) {
  const left = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x ** 2 - 14 * y + 6 * x * y + 3 * y ** 2)
  const right = 30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x ** 2 + 48 * y - 36 * x * y + 27 * y ** 2)
  return left * right
}

const x = new Variable(np.array(1.0))
const y = new Variable(np.array(1.0))
const z = goldstein(x, y)
z.backward()
print(z)
print(x.grad, y.grad)

// %% Walk downhill on each map ko="지도마다 내려가기"
function descend(f, start: number[], stepSize: number, map) {
  const x = new Variable(np.array(start[0]))
  const y = new Variable(np.array(start[1]))
  contour(f, { ...map, path: [x, y] })

  for (let i = 0; i < 40; i++) {
    const height = f(x, y)
    track(f.name, height)
    x.cleargrad()
    y.cleargrad()
    height.backward()
    x.data -= stepSize * x.grad.data
    y.data -= stepSize * y.grad.data
  }
  print(f.name, 'ends at', x.data.item().toFixed(4), y.data.item().toFixed(4))
}

descend(sphere, [4, -3], 0.12, { x: [-5, 5], y: [-4, 4] })
descend(matyas, [-4, 1], 0.5, { x: [-5, 5], y: [-4, 4] })
descend(goldstein, [0.5, 0], 0.0002, { x: [-2, 2], y: [-2.5, 1.5] })
