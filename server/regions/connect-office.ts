import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { type Tx, withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { seal } from '#platform/secret';
import { endpointKey, type Open311Endpoint } from './office.ts';
import { type Editor, mayEditOffice } from './policy.ts';
import { forgetSnapshot } from './snapshot.ts';
import { updateEndpoint } from './store/rules.ts';

/**
 * Connects an office to its own Open311 server, so that its cases are sent there; `endpoint` null ends it. Its key is
 * stored sealed. From then on a load of shipped facts leaves this office as it is. Refuses `regions/not-yours`, `regions/no-such-office`.
 */
export async function connectOffice(
	editor: Editor,
	input: { pemda: string; officeId: string; endpoint: Open311Endpoint | null },
): Promise<void> {
	if (!mayEditOffice(editor, input.pemda)) throw new Refusal('forbidden', 'regions/not-yours');
	await withTx(async (tx: Tx) => {
		const office = { pemda: input.pemda, id: input.officeId };
		const found = await updateEndpoint(tx, office, sealed(input.endpoint), now(), editor.label);
		if (!found) throw new Refusal('not-found', 'regions/no-such-office');
		await record(tx, {
			pemda: input.pemda,
			actor: editor.label,
			act: 'regions/connect-office',
			subject: `office:${input.officeId}`,
			...(editor.origin ? { origin: editor.origin } : {}),
			detail: { url: input.endpoint?.url ?? null },
		});
	});
	forgetSnapshot();
}

function sealed(endpoint: Open311Endpoint | null): Open311Endpoint | null {
	return endpoint && { ...endpoint, apiKey: endpoint.apiKey && seal(endpointKey, endpoint.apiKey) };
}
