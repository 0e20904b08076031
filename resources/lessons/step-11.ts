// step: 11
// stage: 2
// title.en: More than one input
// title.ko: 입력이 여러 개인 함수
// panels: graph, variables
// expect: 5

// %% [markdown] lang=en
// So far a function had one input and one output. An addition has two inputs; a function that splits a
// list has several outputs. So `Function` now works with **lists**: a list of variables in, a list of
// variables out.
//
// `forward` gets the list of the data. The outputs are wrapped one by one, and each of them learns its
// creator.
//
// **Try.** Add three numbers: change `forward` so that it takes three elements.
//
// **Look.** The Graph panel: two arrows lead into one function.
//
// **Exercise.** This is not yet nice to use. Which two places in the code bother the person who uses
// `Add`, and which one bothers the person who writes it?
// <details>
// The user has to make a list of the inputs and has to unpack the list of outputs. The writer has to
// take a list apart in `forward` and return a list. The next lesson fixes both.
// </details>

// %% [markdown] lang=ko
// 지금까지 함수는 입력도 하나, 출력도 하나였습니다. 덧셈은 입력이 둘이고, 목록을 나누는 함수는 출력이
// 여럿입니다. 그래서 이제 `Function`은 **목록**으로 일합니다. 변수의 목록을 받아 변수의 목록을 돌려줍니다.
//
// `forward`는 데이터의 목록을 받습니다. 출력은 하나씩 상자에 담기고, 저마다 창조자를 기억합니다.
//
// **해 보기.** 숫자 셋을 더해 보세요. `forward`가 원소 셋을 받도록 고치면 됩니다.
//
// **살펴보기.** 그래프 패널에서 화살표 둘이 한 함수로 들어갑니다.
//
// **연습.** 아직 쓰기에 불편합니다. `Add`를 쓰는 사람에게 불편한 곳 둘과, 만드는 사람에게 불편한 곳 하나를
// 찾아보세요.
// <details>
// 쓰는 사람은 입력을 목록으로 묶어야 하고, 출력 목록을 풀어야 합니다. 만드는 사람은 `forward`에서 목록을
// 풀고 다시 목록으로 돌려줘야 합니다. 다음 레슨에서 둘 다 고칩니다.
// </details>

// %% Lists in, lists out ko="목록을 받아 목록을 돌려주기"
class Variable {
  data: NDArray
  grad: NDArray | null = null
  creator: Function | null = null

  constructor(data: NDArray) {
    this.data = data
  }
}

class Function {
  inputs!: Variable[]
  outputs!: Variable[]

  call(inputs: Variable[]): Variable[] {
    const xs = inputs.map((input) => input.data)
    const ys = this.forward(xs)
    const outputs = ys.map((y) => new Variable(y))
    for (const output of outputs) output.creator = this
    this.inputs = inputs
    this.outputs = outputs
    return outputs
  }

  forward(xs: NDArray[]): NDArray[] {
    throw new Error('forward is not written yet')
  }
}

// %% Addition ko="덧셈"
class Add extends Function {
  forward(xs: NDArray[]): NDArray[] {
    const [x0, x1] = xs
    return [x0 + x1]
  }
}

const x0 = new Variable(np.array(2, 'int32'))
const x1 = new Variable(np.array(3, 'int32'))
const ys = new Add().call([x0, x1])
const y = ys[0]
print(y.data)
