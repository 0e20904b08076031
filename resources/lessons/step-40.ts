// step: 40
// stage: 4
// title.en: Small beside large
// title.ko: 작은 것과 큰 것을 함께
// panels: graph, variables
// expect: variable([11 12 13])
// expect: variable([3])
// expect: [2, 3]
// expect: variable([2. 2. 2.])

// %% [markdown] lang=en
// An array of three numbers plus a single one: NumPy stretches the small one so that it fits. This is
// **broadcasting**.
//
// The stretched number has been used three times. From step 14 we know what that means for its gradient:
// the three parts are **added**. So broadcasting and summing are opposites: the backward of one is the
// forward of the other. In the package they are called `broadcastTo` and `sumTo`.
//
// **Try.** Add a column `[[1], [2]]` to a row `[10, 20, 30]`. What shape comes out?
//
// **Look.** The Graph panel: `x1` holds one number beside three, and its gradient is one number, too: 3.
// Every gradient has the shape of its own box, whatever it was stretched to.
//
// **Exercise.** A bias `b` of shape (3) is added to a table of 100 rows. Which shape and size has its
// gradient, if the gradient of the table is all ones?
// <details>
// The shape (3), and each number is 100: it was used in a hundred rows.
// </details>

// %% [markdown] lang=ko
// 숫자 셋이 든 배열에 숫자 하나를 더하면 NumPy가 작은 것을 늘려서 맞춥니다. 이것이 **브로드캐스트**입니다.
//
// 늘어난 숫자는 세 번 쓰인 셈입니다. 14단계에서 보았듯이 그 기울기는 세 몫을 **더한** 값입니다. 그래서
// 브로드캐스트와 합은 서로 반대입니다. 한쪽의 역전파가 다른 쪽의 순전파입니다. 꾸러미에서는 `broadcastTo`와
// `sumTo`라고 부릅니다.
//
// **해 보기.** 열 `[[1], [2]]`과 행 `[10, 20, 30]`을 더해 보세요. 어떤 모양이 나오나요?
//
// **살펴보기.** 그래프 패널에서 `x1`은 숫자 셋 옆에 선 숫자 하나이고, 기울기도 숫자 하나, 곧 3입니다. 어떤
// 모양으로 늘어났든 기울기는 언제나 자기 상자와 모양이 같습니다.
//
// **연습.** 모양이 (3)인 편향 `b`를 100행짜리 표에 더했습니다. 표의 기울기가 모두 1이라면 `b`의 기울기는 어떤
// 모양이고 값은 얼마일까요?
// <details>
// 모양은 (3)이고 값은 모두 100입니다. 백 개의 행에서 쓰였기 때문입니다.
// </details>

// %% One number beside three ko="숫자 셋 옆의 숫자 하나"
const x0 = new Variable(np.array([1, 2, 3], 'int32'))
const x1 = new Variable(np.array([10], 'int32'))
const y = x0 + x1
print(y)

y.backward()
print(x1.grad)

// %% A row beside a table ko="표 옆의 행"
const table = new Variable(np.ones([2, 3]))
const row = new Variable(np.array([1.0, 2.0, 3.0]))
const z = table * row
z.backward()
print(z.shape)
print(row.grad)
