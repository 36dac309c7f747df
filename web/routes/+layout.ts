/** Pages are HTML from the server; the framework sends no script (docs/decisions/0007). */
export const csr = false;
