type Waiting = { weight: number; begin: () => void };

/**
 * Lets work in, in the order it came, as long as the weights under way stay within `capacity`; the rest waits. What is
 * heavier than everything is let in alone.
 */
export function makeTurns(capacity: number) {
	const line: Waiting[] = [];
	let free = capacity;

	function letIn(): void {
		for (let next = line[0]; next && next.weight <= free; next = line[0]) {
			line.shift();
			free -= next.weight;
			next.begin();
		}
	}

	return async function inTurn<T>(weight: number, work: () => Promise<T>): Promise<T> {
		const held = Math.min(weight, capacity);
		await new Promise<void>((begin) => {
			line.push({ weight: held, begin });
			letIn();
		});
		try {
			return await work();
		} finally {
			free += held;
			letIn();
		}
	};
}
