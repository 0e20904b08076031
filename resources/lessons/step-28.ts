// step: 28
// stage: 3
// title.en: Down a banana-shaped valley
// title.ko: 바나나 모양 골짜기 내려가기
// panels: figures, loss, gradients
// expect: variable(-2.0) variable(400.0)
// expect: variable(0.0) variable(2.0)
// expect: variable(0.002) variable(1.6)
// expect: variable(0.0052759968) variable(1.2800008)
// expect: variable(0.6834917840420289) variable(0.46565059996514135)

// %% [markdown] lang=en
// The **Rosenbrock** function is a valley shaped like a banana. Its floor falls very gently towards the
// lowest point at (1, 1); its walls are steep.
//
// Gradient descent repeats three lines: clear the gradients, compute and go back, take a small step
// against the gradient. How small is the **learning rate** `lr`.
//
// In this valley a large step would jump from wall to wall, and a small one takes ages along the floor:
// after 1000 steps we are only at (0.68, 0.47).
//
// **Try.** 10,000 steps. How close do you get? Then a learning rate of 0.002.
//
// **Look.** The Figures panel: the path drops down the wall in a few steps, then creeps along the floor.
// The lines of the map are heights, each several times the one before. The Loss panel with Log scale on
// shows the same: fast, then slow.
//
// **Exercise.** Why must `cleargrad` stand inside the loop?
// <details>
// Gradients are added up (step 14). Without it, each step would follow the sum of all slopes so far.
// </details>

// %% [markdown] lang=ko
// **로젠브록** 함수는 바나나처럼 휜 골짜기입니다. 바닥은 가장 낮은 점 (1, 1)을 향해 아주 완만하게
// 내려가고, 벽은 가파릅니다.
//
// 경사하강법은 세 가지를 되풀이합니다. 기울기를 비우고, 계산해서 역전파하고, 기울기의 반대쪽으로 조금
// 움직입니다. 얼마나 조금인지가 **학습률** `lr`입니다.
//
// 이 골짜기에서는 걸음이 크면 벽에서 벽으로 튀고, 작으면 바닥을 따라 한참 걸립니다. 1000걸음 뒤에도 겨우
// (0.68, 0.47)입니다.
//
// **해 보기.** 10,000걸음을 걸어 보세요. 얼마나 가까이 가나요? 학습률 0.002도 해 보세요.
//
// **살펴보기.** 그림 패널에서 길은 벽을 몇 걸음 만에 내려온 뒤 바닥을 따라 기어갑니다. 지도의 선은 높이이고,
// 선마다 몇 배씩 높아집니다. 손실 패널에서 로그 눈금을 켜도 같은 모습입니다. 처음에는 빠르고 그다음은
// 느립니다.
//
// **연습.** `cleargrad`는 왜 반복문 안에 있어야 할까요?
// <details>
// 기울기는 더해집니다(14단계). 비우지 않으면 지금까지의 기울기를 모두 더한 방향으로 움직입니다.
// </details>

// %% The valley ko="골짜기"
function rosenbrock(x0, x1) {
  return 100 * (x1 - x0 ** 2) ** 2 + (x0 - 1) ** 2
}

const x0 = new Variable(np.array(0.0))
const x1 = new Variable(np.array(2.0))
rosenbrock(x0, x1).backward()
print(x0.grad, x1.grad)

// %% A thousand small steps ko="작은 걸음 천 번"
const lr = 0.001
const steps = 1000
contour(rosenbrock, { x: [-1.5, 1.5], y: [-0.5, 2.5], path: [x0, x1] })

for (let i = 0; i < steps; i++) {
  if (i < 3 || i === steps - 1) print(x0, x1)
  const y = rosenbrock(x0, x1)
  track('height', y)
  x0.cleargrad()
  x1.cleargrad()
  y.backward()
  x0.data -= lr * x0.grad.data
  x1.data -= lr * x1.grad.data
}
