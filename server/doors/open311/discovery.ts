import { createHash } from 'node:crypto';
import { now } from '#platform/clock';
import { config } from '#platform/config';
import { translate } from '#platform/i18n';
import { writeMoment } from './moments.ts';
import { attributesOf, getService, listServices } from './services.ts';
import { noteChangeset } from './store.ts';
import { contentTypes, writeAnswer } from './write-answer.ts';

/** Where this protocol is spoken, in which formats, and when its services last changed. */
export async function describeEndpoints(lang: 'id' | 'en') {
	const changeset = writeMoment(await noteChangeset(await hashOfServices(), now()));
	const origin = config.publicOrigin;
	return {
		changeset,
		contact: translate(lang, 'open311.contact', { origin }),
		key_service: translate(lang, 'open311.key-service', { origin }),
		endpoints: [
			{
				specification: 'http://wiki.open311.org/GeoReport_v2',
				url: `${origin}/open311/v2`,
				changeset,
				type: 'production',
				formats: Object.values(contentTypes).map((type) => type.replace(/;.*/, '')),
			},
		],
	};
}

async function hashOfServices(): Promise<Buffer> {
	const hash = createHash('sha256');
	for (const lang of ['id', 'en'] as const) {
		const services = await listServices(lang);
		hash.update(writeAnswer('json', 'services', services));
		for (const { service_code: code } of services) {
			hash.update(JSON.stringify(attributesOf(await getService(code), lang)));
		}
	}
	return hash.digest();
}
