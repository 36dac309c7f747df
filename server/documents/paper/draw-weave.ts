/** The band of cloth of the web pages' `Weave.svelte`: its pattern of 28 by 14, tile by tile. */
const tile = { width: 28, height: 14 };
const threads = [
	{ fill: '#8a1c2b', path: 'M0 0h28v14H0z' },
	{ fill: '#16181d', path: 'M0 0h28v2H0zM0 12h28v2H0z' },
	{ fill: '#fbf8f3', path: 'M6 2h2v2h2v2h2v2h-2v2H8v2H6v-2H4V8H2V6h2V4h2z' },
	{ fill: '#c98a1b', path: 'M6 6h2v2H6zM20 4h2v2h2v2h-2v2h-2V8h-2V6h2z' },
];

/** Over the whole width, at the top of the page. */
export function drawWeave(pdf: PDFKit.PDFDocument): void {
	const { width } = pdf.page;
	pdf.save().rect(0, 0, width, tile.height).clip();
	for (let x = 0; x < width; x += tile.width) {
		pdf.save().translate(x, 0);
		for (const { fill, path } of threads) pdf.path(path).fill(fill);
		pdf.restore();
	}
	pdf.restore();
}
