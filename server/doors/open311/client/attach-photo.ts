import { attachEvidence } from '#casework';
import { takeFile } from '#platform/media';
import { Refusal } from '#platform/refusal';
import type { Open311Endpoint } from '#regions';
import { CallFailed, callServer } from './call-server.ts';
import { ownSystemOf, refOf } from './own-system.ts';
import type { SentCase } from './store.ts';

const mostPhotoBytes = 20_000_000;

/** A photo that is not one we sent is evidence; one that cannot be had or is no photo is done without. */
export async function attachPhoto(sent: SentCase, photo: string, endpoint: Open311Endpoint): Promise<void> {
	if (!URL.canParse(photo) || photo.includes('/open311/photos/')) return;
	try {
		const { isPrivate } = endpoint;
		const url = new URL(photo);
		const reply = await callServer({
			url,
			method: 'GET',
			isPrivate: isPrivate && isSameHost(url, endpoint),
			mostBytes: mostPhotoBytes,
		});
		if (reply.status !== 200) return;
		const file = await takeFile(reply.bytes);
		await attachEvidence(ownSystemOf(sent), { ...refOf(sent), files: [file] });
	} catch (error) {
		if (!(error instanceof CallFailed || error instanceof Refusal)) throw error;
	}
}

/** That a server may be in a private network holds for it alone, not for whatever its answers point to. */
function isSameHost(url: URL, endpoint: Open311Endpoint): boolean {
	return url.host === new URL(endpoint.url).host;
}
