// title.en: A small regression
// title.ko: 작은 회귀 문제

// %% [markdown] lang=en
// Points near a line; gradient descent finds the line. Watch the loss fall while it runs.

// %% [markdown] lang=ko
// 점들이 한 직선 가까이에 있고, 경사하강법이 그 직선을 찾습니다. 실행하는 동안 손실이 줄어드는 모습을 지켜보세요.

// %% Data ko="데이터"
np.random.seed(0)
const x = new Variable(np.random.rand(100, 1))
const y = x * 2 + 5 + np.random.rand(100, 1)

// %% Training ko="학습"
const W = new Variable(np.zeros([1, 1]))
const b = new Variable(np.zeros(1))
const lr = 0.1

for (let i = 0; i < 100; i++) {
  const loss = F.meanSquaredError(y, F.matmul(x, W) + b)
  W.cleargrad()
  b.cleargrad()
  loss.backward()
  W.data -= lr * W.grad.data
  b.data -= lr * b.grad.data
  track('loss', loss)
}

// %% Result ko="결과"
print(W, b)
