// step: 5
// stage: 1
// title.en: The chain rule, drawn
// title.ko: 그림으로 보는 연쇄 법칙
// panels: graph, variables
// expect: dy/dy 1.0
// expect: dy/db 2.568050833375483
// expect: dy/da 3.297442541400256
// expect: dy/dx 3.297442541400256
// expect: slope of the whole chain 3.297442541400256

// %% [markdown] lang=en
// The chain rule says: the slope of a chain is the product of the slopes of its links. For x → a → b → y
// that is dy/dx = dy/db · db/da · da/dx.
//
// A product can be computed from either end. If we begin at the output, then every number on the way is
// again a slope of `y`: first dy/dy = 1, then dy/db, dy/da, dy/dx. One walk from the output back to the
// input gives all of them. This is **backpropagation**.
//
// Notice what each link needs: the value that went into it. So the forward pass must come first, and
// its values must be kept.
//
// **Try.** Change `x` and follow how the four slopes change.
//
// **Look.** The Graph panel draws the chain. Each box shows its value and, in violet, its slope. Read
// the values from left to right and the slopes from right to left.
//
// **Exercise.** Compute the same product beginning at the input. Is the result the same? Which numbers
// do you get on the way?
// <details>
// da/dx, then db/dx, then dy/dx. The result is the same, but on the way you learn slopes with respect to
// `x` only. With a million inputs you would need a million walks.
// </details>

// %% [markdown] lang=ko
// 연쇄 법칙에 따르면 이어 붙인 함수의 기울기는 각 고리의 기울기를 모두 곱한 값입니다. x → a → b → y라면
// dy/dx = dy/db · db/da · da/dx입니다.
//
// 곱셈은 어느 쪽에서 시작해도 됩니다. 출력에서 시작하면 도중의 숫자가 모두 `y`의 기울기가 됩니다. 먼저
// dy/dy = 1, 그다음 dy/db, dy/da, dy/dx입니다. 출력에서 입력으로 한 번 걸어가면 모두 얻습니다. 이것이
// **역전파**입니다.
//
// 각 고리는 자기에게 들어왔던 값이 필요합니다. 그래서 순전파를 먼저 하고 그 값을 기억해 두어야 합니다.
//
// **해 보기.** `x`를 바꾸고 네 기울기가 어떻게 변하는지 따라가 보세요.
//
// **살펴보기.** 그래프 패널에 사슬이 그려집니다. 상자마다 값이 있고, 보라색이 기울기입니다. 값은 왼쪽에서
// 오른쪽으로, 기울기는 오른쪽에서 왼쪽으로 읽어 보세요.
//
// **연습.** 같은 곱을 입력 쪽에서 시작해 계산해 보세요. 결과가 같은가요? 도중에 어떤 값이 나오나요?
// <details>
// da/dx, db/dx, dy/dx의 순서입니다. 결과는 같지만 도중에 얻는 것은 `x`에 대한 기울기뿐입니다. 입력이 백만
// 개라면 백만 번 걸어야 합니다.
// </details>

// %% Boxes that remember where they came from ko="어디서 왔는지 기억하는 상자"
class Variable {
  data: NDArray
  grad: NDArray | null = null
  creator: Function | null = null

  constructor(data: NDArray) {
    this.data = data
  }
}

class Function {
  input!: Variable
  output!: Variable

  call(input: Variable): Variable {
    const output = new Variable(this.forward(input.data))
    output.creator = this
    this.input = input
    this.output = output
    return output
  }

  forward(x: NDArray): NDArray {
    throw new Error('forward is not written yet')
  }
}

class Square extends Function {
  forward(x: NDArray): NDArray {
    return x ** 2
  }
}

class Exp extends Function {
  forward(x: NDArray): NDArray {
    return np.exp(x)
  }
}

// %% Forward: the values ko="순전파: 값"
const x = new Variable(np.array(0.5))
const a = new Square().call(x)
const b = new Exp().call(a)
const y = new Square().call(b)

// %% The slope of each link ko="고리마다의 기울기"
const dyOfB = 2 * b.data
const dbOfA = np.exp(a.data)
const daOfX = 2 * x.data

// %% Backward: multiply from the output ko="역전파: 출력에서부터 곱하기"
y.grad = np.array(1.0)
b.grad = y.grad * dyOfB
a.grad = b.grad * dbOfA
x.grad = a.grad * daOfX
print('dy/dy', y.grad)
print('dy/db', b.grad)
print('dy/da', a.grad)
print('dy/dx', x.grad)

// %% From the input it is the same ko="입력에서 시작해도 같습니다"
print('slope of the whole chain', daOfX * dbOfA * dyOfB)
