import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { rooms } from './server/architecture.ts';

/**
 * Rooms (`#regions`) and mechanisms (`#platform/…`) stay outside the built pages: Node resolves them from
 * `package.json` when the pages run, so that pages and doors share one pool, one configuration, one queue.
 */
const outside = new RegExp(`^#(platform/|(${Object.keys(rooms).join('|')})$)`);

export default defineConfig({
	plugins: [
		sveltekit({
			adapter: adapter({ out: 'build' }),
			files: { src: 'web', assets: 'web/static' },
			paths: { relative: false },
		}),
	],
	// Phones that are not young any more: no nesting, no cascade layers, no light-dark().
	build: { cssTarget: ['chrome87', 'firefox91', 'safari14'] },
	environments: {
		ssr: { build: { rolldownOptions: { external: outside } } },
	},
});
