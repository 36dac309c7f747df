import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

/**
 * Rooms (`#regions`) and mechanisms (`#platform/…`) stay outside the built pages: Node resolves them from
 * `package.json` when the pages run, so that pages and doors share one pool, one configuration, one queue.
 */
const serverRooms = /^#(?!lib\/|app\/|@)[a-z]/;

export default defineConfig({
	plugins: [
		sveltekit({
			adapter: adapter({ out: 'build' }),
			files: { src: 'web', assets: 'web/static' },
			// One address for every asset, whatever page names it.
			paths: { relative: false },
			version: { pollInterval: 0 },
		}),
	],
	ssr: { external: ['#regions'] },
	environments: {
		ssr: { build: { rolldownOptions: { external: serverRooms } } },
	},
});
