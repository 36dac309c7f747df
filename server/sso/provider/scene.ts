import type { AdapterPayload } from 'oidc-provider';
import type { FoundToken } from '../store/tokens.ts';

/** What is known within one request, so that nothing is asked of PostgreSQL twice. */
export type Scene = {
	/** The session at the portal of whoever asks. */
	portalSession: string | null;
	tokens: Map<string, Promise<FoundToken | undefined>>;
	given: Map<string, AdapterPayload>;
	sessions: Map<string, AdapterPayload>;
};

const scenes = new WeakMap<object, Scene>();

/** Undefined outside a request, as in jobs and pages. */
export function sceneOf(ctx: object | undefined): Scene | undefined {
	if (!ctx) return undefined;
	const known = scenes.get(ctx);
	if (known) return known;
	const scene = { portalSession: null, tokens: new Map(), given: new Map(), sessions: new Map() };
	scenes.set(ctx, scene);
	return scene;
}
