import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { writeAnswer } from './write-answer.ts';

test('lists are bare in JSON; in XML they have a name and each item its singular', () => {
	const data = [{ service_code: '001', metadata: true, order: 1, none: null, left: undefined, empty: '' }];
	assert.equal(
		writeAnswer('json', 'services', data),
		'[{"service_code":"001","metadata":true,"order":1,"none":null,"empty":""}]',
	);
	assert.equal(
		writeAnswer('xml', 'services', data),
		'<?xml version="1.0" encoding="utf-8"?>\n<services><service><service_code>001</service_code>' +
			'<metadata>true</metadata><order>1</order><none/><empty/></service></services>\n',
	);
});

test('lists within: attributes and values, endpoints and formats', () => {
	const data = { service_code: 'x', attributes: [{ code: 'a', values: [{ key: 'k', name: 'n' }] }] };
	const xml = writeAnswer('xml', 'service_definition', data);
	assert.ok(xml.includes('<attributes><attribute><code>a</code><values><value><key>k</key>'));
	const formats = writeAnswer('xml', 'discovery', { endpoints: [{ formats: ['text/xml'] }] });
	assert.ok(formats.includes('<endpoints><endpoint><formats><format>text/xml</format></formats>'));
});

test('an empty list is an empty element and an empty array', () => {
	assert.equal(writeAnswer('json', 'service_requests', []), '[]');
	assert.match(writeAnswer('xml', 'service_requests', []), /<service_requests><\/service_requests>/);
});

test('any text becomes well-formed XML that reads back the same, without what XML cannot hold', () => {
	const parser = new XMLParser({ parseTagValue: false, trimValues: false });
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			const xml = writeAnswer('xml', 'errors', [{ description: text }]);
			assert.equal(XMLValidator.validate(xml), true);
			const read = parser.parse(xml).errors.error.description;
			const kept = text
				.replace(/\r\n?/g, '\n')
				.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '');
			assert.equal(read, kept);
		}),
	);
});
