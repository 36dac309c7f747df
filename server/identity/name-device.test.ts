import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameDevice } from './name-device.ts';

test('what a browser calls itself, as a person would', () => {
	const table: [string, string][] = [
		[
			'Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36',
			'Chrome · Android',
		],
		[
			'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36',
			'Samsung Internet · Android',
		],
		[
			'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1',
			'Safari · iOS',
		],
		[
			'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 CriOS/125.0 Mobile Safari/604.1',
			'Chrome · iOS',
		],
		[
			'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0',
			'Edge · Windows',
		],
		['Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0', 'Firefox · Linux'],
		[
			'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15',
			'Safari · macOS',
		],
		['curl/8.5.0', '? · ?'],
		['', '? · ?'],
	];
	for (const [agent, name] of table) assert.equal(nameDevice(agent), name);
});
