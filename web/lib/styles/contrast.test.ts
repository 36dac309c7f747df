import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** The colours of the block that a selector opens. */
function colours(selector: string): Record<string, string> {
	const from = css.indexOf(`${selector} {`);
	assert.notEqual(from, -1, selector);
	const block = css.slice(from, css.indexOf('}', from));
	return Object.fromEntries(
		[...block.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]),
	);
}

const light = colours(':root');
const chosenNight = colours(":root[data-theme='dark']");
const deviceNight = colours(":root:not([data-theme='light'])");
const themes = { light, night: { ...light, ...chosenNight } };

/** Text and the grounds it stands on: at least 7:1 (WCAG 2.2 AAA, for ordinary text). */
const texts: [text: string, ground: string][] = [
	['ink', 'paper'],
	['ink', 'soft'],
	['quiet', 'paper'],
	['quiet', 'soft'],
	['maroon', 'paper'],
	['link', 'paper'],
	['link', 'soft'],
	['toba', 'paper'],
	['alarm-text', 'paper'],
	['alarm-text', 'soft'],
	['leaf-text', 'paper'],
	['on-action', 'action'],
	['paper', 'ink'],
];

/** Signs and edges: at least 3:1. */
const signs: [sign: string, ground: string][] = [
	['edge', 'paper'],
	['edge', 'soft'],
	['toba', 'paper'],
	['leaf', 'paper'],
	['alarm', 'paper'],
	['on-mark', 'toba'],
	['on-mark', 'leaf'],
	['on-mark', 'alarm'],
	['on-mark', 'edge'],
	['on-gold', 'gold'],
	['map-3', 'map-0'],
];

/** Numbers on the shades of a map: at least 4.5:1. */
const onMaps: [text: string, ground: string][] = [
	['ink', 'map-0'],
	['ink', 'map-1'],
	['ink', 'map-2'],
	['ink', 'map-3'],
	['paper', 'map-4'],
	['paper', 'map-5'],
];

for (const [name, theme] of Object.entries(themes)) {
	test(`${name}: text is read by everybody`, () => {
		assert.deepEqual(weaker(texts, theme, 7), []);
	});
	test(`${name}: signs are seen by everybody`, () => {
		assert.deepEqual(weaker(signs, theme, 3), []);
		assert.deepEqual(weaker(onMaps, theme, 4.5), []);
	});
}

test('night is the same whether it was chosen or the device asked for it', () => {
	assert.deepEqual(deviceNight, chosenNight);
});

test('the colours of the look are exactly those', () => {
	const { ink, paper, maroon, toba, gold, leaf, alarm } = light;
	assert.deepEqual(
		{ ink, paper, maroon, toba, gold, leaf, alarm },
		{
			ink: '#16181d',
			paper: '#fbf8f3',
			maroon: '#8a1c2b',
			toba: '#0b5c7a',
			gold: '#c98a1b',
			leaf: '#2c7a4b',
			alarm: '#b3261e',
		},
	);
});

function weaker(pairs: [string, string][], theme: Record<string, string>, least: number) {
	return pairs
		.map(([a, b]) => ({ a, b, found: ratio(theme[a], theme[b]) }))
		.filter(({ found }) => found < least);
}

function ratio(a: string | undefined, b: string | undefined): number {
	assert.ok(a && b, `a colour is missing: ${a}, ${b}`);
	const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
	return Math.round(((lighter + 0.05) / (darker + 0.05)) * 100) / 100;
}

/** Relative luminance of WCAG 2. */
function luminance(hex: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5]
		.map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
		.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
