type Waiting<Row> = { row: Row; done: () => void; failed: (error: unknown) => void };

/**
 * Rows that are added at the same moment share one statement: while one runs, what comes meanwhile waits for the next,
 * at most `mostAtOnce` of them. The promise of each is kept when its statement is committed, or broken as that was.
 */
export function writeTogether<Row>(
	write: (rows: Row[]) => Promise<void>,
	mostAtOnce: number,
): (row: Row) => Promise<void> {
	let waiting: Waiting<Row>[] = [];
	let isWriting = false;

	async function writeWaiting(): Promise<void> {
		isWriting = true;
		while (waiting.length > 0) {
			const batch = waiting.slice(0, mostAtOnce);
			waiting = waiting.slice(mostAtOnce);
			try {
				await write(batch.map(({ row }) => row));
				for (const { done } of batch) done();
			} catch (error) {
				for (const { failed } of batch) failed(error);
			}
		}
		isWriting = false;
	}

	return (row) =>
		new Promise((done, failed) => {
			waiting.push({ row, done, failed });
			if (!isWriting) void writeWaiting();
		});
}
