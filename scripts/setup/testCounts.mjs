// Totals from the JSON reports of the two test runners.

/** @param {{numPassedTests: number, numFailedTests: number}} report */
export function countVitest(report) {
  return { passed: report.numPassedTests, failed: report.numFailedTests }
}

/** A flaky test passed in the end. @param {{stats: {expected: number, unexpected: number, flaky: number}}} report */
export function countPlaywright({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected }
}
