import { askedQuery, readAsked } from '#lib/renaksi-asked.ts';
import { partLine } from '#lib/renaksi-view.ts';
import { readYear } from '#lib/renaksi-year.ts';
import { config } from '#platform/config';
import { Refusal } from '#platform/refusal';
import { getPemda } from '#regions';
import { getScore, listEvidence, listHistory, readDay, readLive, type ShownPart } from '#renaksi';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals }) => {
	const { lang, actor } = locals;
	const { code, name } = await getPemda(params.pemda);
	const { per, scope } = readAsked(url);
	const { day, at } = readDay(per);
	const year = readYear(url.searchParams.get('tahun'), Number(day.slice(0, 4)));
	const ref = { pemda: code, year, requirement: params.document };
	const score = await getScore({
		...{ pemda: code, year, at },
		opens: (area) => params.document.startsWith(`${area}.`),
	});
	const path = pathTo(score.areas, params.document);
	const document = path.at(-1);
	if (!document || document.parts.length > 0) throw new Refusal('not-found', 'renaksi/no-such-document');
	const evidence = (await listEvidence(actor, ref)).filter((one) => one.at <= at);
	return {
		...{ code, name, day, at, year },
		up: askedQuery({ day, scope }),
		back: askedQuery({ day, scope, year }),
		address: `${config.publicOrigin}/transparansi/renaksi/${code}/${params.document}${askedQuery({ day, scope, year })}`,
		path: path.map((part) => part.name[lang]),
		document: partLine(document, lang),
		history: await listHistory(ref, at),
		evidence: evidence.map(({ id, note, files, officeName, coversFrom, coversTo, at: when, live }) => ({
			...{ id, note, officeName, coversFrom, coversTo, when, live: readLive(live) },
			files: files.map(({ name: file, sha256, sizeBytes }) => ({ name: file, sha256, sizeBytes })),
		})),
	};
};

/** The parts from the area down to this document. */
function pathTo(parts: ShownPart[], id: string): ShownPart[] {
	const next = parts.find((part) => part.id === id || id.startsWith(`${part.id}.`));
	return next ? [next, ...pathTo(next.parts, id)] : [];
}
