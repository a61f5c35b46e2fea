/** The solver of integer programmes that evaluations share (a `Solver` of @cairn/requirements). */
export const SOLVER = Symbol('SOLVER');
