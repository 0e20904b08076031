// title: A small regression
// %% [markdown]
// # A small regression
// Points near a line; gradient descent finds the line. Watch the loss fall while it runs.

// %% Data
np.random.seed(0)
const x = new Variable(np.random.rand(100, 1))
const y = x * 2 + 5 + np.random.rand(100, 1)

// %% Training
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

// %% Result
print(W, b)
