// step: 23
// stage: 2
// title.en: One package
// title.ko: 하나의 꾸러미로
// panels: graph, variables
// expect: variable(16.0)
// expect: variable(8.0)

// %% [markdown] lang=en
// You have built every part yourself. From now on we no longer copy them into each script: all of it is
// one package, and the lab has it ready. `Variable`, `Function`, `square`, `np` and the rest can be used
// at once; the line with `import` is allowed, but not needed.
//
// What is inside is what you wrote, plus speed, checks and clear messages. Two habits change a little:
// a `grad` is now a variable itself (step 32 shows why), and an instance of your own function can be
// called: `new Square()(x)`.
//
// **Try.** Take the `import` line away. Everything still works.
//
// **Look.** The Graph panel, for the two lines of this script.
//
// **Exercise.** Write the class `Square` for the package, with `forward` and `backward`, and use it here.
// <details>
// `class Square extends Function { forward(x) { return x ** 2 } backward(gy) { const [x] = this.inputs;
// return 2 * x * gy } }`
// </details>

// %% [markdown] lang=ko
// 모든 부품을 직접 만들어 보았습니다. 이제부터는 스크립트마다 다시 쓰지 않습니다. 모두 하나의 꾸러미로
// 묶여 실험실에 준비되어 있습니다. `Variable`, `Function`, `square`, `np` 등을 바로 쓸 수 있습니다. `import`
// 줄은 써도 되지만 없어도 됩니다.
//
// 안에 든 것은 여러분이 쓴 것에 속도와 검사와 알기 쉬운 메시지를 더한 것입니다. 달라지는 점이 둘 있습니다.
// `grad`도 변수입니다(까닭은 32단계에서 봅니다). 그리고 직접 만든 함수를 `new Square()(x)`처럼 부를 수
// 있습니다.
//
// **해 보기.** `import` 줄을 지워 보세요. 그래도 모두 잘됩니다.
//
// **살펴보기.** 이 두 줄이 그래프 패널에서 어떤 그림이 되는지 보세요.
//
// **연습.** 이 꾸러미에 맞게 `forward`와 `backward`가 있는 `Square` 클래스를 만들어 여기서 써 보세요.
// <details>
// `class Square extends Function { forward(x) { return x ** 2 } backward(gy) { const [x] = this.inputs;
// return 2 * x * gy } }`
// </details>

// %% The lab's own package ko="실험실의 꾸러미"
import { Variable } from 'dezero'

const x = new Variable(np.array(1.0))
const y = (x + 3) ** 2
y.backward()

print(y)
print(x.grad)
