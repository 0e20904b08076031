// step: 47
// stage: 4
// title.en: From scores to probabilities
// title.ko: 점수에서 확률로
// panels: graph, variables, loss
// expect ~1e-7: variable([[-0.6150578  -0.42790162  0.31733288]])
// expect ~1e-7: variable([[0.21068638 0.25404893 0.53526469]])
// expect ~1e-12: sum 1.0
// expect ~1e-7: variable(1.4967442585236772)
// expect: classes after training: [2 0 1 0]

// %% [markdown] lang=en
// Until now the network answered with a number: how much? Now it shall say: which one of three? It gives
// three **scores**. The largest one wins, but how sure is it?
//
// **Softmax** turns scores into probabilities: exp makes them positive, dividing by the sum makes them
// add up to 1.
//
// The loss for such answers is the **cross-entropy**: minus the logarithm of the probability that the
// right class got. Sure and right costs nearly nothing; sure and wrong costs a lot.
//
// **Try.** Add 100 to every score and apply softmax. What changes?
//
// **Look.** The Graph panel: softmax is made of exp, a sum and a division. The Loss panel: training on
// four examples.
//
// **Exercise.** Before training, the loss is near log 3 ≈ 1.1. Why is that a good guess for three classes?
// <details>
// Who knows nothing gives each class 1/3, and −log(1/3) = log 3.
// </details>

// %% [markdown] lang=ko
// 지금까지 신경망은 "얼마나?"라는 물음에 숫자로 답했습니다. 이제는 "셋 가운데 어느 것?"에 답해야 합니다.
// 신경망은 **점수** 셋을 냅니다. 가장 큰 것이 답인데, 얼마나 확신할까요?
//
// **소프트맥스**는 점수를 확률로 바꿉니다. exp로 모두 양수로 만들고, 합으로 나누어 모두 더하면 1이 되게 합니다.
//
// 이런 답에 쓰는 손실이 **교차 엔트로피**입니다. 정답이 받은 확률의 로그에 마이너스를 붙인 값입니다. 확신하고
// 맞히면 거의 0이고, 확신하고 틀리면 아주 큽니다.
//
// **해 보기.** 점수에 모두 100을 더하고 소프트맥스를 해 보세요. 무엇이 달라지나요?
//
// **살펴보기.** 그래프 패널에서 소프트맥스가 exp와 합과 나눗셈으로 되어 있는 것을 보세요. 손실 패널에는 예제
// 넷을 학습하는 모습이 보입니다.
//
// **연습.** 학습하기 전의 손실은 log 3 ≈ 1.1 근처일 때가 많습니다. 클래스가 셋이면 왜 그럴까요?
// <details>
// 아무것도 모르면 클래스마다 1/3을 줍니다. −log(1/3) = log 3입니다.
// </details>

// %% Scores of one example ko="예제 하나의 점수"
np.random.seed(0)
const model = new MLP([10, 3])

function softmax1d(x) {
  const y = exp(x)
  return y / sum(y)
}

const one = new Variable(np.array([[0.2, -0.4]]))
const scores = model(one)
const probabilities = softmax1d(scores)
print(scores)
print(probabilities)
print('sum', sum(probabilities).data)

// %% The loss of four examples ko="예제 넷의 손실"
const x = np.array([
  [0.2, -0.4],
  [0.3, 0.5],
  [1.3, -3.2],
  [2.1, 0.3],
])
const t = np.array([2, 0, 1, 0], 'int32')
const loss = softmaxCrossEntropy(model(x), t)
print(loss)

// %% Learn the four examples ko="예제 넷을 배우기"
const optimizer = new SGD(1.0).setup(model)

for (let i = 0; i < 200; i++) {
  const loss = softmaxCrossEntropy(model(x), t)
  model.cleargrads()
  loss.backward()
  optimizer.update()
  track('loss', loss)
}
print('classes after training:', np.argmax(model(x).data, { axis: 1 }))
