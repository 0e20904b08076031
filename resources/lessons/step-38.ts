// step: 38
// stage: 4
// title.en: Change the shape
// title.ko: 모양 바꾸기
// panels: graph, variables
// expect: variable([[1 1 1]
// expect:           [1 1 1]])
// expect: variable([[1 1 1]
// expect:           [1 1 1]])
// expect: [3, 2]

// %% [markdown] lang=en
// `reshape` puts the same numbers, in the same order, into another shape. `transpose` swaps rows and
// columns. Neither computes anything, so backward has nothing to multiply. It only has to **undo the
// change**: the gradient comes in the new shape and leaves in the old one.
//
// **Try.** Reshape to `[3, 2]` and then transpose. Is the result the same as transposing at once?
//
// **Look.** The Graph panel with shapes shown: they change along the arrows and change back with the
// gradient.
//
// **Exercise.** What is the gradient of `x` in `sum(x.T * c)`, when `c` is a table of the right shape?
// <details>
// The gradient of `x.T` is `c`, so that of `x` is `c.T`.
// </details>

// %% [markdown] lang=ko
// `reshape`는 같은 숫자를 같은 순서로 다른 모양에 담습니다. `transpose`는 행과 열을 바꿉니다. 둘 다 계산은
// 하지 않으므로 역전파에서 곱할 것도 없습니다. **모양만 되돌리면** 됩니다. 기울기는 새 모양으로 들어와 옛
// 모양으로 나갑니다.
//
// **해 보기.** `[3, 2]`로 reshape한 다음 transpose해 보세요. 바로 transpose한 것과 같은가요?
//
// **살펴보기.** 그래프 패널에서 모양을 켜고 보세요. 화살표를 따라 바뀌었다가 기울기와 함께 되돌아옵니다.
//
// **연습.** `c`가 알맞은 모양의 표일 때 `sum(x.T * c)`에서 `x`의 기울기는 무엇일까요?
// <details>
// `x.T`의 기울기가 `c`이므로 `x`의 기울기는 `c.T`입니다.
// </details>

// %% Reshape ko="reshape"
const x = new Variable(np.array([[1, 2, 3], [4, 5, 6]], 'int32'))
const y = reshape(x, [6])
y.backward({ retainGrad: true })
print(x.grad)

// %% Transpose ko="transpose"
const w = new Variable(np.array([[1, 2, 3], [4, 5, 6]], 'int32'))
const z = transpose(w)
z.backward()
print(w.grad)
print(z.shape)
