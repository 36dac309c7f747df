import { json, type RequestEvent } from '@sveltejs/kit';
import { Refusal } from '#platform/refusal';

/** Runs what /js/queue.js asks for. A refusal is said as the queue reads it: a code, a sentence, and those of fields. */
export async function answerQueue({ locals: { t } }: RequestEvent, run: () => Promise<Response>) {
	try {
		return await run();
	} catch (thrown) {
		if (!(thrown instanceof Refusal)) throw thrown;
		const { code, messageKey, params, status, fields } = thrown;
		const sentences = Object.entries(fields).map(([name, key]) => [name, t(key, params)]);
		const error = { code, message: t(messageKey, params), sentences: Object.fromEntries(sentences) };
		return json({ error }, { status });
	}
}
