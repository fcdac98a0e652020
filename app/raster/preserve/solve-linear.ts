/**
 * Solves a small square system by Gauss elimination with partial pivots.
 *
 * @param matrix n x n by rows, and `right` of n; both are used up.
 * @returns null where it has no one solution.
 */
export function solveLinear(matrix: Float64Array, right: Float64Array): number[] | null {
  const n = right.length
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let row = column + 1; row < n; row++) if (Math.abs(matrix[row * n + column]) > Math.abs(matrix[pivot * n + column])) pivot = row
    const lead = matrix[pivot * n + column]
    if (Math.abs(lead) < 1e-12) return null
    if (pivot !== column) swapRows(matrix, right, [pivot, column])
    for (let row = column + 1; row < n; row++) {
      const factor = matrix[row * n + column] / lead
      if (factor === 0) continue
      for (let k = column; k < n; k++) matrix[row * n + k] -= factor * matrix[column * n + k]
      right[row] -= factor * right[column]
    }
  }
  const solution = new Array<number>(n).fill(0)
  for (let row = n - 1; row >= 0; row--) {
    let rest = right[row]
    for (let k = row + 1; k < n; k++) rest -= matrix[row * n + k] * solution[k]
    solution[row] = rest / matrix[row * n + row]
  }
  return solution
}

function swapRows(matrix: Float64Array, right: Float64Array, [first, second]: readonly [number, number]): void {
  const n = right.length
  for (let k = 0; k < n; k++) {
    const kept = matrix[first * n + k]
    matrix[first * n + k] = matrix[second * n + k]
    matrix[second * n + k] = kept
  }
  const kept = right[first]
  right[first] = right[second]
  right[second] = kept
}
