import { createHost } from '#platform/http';
import { doors } from '../../server/doors/index.ts';

/** What this reads of the built pages' manifest. */
type Node = { server?: { actions?: Record<string, unknown> } };
type Manifest = {
	nodes: (() => Promise<Node>)[];
	routes: {
		id: string;
		page: { leaf: number } | null;
		endpoint: (() => Promise<Record<string, unknown>>) | null;
	}[];
};

const manifestFile = new URL('../../build/server/manifest.js', import.meta.url);
const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'fallback'];

/** `GET /meja/[number]`, `POST /meja/[number]?/verify`: every page, form action and handler of the built pages. */
export async function findPages(): Promise<string[]> {
	const { manifest }: { manifest: Manifest } = await import(manifestFile.href);
	const all = await Promise.all(
		manifest.routes.map(async ({ id, page, endpoint }) => {
			const path = id.replaceAll(/\/\([^)]+\)/g, '') || '/';
			const handlers = endpoint ? Object.keys(await endpoint()).filter((name) => verbs.includes(name)) : [];
			const node = page ? await manifest.nodes[page.leaf]?.() : undefined;
			const actions = Object.keys(node?.server?.actions ?? {});
			return [
				...handlers.map((verb) => `${verb} ${path}`),
				...(page ? [`GET ${path}`] : []),
				...actions.map((name) => `POST ${path}${name === 'default' ? '' : `?/${name}`}`),
			];
		}),
	);
	return all.flat().sort();
}

/** `GET /api/v1/cases`: what the doors registered with the host; HEAD goes with GET. */
export async function findDoors(): Promise<string[]> {
	const app = createHost();
	const found: string[] = [];
	app.addHook('onRoute', ({ method, url }) => {
		for (const one of [method].flat()) if (one !== 'HEAD') found.push(`${one} ${url}`);
	});
	for (const door of doors) await app.register(door);
	await app.ready();
	await app.close();
	return [...new Set(found)].sort();
}
