import { findResponsible, province, type Responsible } from '#regions';

/** To whom a report goes first, and how sure that is. */
export type Route = Responsible & { region: string };

/**
 * The office that most probably answers for it. A place nobody knows is the province's desk's to find out; agencies
 * outside this platform are reached by the desk of the place, which tells the person so.
 */
export async function routeReport(about: {
	subject: string;
	region: string | null;
	assetClass: string | null;
}): Promise<Route> {
	const region = about.region ?? province;
	const asked = {
		subject: about.subject,
		region,
		...(about.assetClass ? { assetClass: about.assetClass } : {}),
	};
	const [first] = (await findResponsible(asked)).filter((office) => !office.external);
	if (!first) throw new Error(`Nobody is responsible for ${about.subject} in ${region}`);
	return { ...first, region };
}
