import { z } from 'zod';

const receipt = z.object({ number: z.string(), already: z.boolean() });

/** Files a report over HTTP as a phone's queue does; nothing when it was not taken. The same key is the same case. */
export async function fileOverHttp(
	origin: string,
	key: string,
): Promise<z.infer<typeof receipt> | undefined> {
	const answer = await fetch(`${origin}/api/v1/reports`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({
			key,
			title: 'Jembatan rusak di Kisaran',
			body: 'Papan jembatan patah, motor sering jatuh di sini.',
			subject: 'road.bridge',
			region: '12.09.19',
			privacy: 'anonymous',
			class: 'complaint',
		}),
	});
	return answer.ok ? receipt.parse(await answer.json()) : undefined;
}
