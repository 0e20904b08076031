// step: 39
// stage: 4
// title.en: Sums
// title.ko: 합 구하기
// panels: graph, variables
// expect: variable(21)
// expect: variable([1 1 1 1 1 1])
// expect: variable(21)
// expect: variable([[1 1 1]
// expect:           [1 1 1]])
// expect: variable([5 7 9])
// expect: variable([[1 1 1]
// expect:           [1 1 1]])
// expect: [1, 1, 1, 1]

// %% [markdown] lang=en
// A sum takes many numbers and gives one. When the sum grows by 1, which of the numbers was it? Any of
// them could be. So backward hands the **same gradient to every element**: it copies the number into the
// old shape.
//
// With `axis` only one direction is summed: 0 goes down the columns, 1 along the rows. `keepdims` leaves
// the summed axis in place with length 1, which helps when the result is used beside the table.
//
// **Try.** `sum(x, { axis: 1 })`: guess the result before you run.
//
// **Look.** The Variables panel: the gradient has the shape of the data, in every case.
//
// **Exercise.** What is the gradient of a mean?
// <details>
// The mean is the sum divided by the count n, so every element gets gy / n.
// </details>

// %% [markdown] lang=ko
// 합은 숫자 여럿을 받아 하나를 돌려줍니다. 합이 1만큼 커졌다면 어느 숫자 때문일까요? 어느 것이든 될 수
// 있습니다. 그래서 역전파는 **모든 원소에 같은 기울기**를 줍니다. 숫자 하나를 옛 모양으로 복사하는 것입니다.
//
// `axis`를 주면 한 방향으로만 더합니다. 0은 열을 따라 아래로, 1은 행을 따라 옆으로 더합니다. `keepdims`는
// 더한 축을 길이 1로 남겨 둡니다. 결과를 표와 함께 쓸 때 편합니다.
//
// **해 보기.** `sum(x, { axis: 1 })`의 결과를 먼저 예상하고 실행해 보세요.
//
// **살펴보기.** 변수 패널을 보세요. 어느 경우에나 기울기와 데이터의 모양이 같습니다.
//
// **연습.** 평균의 기울기는 무엇일까요?
// <details>
// 평균은 합을 개수 n으로 나눈 것이므로 원소마다 gy / n을 받습니다.
// </details>

// %% A list ko="한 줄"
const x = new Variable(np.array([1, 2, 3, 4, 5, 6], 'int32'))
const y = sum(x)
y.backward()
print(y)
print(x.grad)

// %% A table ko="표"
const table = new Variable(np.array([[1, 2, 3], [4, 5, 6]], 'int32'))
const total = sum(table)
total.backward()
print(total)
print(table.grad)

// %% Down the columns ko="열을 따라"
table.cleargrad()
const columns = sum(table, { axis: 0 })
columns.backward()
print(columns)
print(table.grad)

// %% Keep the axes ko="축을 남기기"
const big = new Variable(np.random.randn(2, 3, 4, 5))
const kept = big.sum({ keepdims: true })
print(kept.shape)
