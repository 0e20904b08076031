// step: 22
// stage: 2
// title.en: The other signs
// title.ko: 나머지 연산자
// panels: graph, variables
// expect: by hand: 0.25 -0.25
// expect: variable(-2.0)
// expect: variable(0.0)
// expect: variable(1.0)
// expect: variable(1.5)
// expect: variable(8.0)
// expect: variable(12.0)

// %% [markdown] lang=en
// Four signs are missing, each with its rule:
//
// | sign | value | gradient with respect to x |
// |---|---|---|
// | −x | the opposite | −gy |
// | x − c, c − x | difference | gy, and −gy when x is on the right |
// | x / c, c / x | quotient | gy / c, and −gy · c / x² when x is below |
// | xⁿ | power, n a number | n · xⁿ⁻¹ · gy |
//
// For minus and divided by, the order matters, so both sides need their own rule.
//
// **Try.** Check one of the rules with `numericalDiff`.
//
// **Look.** The Variables panel after the last cell: x³ at 2 has the gradient 12.
//
// **Exercise.** Write 1 / (1 + 2x) and find its gradient at 2. Check it by hand.
// <details>
// The slope is −2 / (1 + 2x)², that is −2 / 25 = −0.08.
// </details>

// %% [markdown] lang=ko
// 연산자 넷이 남았습니다. 저마다 규칙이 있습니다.
//
// | 연산 | 값 | x에 대한 기울기 |
// |---|---|---|
// | −x | 부호 바꾸기 | −gy |
// | x − c, c − x | 차 | gy, x가 오른쪽이면 −gy |
// | x / c, c / x | 몫 | gy / c, x가 아래면 −gy · c / x² |
// | xⁿ | 거듭제곱(n은 숫자) | n · xⁿ⁻¹ · gy |
//
// 뺄셈과 나눗셈은 순서가 중요해서 양쪽에 각각 규칙이 있습니다.
//
// **해 보기.** 규칙 하나를 골라 `numericalDiff`로 확인해 보세요.
//
// **살펴보기.** 마지막 셀을 실행한 뒤 변수 패널을 보세요. 2에서 x³의 기울기는 12입니다.
//
// **연습.** 1 / (1 + 2x)를 쓰고 2에서 기울기를 구해 보세요. 손으로도 확인해 보세요.
// <details>
// 기울기는 −2 / (1 + 2x)²이므로 −2 / 25 = −0.08입니다.
// </details>

// %% The rule of the quotient, by hand ko="나눗셈의 규칙, 직접 만들기"
import { Variable as LabVariable } from 'dezero'

class Variable {
  data: NDArray
  grad: NDArray | null = null
  creator: Div | null = null

  constructor(data: NDArray) {
    this.data = data
  }
}

class Div {
  inputs!: Variable[]
  output!: Variable

  call(...inputs: Variable[]): Variable {
    const [x0, x1] = inputs
    this.inputs = inputs
    this.output = new Variable(x0.data / x1.data)
    this.output.creator = this
    return this.output
  }

  backward(gy: NDArray): NDArray[] {
    const [x0, x1] = this.inputs
    return [gy / x1.data, (-gy * x0.data) / x1.data ** 2]
  }
}

const above = new Variable(np.array(4.0))
const below = new Variable(np.array(4.0))
const quotient = new Div().call(above, below)
quotient.grad = np.array(1.0)
const gradients = quotient.creator.backward(quotient.grad)
above.grad = gradients[0]
below.grad = gradients[1]
print('by hand:', above.grad, below.grad)

// %% The signs of the lab ko="실험실의 연산자"
const x = new LabVariable(np.array(2.0))
print(-x)
print(2.0 - x)
print(x - 1.0)
print(3.0 / x)

const y = x ** 3
print(y)

// %% And the gradient ko="그리고 기울기"
y.backward()
print(x.grad)
