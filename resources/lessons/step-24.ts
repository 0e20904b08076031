// step: 24
// stage: 2
// title.en: Landscapes
// title.ko: 함수의 지형
// panels: graph, loss, variables
// expect: variable(2.0) variable(2.0) variable(2.0)
// expect: variable(0.040000000000000036) variable(0.040000000000000036) variable(0.040000000000000036)
// expect: variable(1876.0)
// expect: variable(-5376.0) variable(8064.0)
// expect: start of the path: 4.0 -3.0
// expect: end of the path: 0.00006832878252 -0.00005124658689

// %% [markdown] lang=en
// Three formulas that people use to test programs that search for a lowest point. Think of each as a
// landscape over a plane: x and y say where you stand, z says how high.
//
// - the **sphere**: a round bowl;
// - **Matyas**: a long shallow valley;
// - **Goldstein–Price**: a wild one with many terms. Nobody wants to differentiate it by hand. We write
//   the formula and get both gradients.
//
// The gradient points uphill. A small step against it goes down: that is **gradient descent**, and the
// last cell takes forty such steps on the sphere and draws a map of its heights. Each letter is a height,
// `a` is the lowest; `o` is the path.
//
// **Try.** Change the step size 0.12 to 0.45 and to 1.05. When does the path leave the bowl?
//
// **Look.** The Graph panel for Goldstein–Price. The Loss panel: the height at each step of the path. The
// Output: the map.
//
// **Exercise.** Let the path run on Matyas. Why does it need so many more steps?
// <details>
// Replace `sphere` by `matyas` in the last two cells. Along the valley the slope is tiny, so each step is
// tiny, too.
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
// 셀은 sphere에서 마흔 걸음을 내려가고 높이의 지도를 그립니다. 글자는 높이이고 `a`가 가장 낮습니다. `o`는
// 지나온 길입니다.
//
// **해 보기.** 걸음 크기 0.12를 0.45와 1.05로 바꿔 보세요. 언제 그릇 밖으로 나가나요?
//
// **살펴보기.** 그래프 패널에서 Goldstein–Price를, 손실 패널에서 걸음마다의 높이를, 출력에서 지도를 보세요.
//
// **연습.** Matyas에서 내려가 보세요. 왜 훨씬 더 많은 걸음이 필요할까요?
// <details>
// 마지막 두 셀의 `sphere`를 `matyas`로 바꾸세요. 골짜기를 따라서는 기울기가 아주 작아서 걸음도 아주
// 작아집니다.
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

// %% Walk downhill ko="내려가기"
const px = new Variable(np.array(4.0))
const py = new Variable(np.array(-3.0))
const stepSize = 0.12
const path = []

for (let i = 0; i <= 40; i++) {
  path.push([px.data.item(), py.data.item()])
  const height = sphere(px, py)
  track('height', height)
  px.cleargrad()
  py.cleargrad()
  height.backward()
  px.data -= stepSize * px.grad.data
  py.data -= stepSize * py.grad.data
}
print('start of the path:', path[0].map((v) => v.toFixed(1)).join(' '))
print('end of the path:', path[40].map((v) => v.toFixed(14)).join(' '))

// %% A map of the heights ko="높이의 지도"
const [gx, gy] = np.meshgrid(np.linspace(-5, 5, 41), np.linspace(4, -4, 17))
const heights = sphere(gx, gy)
const top = heights.max().item()
const rows = heights.tolist().map((row) => row.map((h) => 'abcdefgh'[Math.min(7, Math.floor((h / top) * 8))]))

for (const [u, v] of path) {
  const column = Math.round((u + 5) * 4)
  const line = Math.round((4 - v) * 2)
  if (rows[line]?.[column] !== undefined) rows[line][column] = 'o'
}
for (const row of rows) print(row.join(''))
