// step: 41
// stage: 4
// title.en: Multiply tables
// title.ko: 행렬의 곱
// panels: graph, variables
// expect: [2, 3]
// expect: [3, 4]
// expect: [[15. 15. 15. 15.]
// expect:  [33. 33. 33. 33.]]
// expect: gradient check passed

// %% [markdown] lang=en
// The **matrix product** is the main work of every neural network. Each element of the result is a row
// of the left table times a column of the right one, summed. So the inner sizes must agree: (2, 3) times
// (3, 4) gives (2, 4).
//
// For the gradients, let the shapes guide you. The gradient of the result is (2, 4). For the left table
// we need (2, 3): only gy times the transposed right table fits. For the right one, the transposed left
// table times gy.
//
// **Try.** Swap the two tables. Read the error: it names both shapes.
//
// **Look.** The Variables panel: `x` and its gradient have the same shape, and so have `W` and its own.
//
// **Exercise.** Write the two gradients with `matmul` and `.T` and compare them with those of backward.
// <details>
// With `gy = np.ones([2, 4])`: `np.matmul(gy, W.data.T)` and `np.matmul(x.data.T, gy)`.
// </details>

// %% [markdown] lang=ko
// **행렬의 곱**은 모든 신경망이 가장 많이 하는 계산입니다. 결과의 원소 하나는 왼쪽 표의 행과 오른쪽 표의
// 열을 곱해 더한 값입니다. 그래서 안쪽 크기가 같아야 합니다. (2, 3)과 (3, 4)를 곱하면 (2, 4)가 됩니다.
//
// 기울기는 모양을 보면 알 수 있습니다. 결과의 기울기는 (2, 4)입니다. 왼쪽 표에는 (2, 3)이 필요하므로, gy에
// 오른쪽 표를 전치해 곱하는 수밖에 없습니다. 오른쪽 표에는 왼쪽 표를 전치해 gy에 곱합니다.
//
// **해 보기.** 두 표를 바꿔 보세요. 오류 메시지가 두 모양을 모두 알려 줍니다.
//
// **살펴보기.** 변수 패널에서 `x`와 그 기울기, `W`와 그 기울기의 모양이 같습니다.
//
// **연습.** `matmul`과 `.T`로 두 기울기를 직접 쓰고 역전파의 결과와 견주어 보세요.
// <details>
// `gy = np.ones([2, 4])`로 두고 `np.matmul(gy, W.data.T)`와 `np.matmul(x.data.T, gy)`를 계산하세요.
// </details>

// %% Shapes of the gradients ko="기울기의 모양"
const x = new Variable(np.random.randn(2, 3))
const W = new Variable(np.random.randn(3, 4))
const y = matmul(x, W)
y.backward()

print(x.grad.shape)
print(W.grad.shape)

// %% With numbers that are easy to follow ko="따라가기 쉬운 숫자로"
const a = np.array([[4.0, 5.0, 6.0], [10.0, 11.0, 12.0]])
const b = np.ones([3, 4])
print(np.matmul(a, b))

// %% Is it right? ko="맞는지 확인하기"
const report = gradientCheck((x, W) => matmul(x, W), x, W)
print(report.ok ? 'gradient check passed' : report)
