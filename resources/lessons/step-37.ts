// step: 37
// stage: 4
// title.en: Many numbers in one box
// title.ko: 상자 하나에 숫자 여럿
// panels: graph, variables
// expect: variable(1)
// expect: variable([[1 1 1]
// expect:           [1 1 1]])
// expect: variable([[1 1 1]
// expect:           [1 1 1]])
// expect: variable([[1 1 1]
// expect:           [1 1 1]])

// %% [markdown] lang=en
// Until now most boxes held one number. From here on they hold whole tables: **tensors**. Do we have to
// write everything again?
//
// No. `sin`, `+`, `*` work element by element: every element goes its own way, and so does its gradient.
// Only one thing is worth a look: a gradient always has **the same shape as its data**.
//
// At the end of a long computation there is usually one number, a loss. Here a `sum` makes it.
//
// **Try.** Replace `+` by `*`. What are the gradients of `x` and `c` now?
//
// **Look.** The Variables panel: the shapes of data and gradient stand beside each other.
//
// **Exercise.** Why are all gradients 1 here?
// <details>
// If any element grows by a little, the sum grows by just as much.
// </details>

// %% [markdown] lang=ko
// 지금까지는 상자에 숫자 하나를 넣을 때가 많았습니다. 이제부터는 표 전체, 곧 **텐서**를 넣습니다. 모두 다시
// 써야 할까요?
//
// 아닙니다. `sin`, `+`, `*`는 원소별로 계산합니다. 원소마다 제 길을 가고, 기울기도 마찬가지입니다. 한 가지만
// 기억하세요. 기울기는 언제나 **데이터와 모양이 같습니다**.
//
// 긴 계산의 끝에는 보통 숫자 하나, 손실이 있습니다. 여기서는 `sum`이 그 일을 합니다.
//
// **해 보기.** `+`를 `*`로 바꿔 보세요. `x`와 `c`의 기울기는 무엇이 되나요?
//
// **살펴보기.** 변수 패널에서 데이터와 기울기의 모양을 나란히 볼 수 있습니다.
//
// **연습.** 여기서는 왜 기울기가 모두 1일까요?
// <details>
// 어느 원소든 조금 커지면 합도 꼭 그만큼 커지기 때문입니다.
// </details>

// %% Two tables, one sum ko="표 둘, 합 하나"
const x = new Variable(np.array([[1, 2, 3], [4, 5, 6]], 'int32'))
const c = new Variable(np.array([[10, 20, 30], [40, 50, 60]], 'int32'))
const t = x + c
const y = sum(t)
y.backward({ retainGrad: true })

print(y.grad)
print(t.grad)
print(x.grad)
print(c.grad)
