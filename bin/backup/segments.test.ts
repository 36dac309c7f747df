import assert from 'node:assert/strict';
import { test } from 'node:test';
import { segmentsBetween } from './segments.ts';

test('the segments of the log from one to another, over the end of a log file', () => {
	assert.deepEqual(segmentsBetween('0000000100000000000000FE', '000000010000000100000001'), [
		'0000000100000000000000FE',
		'0000000100000000000000FF',
		'000000010000000100000000',
		'000000010000000100000001',
	]);
	assert.deepEqual(segmentsBetween('00000001000000000000000A', '00000001000000000000000A').length, 1);
});

test('another timeline, or no segment at all, is refused', () => {
	assert.throws(() => segmentsBetween('00000001000000000000000A', '00000002000000000000000B'), /promoted/);
	assert.throws(() => segmentsBetween('backup_label', '00000002000000000000000B'), /no segment/);
});
