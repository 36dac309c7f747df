import { json, type RequestEvent } from '@sveltejs/kit';
import { refusalAsJson } from '#platform/http';
import { Refusal } from '#platform/refusal';

/** Runs what /js/queue.js asks for. A refusal is said as every door for programs says it, which the queue reads. */
export async function answerQueue({ locals: { lang } }: RequestEvent, run: () => Promise<Response>) {
	try {
		return await run();
	} catch (thrown) {
		if (!(thrown instanceof Refusal)) throw thrown;
		return json(refusalAsJson(thrown, lang), { status: thrown.status });
	}
}
