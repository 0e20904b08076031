// step: 46
// stage: 4
// title.en: Better ways to step
// title.ko: 더 나은 걸음
// panels: loss, gradients
// expect ~1e-6: SGD 0.24990576773754275
// expect ~1e-6: MomentumSGD 0.2456681607947258
// expect ~1e-6: Adam 0.07877309249047217

// %% [markdown] lang=en
// How to step is one question, what to train is another. An **optimizer** answers the first one: give it
// a model with `setup`, call `update` after each backward.
//
// - **SGD**: a step against the gradient, as until now.
// - **MomentumSGD**: like a ball that rolls: it keeps some of its speed, so it passes flat places faster.
// - **Adam**: a step size for each single parameter, from the size of its recent gradients.
//
// **Try.** Other learning rates. Which optimizer forgives a bad one?
//
// **Look.** The Loss panel: three curves from the same start. After 1000 steps only Adam has found the
// wave.
//
// **Exercise.** Write an optimizer of your own that uses only the sign of each gradient.
// <details>
// `class SignSGD extends Optimizer { updateOne(p) { p.data -= 0.001 * np.sign(p.grad.data) } }`
// </details>

// %% [markdown] lang=ko
// 어떻게 움직일지와 무엇을 학습할지는 다른 문제입니다. **최적화 기법**(optimizer)은 앞의 문제를 맡습니다.
// `setup`으로 모델을 주고, 역전파할 때마다 `update`를 부르세요.
//
// - **SGD**: 지금까지처럼 기울기의 반대쪽으로 움직입니다.
// - **MomentumSGD**: 구르는 공처럼 속도를 조금 간직해서 평평한 곳을 더 빨리 지납니다.
// - **Adam**: 최근 기울기의 크기를 보고 매개변수마다 걸음 크기를 정합니다.
//
// **해 보기.** 학습률을 바꿔 보세요. 나쁜 학습률을 가장 잘 견디는 것은 무엇인가요?
//
// **살펴보기.** 손실 패널에 같은 곳에서 출발한 곡선이 셋 있습니다. 1000걸음 뒤에는 Adam만 물결을 찾았습니다.
//
// **연습.** 기울기의 부호만 쓰는 최적화 기법을 직접 만들어 보세요.
// <details>
// `class SignSGD extends Optimizer { updateOne(p) { p.data -= 0.001 * np.sign(p.grad.data) } }`
// </details>

// %% The same start for all ko="모두 같은 출발점"
function train(name, optimizer) {
  np.random.seed(0)
  const x = np.random.rand(100, 1)
  const y = np.sin(2 * np.pi * x) + np.random.rand(100, 1)
  const model = new MLP([10, 1])
  optimizer.setup(model)
  let loss = null

  for (let i = 0; i < 1000; i++) {
    loss = meanSquaredError(y, model(x))
    model.cleargrads()
    loss.backward()
    optimizer.update()
    if (i % 5 === 0) track(name, loss, i)
  }
  print(name, loss.data)
}

// %% Three optimizers ko="최적화 기법 셋"
train('SGD', new SGD(0.2))
train('MomentumSGD', new MomentumSGD(0.05, 0.9))
train('Adam', new Adam(0.02))
