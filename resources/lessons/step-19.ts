// step: 19
// stage: 2
// title.en: A box with a label
// title.ko: 이름표가 붙은 상자
// panels: variables, graph
// expect: x
// expect: [2, 3]
// expect: 2 6 int32 2
// expect: variable([[1 2 3]
// expect:           [4 5 6]])
// expect: variable(null)

// %% [markdown] lang=en
// A variable should feel like the array inside it. So it gets
//
// - a **name**, which you will meet again in the graph and in the charts;
// - the questions that arrays answer: `shape`, `ndim`, `size`, `dtype`, `length`. A getter (`get shape()`)
//   makes them look like plain properties: `x.shape`, no brackets;
// - a text for printing: `variable(…)` with the array in it.
//
// **Try.** Give the box a vector and a single number. What do the answers become?
//
// **Look.** The Variables panel shows the same facts: name, shape, dtype.
//
// **Exercise.** Why does the text of the second row begin with spaces?
// <details>
// The word `variable(` has nine letters. Nine spaces before each further row put the brackets under each
// other.
// </details>

// %% [markdown] lang=ko
// 변수는 안에 든 배열처럼 느껴져야 합니다. 그래서 세 가지를 붙입니다.
//
// - **이름**: 그래프와 차트에서 다시 만나게 됩니다.
// - 배열이 답하는 질문들: `shape`, `ndim`, `size`, `dtype`, `length`. 게터(`get shape()`)를 쓰면 괄호 없이
//   `x.shape`라고 물을 수 있습니다.
// - 출력할 때의 글: 배열을 담은 `variable(…)`입니다.
//
// **해 보기.** 상자에 벡터나 숫자 하나를 넣어 보세요. 답이 어떻게 바뀌나요?
//
// **살펴보기.** 변수 패널에도 이름, 모양, dtype이 똑같이 나옵니다.
//
// **연습.** 둘째 행의 글은 왜 빈칸으로 시작할까요?
// <details>
// `variable(`은 아홉 글자입니다. 다음 행마다 빈칸 아홉 개를 두면 대괄호가 나란히 놓입니다.
// </details>

// %% A variable that answers like an array ko="배열처럼 답하는 변수"
class Variable {
  data: NDArray | null
  name: string | null
  grad: NDArray | null = null

  constructor(data: NDArray | null, name: string | null = null) {
    this.data = data
    this.name = name
  }

  get shape() {
    return this.data.shape
  }

  get ndim() {
    return this.data.ndim
  }

  get size() {
    return this.data.size
  }

  get dtype() {
    return this.data.dtype
  }

  get length() {
    return this.data.length
  }

  toString(): string {
    if (this.data === null) return 'variable(null)'
    const rows = this.data.toString().split('\n')
    return `variable(${rows.join('\n         ')})`
  }
}

// %% Ask it ko="물어보기"
const x = new Variable(np.array([[1, 2, 3], [4, 5, 6]], 'int32'), 'x')
print(x.name)
print(x.shape)
print(x.ndim, x.size, x.dtype, x.length)
print(x.toString())
print(new Variable(null).toString())
