// step: 1
// stage: 1
// title.en: A variable is a box
// title.ko: 변수는 상자입니다
// panels: variables, graph
// expect: 1.0
// expect: 2.0
// expect: 0 1 2

// %% [markdown] lang=en
// Everything in this path is built on one small idea: a **variable** is a box, and the number lives
// inside it, in `data`. The box stays the same while what is in it may change.
//
// The number itself is kept as an array. An array of one number has 0 dimensions (`ndim`), a list has
// 1, a table has 2.
//
// **Try.** Press Run all. Then put another number into the box and run again.
//
// **Look.** The Variables panel: one row for `x`, with its value and shape.
//
// **Exercise.** Print `ndim` of an array with three dimensions.
// <details>
// Nest the brackets once more: `np.array([[[1, 2], [3, 4]]])`.
// </details>

// %% [markdown] lang=ko
// 앞으로 만들 모든 것은 작은 생각 하나에서 출발합니다. **변수**는 상자이고, 숫자는 상자 안의 `data`에
// 들어 있습니다. 상자는 그대로 두고 내용물만 바꿀 수 있습니다.
//
// 숫자는 배열로 보관합니다. 숫자 하나만 든 배열은 0차원(`ndim`), 한 줄로 늘어놓은 배열은 1차원, 표는
// 2차원입니다.
//
// **해 보기.** 모두 실행을 눌러 보세요. 상자에 다른 숫자를 넣고 다시 실행해 보세요.
//
// **살펴보기.** 변수 패널에 `x`가 한 줄 있고, 값과 모양이 보입니다.
//
// **연습.** 3차원 배열을 만들어 `ndim`을 출력해 보세요.
// <details>
// 대괄호를 한 겹 더 씌우면 됩니다: `np.array([[[1, 2], [3, 4]]])`.
// </details>

// %% Build the box ko="상자 만들기"
class Variable {
  data: NDArray

  constructor(data: NDArray) {
    this.data = data
  }
}

// %% Put a number in, then another one ko="숫자를 넣고, 다른 숫자로 바꾸기"
const x = new Variable(np.array(1.0))
print(x.data)

x.data = np.array(2.0)
print(x.data)

// %% Dimensions of an array ko="배열의 차원"
const scalar = np.array(1)
const vector = np.array([1, 2, 3])
const matrix = np.array([[1, 2, 3], [4, 5, 6]])
print(scalar.ndim, vector.ndim, matrix.ndim)
